import * as errors from "../../errors.js";
import { singularValues, type SingularValues } from "../../kernels/matrices/singularValues.js";
import { symmetricEigen } from "../../kernels/matrices/symmetricEigen.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import type { Tensor } from "../../tensor.js";
import { matricesOf, matrixOf } from "./matrices.js";

/** The singular value decompositions of a batch's matrices. Throws for NaN. */
export function decompositionsOf(a: Tensor, full: boolean): readonly SingularValues[] {
  const [rows, columns] = matrixOf(a.shape);
  return matricesOf(a).map((matrix, place) => {
    const at = a.ndim > 2 ? place : null;
    if (matrix.some(Number.isNaN)) throw errors.svdOfInfinities(at);
    const result = singularValues(matrix, rows, columns, full);
    if (result === null) throw errors.svdDiverged(at, Math.min(rows, columns) - 1);
    return result;
  });
}

/**
 * The singular values of a batch's matrices and their vectors; for symmetric matrices the eigenvalues and eigenvectors, which
 * are both left and right ones. Throws for NaN, and of symmetric matrices for infinities.
 */
export function spectraOf(a: Tensor, hermitian: boolean): readonly SingularValues[] {
  if (!hermitian) return decompositionsOf(a, false);
  const n = a.shape.at(-1)!;
  return matricesOf(a).map((matrix, place) => {
    const eigen = matrix.every(Number.isFinite) ? symmetricEigen(matrix, n, false) : null;
    if (eigen === null) throw errors.eighDiverged(a.ndim > 2 ? place : null, n - 1);
    const flat = transposed(eigen.vectors, n, n);
    const vectors = Array.from({ length: n }, (_, i) => flat.subarray(i * n, (i + 1) * n));
    return { values: eigen.values, left: vectors, right: vectors };
  });
}
