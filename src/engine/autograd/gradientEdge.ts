import { byName } from "../callByName.js";
import { edgeWithoutGraph } from "../errors.js";
import { tensorArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import { gradientEdge } from "./edges.js";
import type { GradientNode } from "./node.js";

/**
 * A place in the backward graph: one output of a node. `backward` and `grad` take it where they take a tensor.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.GradientEdge
 */
export class GradientEdge implements Iterable<GradientNode | number> {
  constructor(
    /** The node whose gradient this is. */
    readonly node: GradientNode,
    /** Which of the node's outputs it belongs to. */
    readonly output_nr: number,
  ) {}

  *[Symbol.iterator](): Generator<GradientNode | number> {
    yield this.node;
    yield this.output_nr;
  }
}

/**
 * The place where a tensor's gradient is computed. Throws for a tensor that does not require grad.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.get_gradient_edge
 */
export function get_gradient_edge(tensor: Tensor): GradientEdge {
  const named = byName(get_gradient_edge, "get_gradient_edge(tensor)", arguments);
  if (named !== null) return named.result;
  const edge = gradientEdge(tensorArgument("get_gradient_edge", "tensor", tensor));
  if (edge === null) throw edgeWithoutGraph();
  if (edge.node instanceof AccumulateGrad) edge.node.place();
  return new GradientEdge(edge.node, edge.output);
}
