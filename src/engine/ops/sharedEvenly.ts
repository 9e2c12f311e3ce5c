import type { Tensor } from "../tensor.js";
import { zeroOf } from "../tensorFactory.js";
import { where } from "./comparisons.js";

/**
 * The derivatives of a number that was chosen of all elements: those that equal it share them. NaN is its own equal, but not
 * in forward mode. PyTorch fills the gradient in and multiplies the tangent, which shows beside infinities.
 */
export const sharedEvenly = {
  local(x: Tensor, out: Tensor): Tensor {
    const hit = equalsOf(x, out).to(x.dtype);
    return hit.div(hit.sum());
  },
  gradient(g: Tensor, x: Tensor, out: Tensor): Tensor {
    const hit = equalsOf(x, out).contiguous();
    return where(hit, g.div(hit.sum()), zeroOf(g));
  },
  tangent(tangent: Tensor, x: Tensor, out: Tensor): Tensor {
    const hit = x.eq(out).to(x.dtype);
    return tangent.mul(hit.div(hit.sum()));
  },
};

function equalsOf(x: Tensor, out: Tensor): Tensor {
  return x.eq(out).logical_or(x.isnan().logical_and(out.isnan()));
}
