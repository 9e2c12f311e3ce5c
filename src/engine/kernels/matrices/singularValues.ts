import { complement } from "./complement.js";
import { transposed } from "./transposed.js";

/** A = U·diag(S)·Vᵀ of an m×n matrix. The columns of U and V lie as rows: `left` and `right` have one for each of `values`. */
export interface SingularValues {
  readonly values: Float64Array;
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
}

const epsilon = 2 ** -52;
const mostSweeps = 100;

/**
 * Hestenes' one-sided Jacobi method: columns are rotated against each other in pairs until all are orthogonal; their lengths
 * are the singular values. It finds small ones as exactly as great ones. `full` asks for all of U and V, of which LAPACK's
 * choice is taken for vectors without a singular value. Infinities give NaN for all values.
 * https://doi.org/10.6028/jres.060.012 (Hestenes 1958, "Inversion of matrices by biorthogonalization")
 */
export function singularValues(a: Float64Array, rows: number, columns: number, full = false): SingularValues {
  if (rows >= columns) return ofTall(a, rows, columns, { full, isTransposed: false });
  const { values, left, right } = ofTall(transposed(a, rows, columns), columns, rows, { full, isTransposed: true });
  return { values, left: right, right: left };
}

interface Extent {
  readonly full: boolean;
  readonly isTransposed: boolean;
}

function ofTall(a: Float64Array, rows: number, columns: number, { full, isTransposed }: Extent): SingularValues {
  if (!a.every(Number.isFinite)) {
    const left = completed([], rows, full ? rows : columns);
    return { values: new Float64Array(columns).fill(NaN), left, right: completed([], columns, columns) };
  }
  const flat = transposed(a, rows, columns);
  const vectors = Array.from({ length: columns }, (_, i) => flat.subarray(i * rows, (i + 1) * rows));
  const turns = vectors.map((_, i) => Float64Array.from({ length: columns }, (__, j) => Number(i === j)));
  for (let sweep = 0; sweep < mostSweeps && isRotated(vectors, turns); sweep++);
  const lengths = vectors.map(length);
  const order = lengths.map((_, i) => i).sort((i, j) => lengths[j]! - lengths[i]!);
  // What is no longer than rounding has no direction of its own.
  const least = rows * epsilon * (lengths[order[0]!] ?? 0);
  const long = order.filter((i) => lengths[i]! > least);
  const known = long.map((i) => vectors[i]!.map((value) => value / lengths[i]!));
  const outside = complement(a, rows, columns, isTransposed);
  const missing = completed([...known, ...outside], rows, rows).slice(long.length + outside.length);
  return {
    values: Float64Array.from(order, (i) => lengths[i]!),
    left: [...known, ...missing, ...(full ? outside : [])],
    right: order.map((i) => turns[i]!),
  };
}

/** The vectors of an orthonormal system and as many more, orthogonal to all before, as there are to be `count`. */
function completed(vectors: readonly Float64Array[], size: number, count: number): readonly Float64Array[] {
  const all = [...vectors];
  while (all.length < count) {
    const candidates = Array.from({ length: size }, (_, i) => {
      const unit = Float64Array.from({ length: size }, (__, j) => Number(i === j));
      // Twice, because the first time leaves what rounding makes of nearly parallel vectors.
      return withoutParts(withoutParts(unit, all), all);
    });
    const longest = candidates.reduce((best, vector) => (length(vector) > length(best) ? vector : best));
    const scale = length(longest);
    all.push(longest.map((value) => value / scale));
  }
  return all;
}

/** One sweep over all pairs. Whether any of them had to be turned. */
function isRotated(vectors: readonly Float64Array[], turns: readonly Float64Array[]): boolean {
  let rotated = false;
  for (let p = 0; p < vectors.length; p++) {
    for (let q = p + 1; q < vectors.length; q++) {
      const [first, second] = [vectors[p]!, vectors[q]!];
      const [alpha, beta, gamma] = [dot(first, first), dot(second, second), dot(first, second)];
      if (!(Math.abs(gamma) > epsilon * Math.sqrt(alpha * beta))) continue;
      rotated = true;
      const zeta = (beta - alpha) / (2 * gamma);
      const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      rotate(first, second, tangent);
      rotate(turns[p]!, turns[q]!, tangent);
    }
  }
  return rotated;
}

function rotate(first: Float64Array, second: Float64Array, tangent: number): void {
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [first[i]!, second[i]!];
    first[i] = cosine * x - sine * y;
    second[i] = sine * x + cosine * y;
  }
}

function withoutParts(vector: Float64Array, directions: readonly Float64Array[]): Float64Array {
  return directions.reduce((rest, direction) => {
    const part = dot(rest, direction);
    return rest.map((value, i) => value - part * direction[i]!);
  }, vector);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function length(vector: Float64Array): number {
  return Math.hypot(...vector);
}
