import type { Tensor } from "../../tensor.js";
import { identityLike } from "./identity.js";

/**
 * The parts of the derivatives of A = U·diag(S)·Vᵀ that come by the vectors. With Eᵢⱼ = Sⱼ² − Sᵢ² beside the diagonal and
 * P = Uᵀ·dA·V: Uᵀ·dU = (P·S + S·Pᵀ)/E and Vᵀ·dV = (S·P + Pᵀ·S)/E, off the diagonal.
 * https://j-towns.github.io/papers/svd-derivative.pdf
 */
export function gapsOf(S: Tensor): Tensor {
  const squares = S.mul(S);
  const gaps = squares.unsqueeze(-2).sub(squares.unsqueeze(-1));
  // What is divided by the diagonal is 0.
  return gaps.masked_fill(identityLike(gaps).ne(0), 1);
}

/** skew(Uᵀ·gU)·S */
export function byLeft(gradient: Tensor, U: Tensor, S: Tensor): Tensor {
  const product = U.mT.matmul(gradient);
  return product.sub(product.mT).mul(S.unsqueeze(-2));
}

/** S·skew(Vᵀ·gV) */
export function byRight(gradient: Tensor, Vh: Tensor, S: Tensor): Tensor {
  const product = Vh.matmul(gradient.mT);
  return product.sub(product.mT).mul(S.unsqueeze(-1));
}

/** dU, from what P has off its diagonal. */
export function movedLeft(rest: Tensor, tangent: Tensor, U: Tensor, S: Tensor, Vh: Tensor): Tensor {
  const scaled = rest.mul(S.unsqueeze(-2));
  const dU = U.matmul(scaled.add(scaled.mT).div(gapsOf(S)));
  if (U.shape.at(-2)! <= Vh.shape.at(-1)!) return dU;
  const outside = tangent.matmul(Vh.mT.div(S.unsqueeze(-2)));
  return dU.add(outside).sub(U.matmul(U.mT.matmul(outside)));
}

/** dVᵀ, from the same. */
export function movedRight(rest: Tensor, tangent: Tensor, U: Tensor, S: Tensor, Vh: Tensor): Tensor {
  const scaled = rest.mul(S.unsqueeze(-1));
  const dVh = scaled.add(scaled.mT).div(gapsOf(S)).neg().matmul(Vh);
  if (U.shape.at(-2)! >= Vh.shape.at(-1)!) return dVh;
  const outside = U.mT.div(S.unsqueeze(-1)).matmul(tangent);
  return dVh.add(outside).sub(outside.matmul(Vh.mT).matmul(Vh));
}
