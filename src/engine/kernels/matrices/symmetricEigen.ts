import { rotationOf } from "./rotation.js";
import { tridiagonal } from "./tridiagonal.js";

/** Eigenvalues in ascending order and eigenvectors, which are the columns of `vectors`, row by row. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const epsilon = 2 ** -53;
const mostSteps = 30;

/**
 * Eigenvalues and eigenvectors of the symmetric matrix whose lower or upper triangle is given: the tridiagonal form by
 * reflections, then implicit QL or QR steps, whichever meets the small end first, as LAPACK's steqr takes them (the signs
 * of the vectors follow from that). Null where it does not converge.
 */
export function symmetricEigen(a: Float64Array, n: number, upper: boolean): SymmetricEigen | null {
  const { diagonal: d, beside: e, q } = tridiagonal(a, n, upper);
  let left = n * mostSteps;
  for (let first = 0; first < n;) {
    const last = endOfBlock(d, e, first);
    if (last < n - 1) e[last] = 0;
    left = solveBlock({ d, e, q, n }, first, last, left);
    if (left < 0) return null;
    first = last + 1;
  }
  sortColumns(d, q, n);
  return { values: d, vectors: q };
}

interface Iteration {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly q: Float64Array;
  readonly n: number;
}

function endOfBlock(d: Float64Array, e: Float64Array, first: number): number {
  let last = first;
  while (last < d.length - 1) {
    const small = Math.sqrt(Math.abs(d[last]!)) * Math.sqrt(Math.abs(d[last + 1]!)) * epsilon;
    if (Math.abs(e[last]!) <= small) break;
    last++;
  }
  return last;
}

/** Works on one block until it is diagonal. Gives how many steps are left; −1 if there are none. */
function solveBlock(iteration: Iteration, first: number, last: number, steps: number): number {
  const { d, e } = iteration;
  // QL goes up from the end of the small elements, QR down: `side` is where the element beside (i, i + sign) stands.
  const isQl = Math.abs(d[last]!) >= Math.abs(d[first]!);
  const [sign, side] = isQl ? [1, 0] : [-1, -1];
  const goal = isQl ? last : first;
  let left = steps;
  for (let l = isQl ? first : last; sign * (goal - l) >= 0;) {
    let m = l;
    while (m !== goal && !isNegligible(d, e, m, sign, side)) m += sign;
    if (m !== goal) e[m + side] = 0;
    if (m === l) {
      l += sign;
    } else if (m === l + sign) {
      solvePair(iteration, Math.min(l, m));
      l += 2 * sign;
    } else {
      if (left-- === 0) return -1;
      shiftedStep(iteration, l, m, sign, side);
    }
  }
  return left;
}

function isNegligible(d: Float64Array, e: Float64Array, m: number, sign: number, side: number): boolean {
  const product = epsilon ** 2 * Math.abs(d[m]!) * Math.abs(d[m + sign]!);
  return e[m + side]! ** 2 <= product + Number.MIN_VALUE;
}

function shiftedStep({ d, e, q, n }: Iteration, l: number, m: number, sign: number, side: number): void {
  const beside = e[l + side]!;
  const half = (d[l + sign]! - d[l]!) / (2 * beside);
  let g = d[m]! - d[l]! + beside / (half + (half >= 0 ? 1 : -1) * Math.hypot(half, 1));
  let [s, c, p] = [1, 1, 0];
  for (let i = m; i !== l; i -= sign) {
    const next = i - sign;
    const at = sign > 0 ? next : i;
    const [f, b] = [s * e[at]!, c * e[at]!];
    const rotation = rotationOf(g, f, "older");
    [c, s] = [rotation.cosine, rotation.sine];
    if (i !== m) e[at + sign] = rotation.length;
    const shifted = d[i]! - p;
    const t = (d[next]! - shifted) * s + 2 * c * b;
    p = s * t;
    d[i] = shifted + p;
    g = c * t - b;
    rotateColumns(q, n, Math.min(i, next), c, sign > 0 ? -s : s);
  }
  d[l]! -= p;
  e[l + side] = g;
}

/** The 2×2 matrix [[a, b], [b, c]] at once, as LAPACK's laev2 does. */
function solvePair({ d, e, q, n }: Iteration, i: number): void {
  const [a, b, c] = [d[i]!, e[i]!, d[i + 1]!];
  const [sum, difference] = [a + c, a - c];
  const root = Math.hypot(difference, 2 * b);
  const [greater, lesser] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const signOfSum = sum < 0 ? -1 : 1;
  const first = (sum + signOfSum * root) / 2;
  const second = sum === 0 ? -root / 2 : (greater / first) * lesser - (b / first) * b;
  const signOfDifference = difference >= 0 ? 1 : -1;
  const tangent = difference + signOfDifference * root;
  const scale = Math.hypot(tangent, 2 * b);
  let [cosine, sine] =
    Math.abs(tangent) > Math.abs(2 * b)
      ? [(-2 * b * Math.sign(tangent)) / scale, Math.abs(tangent) / scale]
      : b === 0
        ? [1, 0]
        : [Math.abs(2 * b) / scale, (-tangent * Math.sign(b)) / scale];
  if (signOfSum === signOfDifference) [cosine, sine] = [-sine, cosine];
  rotateColumns(q, n, i, cosine, sine);
  [d[i], d[i + 1], e[i]] = [first, second, 0];
}

/** Turns columns j and j + 1 of q. */
function rotateColumns(q: Float64Array, n: number, j: number, c: number, s: number): void {
  for (let i = 0; i < n; i++) {
    const [x, y] = [q[i * n + j]!, q[i * n + j + 1]!];
    q[i * n + j + 1] = c * y - s * x;
    q[i * n + j] = s * y + c * x;
  }
}

function sortColumns(d: Float64Array, q: Float64Array, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if (d[j]! < d[least]!) least = j;
    if (least === i) continue;
    [d[i], d[least]] = [d[least]!, d[i]!];
    for (let row = 0; row < n; row++) {
      [q[row * n + i], q[row * n + least]] = [q[row * n + least]!, q[row * n + i]!];
    }
  }
}
