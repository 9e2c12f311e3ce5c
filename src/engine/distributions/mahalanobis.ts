import * as linalg from "../linalg.js";
import type { Tensor } from "../tensor.js";

/** Products of matrices and vectors. */
export function timesVector(matrix: Tensor, vector: Tensor): Tensor {
  return matrix.matmul(vector.unsqueeze(-1)).squeeze(-1);
}

/**
 * The squared distances |L⁻¹x|² of vectors, by triangular factors that broadcast with them. Where a factor is for several
 * vectors, these are the columns of one system, so that no factor is repeated.
 */
export function mahalanobis(factor: Tensor, x: Tensor): Tensor {
  const size = x.size(-1);
  const batch = x.shape.slice(0, -1);
  const ranks = factor.ndim - 2;
  const outer = batch.length - ranks;
  const split = factor.shape.slice(0, -2).flatMap((one, i) => [batch[outer + i]! / one, one]);
  const apart = x.reshape([...batch.slice(0, outer), ...split, size]);
  const places = Array.from({ length: ranks }, (_, i) => outer + 2 * i);
  const first = Array.from({ length: outer }, (_, i) => i);
  const columns = apart.permute([...first, ...places, ...places.map((place) => place + 1), outer + 2 * ranks]);
  const factors = factor.reshape([-1, size, size]);
  const rows = columns.reshape([-1, factors.size(0), size]).permute(1, 2, 0);
  const distances = linalg.solve_triangular(factors, rows, { upper: false }).pow(2).sum(-2).t();
  const back = places.flatMap((_, i) => [outer + i, outer + ranks + i]);
  return distances
    .reshape(columns.shape.slice(0, -1))
    .permute([...first, ...back])
    .reshape(batch);
}

/** The logarithms of the determinants of triangular factors. */
export function logDeterminant(factor: Tensor): Tensor {
  return factor.diagonal({ dim1: -2, dim2: -1 }).log().sum(-1);
}

/** The traces of B·Bᵀ. */
export function traceOfSquare(matrix: Tensor): Tensor {
  return matrix.flatten(-2).pow(2).sum(-1);
}
