import * as errors from "../../errors.js";
import { singularValues, type SingularValues } from "../../kernels/matrices/singularValues.js";
import { symmetricEigen } from "../../kernels/matrices/symmetricEigen.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { roundTo } from "../../storage.js";
import type { Tensor } from "../../tensor.js";
import { matricesOf, matrixOf } from "./matrices.js";

/**
 * The singular values of a batch's matrices and their vectors; for symmetric matrices the eigenvalues and eigenvectors, which
 * are both left and right ones. The values are rounded to the dtype, as they are compared with tolerances. Throws for
 * matrices that are not finite.
 */
export function spectraOf(a: Tensor, hermitian: boolean): readonly SingularValues[] {
  const [rows, columns] = matrixOf(a.shape);
  return matricesOf(a).map((matrix, place) => {
    const at = a.ndim > 2 ? place : null;
    if (!hermitian) {
      if (matrix.some(Number.isNaN)) throw errors.svdOfInfinities(at);
      const { values, left, right } = singularValues(matrix, rows, columns);
      return { values: values.map((value) => roundTo(a.dtype, value)), left, right };
    }
    const eigen = matrix.every(Number.isFinite) ? symmetricEigen(matrix, rows, false) : null;
    if (eigen === null) throw errors.eighDiverged(at, rows - 1);
    const flat = transposed(eigen.vectors, rows, rows);
    const vectors = Array.from({ length: rows }, (_, i) => flat.subarray(i * rows, (i + 1) * rows));
    return { values: eigen.values.map((value) => roundTo(a.dtype, value)), left: vectors, right: vectors };
  });
}
