/**
 * The lower triangle L with A = L·Lᵀ, from the lower triangle of the n×n matrix whose place it takes; what is above is set
 * to 0. Gives the order of the first leading minor that is not positive; 0 if there is none.
 */
export function factorCholesky(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) a.fill(0, i * n + i + 1, (i + 1) * n);
  for (let j = 0; j < n; j++) {
    let square = a[j * n + j]!;
    for (let k = 0; k < j; k++) square -= a[j * n + k]! ** 2;
    if (!(square > 0)) {
      a[j * n + j] = square;
      return j + 1;
    }
    const diagonal = (a[j * n + j] = Math.sqrt(square));
    for (let i = j + 1; i < n; i++) {
      let value = a[i * n + j]!;
      for (let k = 0; k < j; k++) value -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = value / diagonal;
    }
  }
  return 0;
}
