import type { Operand } from "../ops/op.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import type { Edge } from "./node.js";

/** Where the gradient of an operand goes: its grad_fn, a leaf's one AccumulateGrad, or nowhere. */
export function gradientEdge(operand: Operand): Edge | null {
  if (typeof operand === "number" || !operand.requires_grad) return null;
  const node = operand.grad_fn ?? (operand.accumulator ??= new AccumulateGrad(operand));
  return { node, output: operand.outputNumber };
}

/** The same for what is computed with: a view that requires grad with its base alone, made in no_grad, has no place then. */
export function operandEdge(operand: Operand): Edge | null {
  const isView = typeof operand !== "number" && operand.viewState !== null;
  if (isView && !operand.wantsGradient && operand.grad_fn === null) return null;
  const edge = gradientEdge(operand);
  if (edge?.node instanceof AccumulateGrad) edge.node.place();
  return edge;
}
