import { productOfReflections, reflectColumns } from "./householder.js";
import { transposed } from "./transposed.js";

/** A = Q·B·Pᵀ with B upper bidiagonal. The columns of Q and P lie as rows. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  /** As many as A has rows. */
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
}

/** Reflects columns and rows in turn, as LAPACK's gebrd and orgbr do; there are at least as many rows as columns. */
export function bidiagonal(matrix: Float64Array, rows: number, columns: number): Bidiagonal {
  const a = matrix.slice();
  const [diagonal, beside] = [new Float64Array(columns), new Float64Array(Math.max(columns - 1, 0))];
  const taus = new Float64Array(columns);
  // The reflections of rows act on all but the first element: they stand in a matrix that is smaller by one.
  const size = Math.max(columns - 1, 0);
  const [right, rightTaus] = [new Float64Array(size * size), new Float64Array(size)];
  for (let k = 0; k < columns; k++) {
    taus[k] = reflectColumns(a, rows, columns, k);
    diagonal[k] = a[k * columns + k]!;
    if (k === columns - 1) continue;
    const [height, width] = [rows - k, columns - k - 1];
    // The rows from k on, beyond the diagonal, turned: it is their first column that is reflected.
    const part = new Float64Array(width * height);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) part[j * height + i] = a[(k + i) * columns + k + 1 + j]!;
    }
    rightTaus[k] = reflectColumns(part, width, height, 0);
    beside[k] = part[0]!;
    for (let j = 1; j < width; j++) right[(k + j) * size + k] = part[j * height]!;
    for (let i = 1; i < height; i++) {
      for (let j = 0; j < width; j++) a[(k + i) * columns + k + 1 + j] = part[j * height + i]!;
    }
  }
  const turns = columnsOf(productOfReflections(right, size, size, rightTaus, size), size, size);
  const first = Float64Array.from({ length: columns }, (_, i) => Number(i === 0));
  return {
    diagonal,
    beside,
    left: columnsOf(productOfReflections(a, rows, columns, taus, rows), rows, rows),
    right: columns === 0 ? [] : [first, ...turns.map((turn) => Float64Array.of(0, ...turn))],
  };
}

/** The columns of a matrix that lies row by row. */
export function columnsOf(a: Float64Array, rows: number, columns: number): readonly Float64Array[] {
  const flat = transposed(a, rows, columns);
  return Array.from({ length: columns }, (_, i) => flat.subarray(i * rows, (i + 1) * rows));
}
