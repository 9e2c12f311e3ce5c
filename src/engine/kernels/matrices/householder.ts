/**
 * Householder's QR factorisation, as LAPACK's geqrf and orgqr have it: reflections H = I − τ·v·vᵀ bring column after column
 * to zero below the diagonal. v begins with 1 at the diagonal, and its rest takes the place of those zeros. A column that is
 * zero there already keeps its sign (τ is 0); all others get the sign opposite to their first element's.
 */
export function factorQr(a: Float64Array, rows: number, columns: number): Float64Array {
  const taus = new Float64Array(Math.min(rows, columns));
  for (let k = 0; k < taus.length; k++) taus[k] = reflectColumns(a, rows, columns, k);
  return taus;
}

/** One step: clears column k below row k, keeps the reflection there, and applies it to the columns after. Gives its τ. */
export function reflectColumns(a: Float64Array, rows: number, columns: number, k: number): number {
  const tau = reflector(a, rows, columns, k);
  reflect(a, rows, columns, k, tau, (i) => a[i * columns + k]!, k + 1);
  return tau;
}

/** The first `count` columns of the product of the reflections that stand below the diagonal of a matrix. */
export function productOfReflections(
  a: Float64Array,
  rows: number,
  columns: number,
  taus: ArrayLike<number>,
  count: number,
): Float64Array {
  const q = new Float64Array(rows * count);
  for (let i = 0; i < Math.min(rows, count); i++) q[i * count + i] = 1;
  for (let k = taus.length - 1; k >= 0; k--) reflect(q, rows, count, k, taus[k]!, (i) => a[i * columns + k]!, 0);
  return q;
}

function reflector(a: Float64Array, rows: number, columns: number, k: number): number {
  const alpha = a[k * columns + k]!;
  let below = 0;
  for (let i = k + 1; i < rows; i++) below = Math.hypot(below, a[i * columns + k]!);
  if (below === 0) return 0;
  const length = Math.hypot(alpha, below);
  const beta = alpha >= 0 ? -length : length;
  for (let i = k + 1; i < rows; i++) a[i * columns + k]! /= alpha - beta;
  a[k * columns + k] = beta;
  return (beta - alpha) / beta;
}

/** Applies I − τ·v·vᵀ to the columns of b from `first` on; v is 1 at row k, and `at(i)` in the rows below. */
function reflect(
  b: Float64Array,
  rows: number,
  columns: number,
  k: number,
  tau: number,
  at: (row: number) => number,
  first: number,
): void {
  if (tau === 0) return;
  for (let j = first; j < columns; j++) {
    let product = b[k * columns + j]!;
    for (let i = k + 1; i < rows; i++) product += at(i) * b[i * columns + j]!;
    product *= tau;
    b[k * columns + j]! -= product;
    for (let i = k + 1; i < rows; i++) b[i * columns + j]! -= product * at(i);
  }
}
