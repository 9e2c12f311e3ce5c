import { zerosLike } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { cat } from "../join.js";
import { identityLike } from "./identity.js";
import { tensorOf } from "./matrices.js";
import { sumOf } from "./matrixOp.js";
import { solveTriangular } from "./triangularSystems.js";

/** P·A = L·U of matrices, P given by the permutation that it makes of rows. */
export interface LuFactors {
  readonly P: Tensor;
  readonly L: Tensor;
  readonly U: Tensor;
}

/** L and U of what holds both, as the factorisation leaves them. */
export function unpacked(LU: Tensor): { readonly L: Tensor; readonly U: Tensor } {
  const [m, n] = [LU.shape.at(-2)!, LU.shape.at(-1)!];
  const k = Math.min(m, n);
  const lower = LU.narrow(-1, 0, k).tril(-1);
  const one = identityLike(lower.narrow(-2, 0, k));
  const diagonal = m > k ? cat([one, zerosLike(lower.narrow(-2, k, m - k))], -2) : one;
  return { L: lower.add(diagonal), U: LU.narrow(-2, 0, k).triu() };
}

/**
 * The gradient of A = P·L·U. With K = L⁻¹·Pᵀ·dA·U⁻¹ of the square part: dL = L·tril(K, −1) and dU = triu(K)·U; the rest of L,
 * below, and of U, to the right, follows from Pᵀ·dA = dL·U + L·dU.
 */
export function luGradient(gL: Tensor | null, gU: Tensor | null, { P, L, U }: LuFactors): Tensor | null {
  const [m, n] = [L.shape.at(-2)!, U.shape.at(-1)!];
  const k = Math.min(m, n);
  const [L1, U1] = [L.narrow(-2, 0, k), U.narrow(-1, 0, k)];
  const right = n > k && gU ? gU.narrow(-1, k, n - k) : null;
  const below = m > k && gL ? gL.narrow(-2, k, m - k) : null;
  const strict = sumOf(
    gL ? L1.mT.matmul(gL.narrow(-2, 0, k)) : null,
    right && right.matmul(U.narrow(-1, k, n - k).mT).neg(),
  );
  const upper = sumOf(
    gU ? gU.narrow(-1, 0, k).matmul(U1.mT) : null,
    below &&
      L.narrow(-2, k, m - k)
        .mT.matmul(below)
        .neg(),
  );
  const middle = sumOf(strict && strict.tril(-1), upper && upper.triu());
  if (middle === null) return null;
  const byU = solveTriangular(U1.mT, middle, { upper: false, left: false });
  let gradient = solveTriangular(L1.mT, byU, { upper: true, unitriangular: true });
  if (n > k) {
    const rest = right ? solveTriangular(L1.mT, right, { upper: true, unitriangular: true }) : null;
    gradient = cat([gradient, rest ?? zerosLike(U.narrow(-1, k, n - k))], -1);
  } else if (m > k) {
    const rest = below ? solveTriangular(U1.mT, below, { upper: false, left: false }) : null;
    gradient = cat([gradient, rest ?? zerosLike(L.narrow(-2, k, m - k))], -2);
  }
  return P.matmul(gradient);
}

/** dL and dU from dA. */
export function luTangents(tangent: Tensor, { P, L, U }: LuFactors): readonly [Tensor, Tensor] {
  const [m, n] = [L.shape.at(-2)!, U.shape.at(-1)!];
  const k = Math.min(m, n);
  const moved = P.mT.matmul(tangent);
  const [L1, U1] = [L.narrow(-2, 0, k), U.narrow(-1, 0, k)];
  const square = moved.narrow(-2, 0, k).narrow(-1, 0, k);
  const half = solveTriangular(L1, square, { upper: false, unitriangular: true });
  const middle = solveTriangular(U1, half, { upper: true, left: false });
  let [dL, dU] = [L1.matmul(middle.tril(-1)), middle.triu().matmul(U1)];
  if (n > k) {
    const rest = moved.narrow(-1, k, n - k).sub(dL.matmul(U.narrow(-1, k, n - k)));
    dU = cat([dU, solveTriangular(L1, rest, { upper: false, unitriangular: true })], -1);
  } else if (m > k) {
    const rest = moved.narrow(-2, k, m - k).sub(L.narrow(-2, k, m - k).matmul(dU));
    dL = cat([dL, solveTriangular(U1, rest, { upper: true, left: false })], -2);
  }
  return [dL, dU];
}

/** With zeros after it, along a dimension. */
export function widened(x: Tensor, dim: number, size: number): Tensor {
  const missing = size - x.shape.at(dim)!;
  return missing === 0 ? x : cat([x, tensorOf([], x.shape.with(x.ndim + dim, missing), x.dtype)], dim);
}
