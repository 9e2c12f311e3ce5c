/** Which triangle of a matrix holds the equations, whether it is to be transposed, and whether its diagonal counts as 1. */
export interface Triangle {
  readonly upper: boolean;
  readonly transposed?: boolean;
  readonly unit?: boolean;
}

/**
 * Solves T·X = B for a triangle T of the n×n matrix `a`; X takes the place of B, whose rows have `columns` elements. A zero
 * on the diagonal gives infinities and NaN.
 */
export function solveTriangle(a: Float64Array, n: number, b: Float64Array, columns: number, triangle: Triangle): void {
  const { upper, transposed = false, unit = false } = triangle;
  const [down, right] = transposed ? [1, n] : [n, 1];
  // An upper triangle is solved from its last row, which a lower one becomes by being transposed.
  const backwards = upper !== transposed;
  for (let step = 0; step < n; step++) {
    const i = backwards ? n - 1 - step : step;
    const [from, to] = backwards ? [i + 1, n] : [0, i];
    for (let k = from; k < to; k++) {
      const factor = a[i * down + k * right]!;
      for (let j = 0; j < columns; j++) b[i * columns + j]! -= factor * b[k * columns + j]!;
    }
    if (unit) continue;
    const divisor = a[i * down + i * right]!;
    for (let j = 0; j < columns; j++) b[i * columns + j]! /= divisor;
  }
}
