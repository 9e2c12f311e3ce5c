import { factorQr, productOfReflections, reflectColumns } from "./householder.js";
import { transposed } from "./transposed.js";

/**
 * An orthonormal basis of what is orthogonal to all columns of a matrix that has more rows, as PyTorch's LAPACK chooses it: by
 * the reflections of the QR factorisation or, where the matrix is the transpose of the one that is decomposed, by those that
 * bring it to bidiagonal form.
 */
export function complement(
  a: Float64Array,
  rows: number,
  columns: number,
  isTransposed: boolean,
): readonly Float64Array[] {
  if (rows === columns) return [];
  const factors = a.slice();
  const taus = isTransposed ? bidiagonalise(factors, rows, columns) : factorQr(factors, rows, columns);
  const turned = transposed(productOfReflections(factors, rows, columns, taus, rows), rows, rows);
  return Array.from({ length: rows - columns }, (_, i) =>
    turned.subarray((columns + i) * rows, (columns + i + 1) * rows),
  );
}

/** Leaves the reflections from the left below the diagonal, and gives their τs; those from the right are not kept. */
function bidiagonalise(a: Float64Array, rows: number, columns: number): Float64Array {
  const taus = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    taus[k] = reflectColumns(a, rows, columns, k);
    if (k >= columns - 2) continue;
    // The rows from k on, without the columns up to k, turned: their first column is to be reflected.
    const [height, width] = [rows - k, columns - k - 1];
    const part = new Float64Array(width * height);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) part[j * height + i] = a[(k + i) * columns + k + 1 + j]!;
    }
    reflectColumns(part, width, height, 0);
    for (let i = 1; i < height; i++) {
      for (let j = 0; j < width; j++) a[(k + i) * columns + k + 1 + j] = part[j * height + i]!;
    }
  }
  return taus;
}
