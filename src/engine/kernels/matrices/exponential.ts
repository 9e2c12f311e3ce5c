/** The number of terms of the series after which 1/n! no longer changes a double. */
const terms = 18;

/**
 * e^A of an n×n matrix, by scaling and squaring: A is halved until its norm is at most 1, the series is summed up there, and
 * the sum squared as often. NaN throughout for a matrix of more than one element that is not finite.
 */
export function exponential(a: Float64Array, n: number): Float64Array {
  if (n === 1) return a.map(Math.exp);
  const norm = greatestRowSum(a, n);
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(NaN);
  const halvings = Math.max(0, Math.ceil(Math.log2(norm)));
  const scaled = a.map((value) => value / 2 ** halvings);
  let result = identity(n);
  // Horner's scheme: I + A·(I + A/2·(I + A/3·(…))).
  for (let k = terms; k >= 1; k--) {
    result = product(scaled, result, n).map((value) => value / k);
    for (let i = 0; i < n; i++) result[i * n + i]! += 1;
  }
  for (let k = 0; k < halvings; k++) result = product(result, result, n);
  return result;
}

function greatestRowSum(a: Float64Array, n: number): number {
  let greatest = 0;
  for (let i = 0; i < n; i++) {
    const sum = a.subarray(i * n, (i + 1) * n).reduce((total, value) => total + Math.abs(value), 0);
    greatest = Math.max(greatest, sum);
  }
  return greatest;
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
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
