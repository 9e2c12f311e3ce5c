import type { Operand } from "../ops/op.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import type { Edge } from "./node.js";

/** Where the gradient of an operand goes: its grad_fn, a leaf's one AccumulateGrad, or nowhere. */
export function gradientEdge(operand: Operand): Edge | null {
  if (typeof operand === "number" || !operand.requires_grad) return null;
  const node = operand.grad_fn ?? (operand.accumulator ??= new AccumulateGrad(operand));
  return { node, output: operand.outputNumber };
}
