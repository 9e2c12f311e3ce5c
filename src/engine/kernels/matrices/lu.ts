/**
 * The factorisation P·A = L·U of a matrix that lies row by row, by elimination with the greatest element of each column
 * for its pivot. L, whose diagonal is 1, and U take the matrix's place. Row i was swapped with row `pivots[i]`. Gives the
 * number, from 1, of the first zero on U's diagonal; 0 if there is none.
 *
 * `round` rounds each result to the dtype: whether a matrix is found to be singular hangs on the last bit, and this is how
 * LAPACK's getf2 comes by it, which multiplies by the reciprocal of the pivot.
 */
export function factorLu(
  a: Float64Array,
  rows: number,
  columns: number,
  pivots: Int32Array,
  round: (value: number) => number,
): number {
  let zero = 0;
  for (let k = 0; k < Math.min(rows, columns); k++) {
    const pivot = rowOfPivot(a, rows, columns, k);
    pivots[k] = pivot;
    if (pivot !== k) swapRows(a, columns, k, pivot);
    const divisor = a[k * columns + k]!;
    if (divisor === 0) {
      zero ||= k + 1;
      continue;
    }
    const isTiny = Math.abs(divisor) < 2 ** -1022;
    const reciprocal = round(1 / divisor);
    for (let i = k + 1; i < rows; i++) {
      const factor = (a[i * columns + k] = round(
        isTiny ? a[i * columns + k]! / divisor : a[i * columns + k]! * reciprocal,
      ));
      if (factor === 0) continue;
      for (let j = k + 1; j < columns; j++) {
        a[i * columns + j] = round(a[i * columns + j]! - round(factor * a[k * columns + j]!));
      }
    }
  }
  return zero;
}

/** L of what a factorisation leaves: what is below the diagonal, and 1 on it. */
export function lowerOf(lu: Float64Array, rows: number, columns: number): Float64Array {
  const size = Math.min(rows, columns);
  return Float64Array.from({ length: rows * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return i === j ? 1 : i > j ? lu[i * columns + j]! : 0;
  });
}

/** U of it: the diagonal and what is above. */
export function upperOf(lu: Float64Array, rows: number, columns: number): Float64Array {
  const kept = lu.subarray(0, Math.min(rows, columns) * columns);
  return kept.map((value, at) => (at % columns < Math.floor(at / columns) ? 0 : value));
}

/** Swaps the rows of a matrix as a factorisation did, or in the opposite order, which undoes it. */
export function swapByPivots(b: Float64Array, columns: number, pivots: ArrayLike<number>, undo = false): void {
  const { length } = pivots;
  for (let step = 0; step < length; step++) {
    const i = undo ? length - 1 - step : step;
    if (pivots[i] !== i) swapRows(b, columns, i, pivots[i]!);
  }
}

/** 1 for an even number of swaps, −1 for an odd one. */
export function signOfPivots(pivots: ArrayLike<number>): number {
  let sign = 1;
  for (let i = 0; i < pivots.length; i++) if (pivots[i] !== i) sign = -sign;
  return sign;
}

/** The row at or below the diagonal whose element in column k is the greatest; NaN is greater than all. */
function rowOfPivot(a: Float64Array, rows: number, columns: number, k: number): number {
  let best = k;
  let greatest = Math.abs(a[k * columns + k]!);
  for (let i = k + 1; i < rows && greatest === greatest; i++) {
    const size = Math.abs(a[i * columns + k]!);
    if (size > greatest || size !== size) [best, greatest] = [i, size];
  }
  return best;
}

function swapRows(a: Float64Array, columns: number, i: number, j: number): void {
  for (let k = 0; k < columns; k++) {
    const kept = a[i * columns + k]!;
    a[i * columns + k] = a[j * columns + k]!;
    a[j * columns + k] = kept;
  }
}
