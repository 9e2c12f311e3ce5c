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

/** What the gradients of the vectors are between Uᵀ and V: skew(Uᵀ·gU)/E·S + S·skew(Vᵀ·gV)/E, in the order of PyTorch's steps. */
export function betweenVectors(ofU: Tensor | null, ofVh: Tensor | null, { U, S, Vh }: Factors): Tensor {
  const left = ofU && skew(U.mT.matmul(ofU));
  const right = ofVh && skew(Vh.matmul(ofVh.mT));
  const [columns, rows] = [S.unsqueeze(-2), S.unsqueeze(-1)];
  if (left !== null && right !== null) return left.mul(columns).add(rows.mul(right)).div(gapsOf(S));
  return left !== null ? left.div(gapsOf(S)).mul(columns) : rows.mul(right!.div(gapsOf(S)));
}

/** A matrix as the product of three: S is the diagonal of the second. */
interface Factors {
  readonly U: Tensor;
  readonly S: Tensor;
  readonly Vh: Tensor;
}

function skew(product: Tensor): Tensor {
  return product.sub(product.mT);
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
