/** The number of terms of the series after which 1/n! no longer changes a double. */
const terms = 18;

/**
 * e^A of an n×n matrix, by scaling and squaring: A is halved until its norm is at most 1, the series of e^A − I is summed up
 * there, and e^A squared as often, by (I + R)² − I = 2R + R². The I is added last: what is small beside it keeps its digits,
 * such as a matrix beside a far greater direction in which it is differentiated. NaN throughout for a matrix of more than one
 * element that is not finite.
 */
export function exponential(a: Float64Array, n: number): Float64Array {
  if (n === 1) return a.map(Math.exp);
  const norm = greatestRowSum(a, n);
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(NaN);
  const halvings = Math.max(0, Math.ceil(Math.log2(norm)));
  const scaled = a.map((value) => value / 2 ** halvings);
  // Horner's scheme: A·(I + A/2·(I + A/3·(…))).
  let series = new Float64Array(n * n);
  for (let k = terms; k >= 1; k--) {
    addIdentity(series, n);
    series = product(scaled, series, n).map((value) => value / k);
  }
  for (let k = 0; k < halvings; k++) series = product(series, series, n).map((square, i) => 2 * series[i]! + square);
  addIdentity(series, n);
  return series;
}

function greatestRowSum(a: Float64Array, n: number): number {
  let greatest = 0;
  for (let i = 0; i < n; i++) {
    const sum = a.subarray(i * n, (i + 1) * n).reduce((total, value) => total + Math.abs(value), 0);
    greatest = Math.max(greatest, sum);
  }
  return greatest;
}

function addIdentity(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) a[i * n + i]! += 1;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) result[i * n + j]! += factor * b[k * n + j]!;
    }
  }
  return result;
}
