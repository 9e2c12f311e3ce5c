import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import type { Reduction } from "./reducing.js";

/** JSON has no infinity, so that the order is one of two words. */
export type Norm = Reduction & { readonly p: number | "inf" | "-inf" };

/**
 * The gradient of a norm, by PyTorch's formulas. They agree with d‖x‖/dx = sign(x)·(|x| / ‖x‖)^(p − 1), but what they make of
 * norms of 0, and of NaN and infinities, also in the second derivative, and how they lie in memory follows from where and how they mask. `g` and `norm` have the
 * reduced dimensions with size 1. Null for p = 0, which has no gradient.
 */
export function normGradient(g: Tensor, x: Tensor, norm: Tensor, { p, dims }: Norm): Tensor | null {
  if (p === 0) return null;
  if (p === 1) return x.sgn().mul(g);
  if (p === 2) return g.mul(x.div(norm).masked_fill_(norm.eq(0), 0));
  if (typeof p === "string") {
    const hit = x.abs().eq(norm).logical_or(x.isnan()).to(x.dtype);
    return x.sgn().mul(g.div(hit.sum(allOf(x, dims), true)).mul(hit));
  }
  if (p < 1)
    return x
      .sgn()
      .mul(
        x
          .abs()
          .pow(p - 1)
          .masked_fill_(x.eq(0), 0),
      )
      .mul(g)
      .mul(norm.pow(1 - p));
  const scale = g.div(norm.pow(p - 1)).masked_fill_(norm.eq(0), 0);
  return (p < 2 ? powers(x, p - 1) : x.mul(x.abs().pow(p - 2))).mul(scale);
}

/** The tangent of a norm, by PyTorch's formulas of forward mode, in the norm's shape. */
export function normTangent(tangent: Tensor, x: Tensor, norm: Tensor, { p, dims, keepdim }: Norm): Tensor {
  const sum = (terms: Tensor): Tensor => terms.sum(allOf(x, dims), keepdim);
  if (p === 0) return contiguousZeros(norm);
  if (p === 1) return sum(x.sgn().mul(tangent));
  if (p === 2) return sum(x.mul(tangent)).div(norm).masked_fill_(norm.eq(0), 0);
  if (typeof p === "string") {
    const among = allOf(x, dims);
    const kept = norm.reshape(x.shape.map((size, dim) => (among.includes(dim) ? 1 : size)));
    const hit = x.abs().eq(kept).logical_or(x.isnan().logical_and(kept.isnan())).to(x.dtype);
    return sum(x.sgn().mul(tangent).mul(hit).div(hit.sum(among, true)));
  }
  if (p < 1)
    return sum(
      x
        .sgn()
        .mul(
          x
            .abs()
            .pow(p - 1)
            .masked_fill_(x.eq(0), 0),
        )
        .mul(tangent),
    ).mul(norm.pow(1 - p));
  const terms = p < 2 ? powers(x, p - 1) : x.mul(x.abs().pow(p - 2));
  return sum(terms.mul(tangent))
    .div(norm.pow(p - 1))
    .masked_fill(norm.eq(0), 0);
}

/** sign(x)·|x|^q */
function powers(x: Tensor, q: number): Tensor {
  return x.sgn().mul(x.abs().pow(q));
}

function allOf(x: Tensor, dims: readonly number[] | null): readonly number[] {
  return dims ?? x.shape.map((_, dim) => dim);
}
