import { norm } from "../../ops/statisticFunctions.js";
import { wrapDimension } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

/** The 2-norms of a tensor over all dimensions but one, which it keeps; over all of them for −1. */
export function normExceptDim(v: Tensor, dim: number): Tensor {
  if (dim === -1) return norm(v);
  const kept = wrapDimension(dim, v.ndim);
  const dims = v.shape.map((_, i) => i).filter((i) => i !== kept);
  return dims.length === 0 ? v.abs() : norm(v, 2, dims, true);
}

/** g · v / ‖v‖, where the norm is over all dimensions but one. */
export function normalizedWeight(v: Tensor, g: Tensor, dim: number): Tensor {
  return v.mul(g.div(normExceptDim(v, dim)));
}
