/** Q·T·Qᵀ with T tridiagonal: its diagonal, what is beside that, and the orthogonal Q, row by row. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly q: Float64Array;
}

/**
 * Brings the symmetric n×n matrix, of which it reads the lower or the upper triangle alone, to tridiagonal form by
 * reflections, as LAPACK's sytd2 and orgtr do: the signs of the eigenvectors depend on it.
 */
export function tridiagonal(a: Float64Array, n: number, upper: boolean): Tridiagonal {
  const full = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) full[i * n + j] = full[j * n + i] = upper ? a[j * n + i]! : a[i * n + j]!;
  }
  const reflections: Float64Array[] = [];
  for (let step = 0; step < n - 1; step++) {
    // The lower form clears column after column below, the upper one from the last column above.
    const column = upper ? n - 1 - step : step;
    const neighbour = upper ? column - 1 : column + 1;
    const vector = reflector(full, n, column, neighbour, upper);
    reflections.push(vector);
    applyBothSides(full, n, vector);
  }
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (const vector of reflections.reverse()) applyFromLeft(q, n, vector);
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => full[i * n + i]!),
    beside: Float64Array.from({ length: Math.max(n - 1, 0) }, (_, i) => full[(i + 1) * n + i]!),
    q,
  };
}

/**
 * √τ·v of the reflection I − τ·v·vᵀ that leaves of a column only its element next to the diagonal; zero where the others
 * are zero already, so that it keeps its sign.
 */
function reflector(a: Float64Array, n: number, column: number, neighbour: number, upper: boolean): Float64Array {
  const vector = new Float64Array(n);
  const [from, to] = upper ? [0, neighbour] : [neighbour + 1, n];
  let rest = 0;
  for (let i = from; i < to; i++) rest = Math.hypot(rest, a[i * n + column]!);
  if (rest === 0) return vector;
  const alpha = a[neighbour * n + column]!;
  const length = Math.hypot(alpha, rest);
  const beta = alpha >= 0 ? -length : length;
  const root = Math.sqrt((beta - alpha) / beta);
  vector[neighbour] = root;
  for (let i = from; i < to; i++) vector[i] = (root * a[i * n + column]!) / (alpha - beta);
  return vector;
}

function applyBothSides(a: Float64Array, n: number, vector: Float64Array): void {
  if (vector.every((value) => value === 0)) return;
  const product = new Float64Array(n);
  let scale = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) product[i]! += a[i * n + j]! * vector[j]!;
    scale += product[i]! * vector[i]!;
  }
  for (let i = 0; i < n; i++) product[i]! -= (scale / 2) * vector[i]!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) a[i * n + j]! -= product[i]! * vector[j]! + vector[i]! * product[j]!;
  }
}

function applyFromLeft(b: Float64Array, n: number, vector: Float64Array): void {
  for (let j = 0; j < n; j++) {
    let product = 0;
    for (let i = 0; i < n; i++) product += vector[i]! * b[i * n + j]!;
    if (product === 0) continue;
    for (let i = 0; i < n; i++) b[i * n + j]! -= product * vector[i]!;
  }
}
