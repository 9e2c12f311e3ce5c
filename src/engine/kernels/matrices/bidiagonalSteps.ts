import { rotationOf, turn } from "./rotation.js";
import { lesserValue, triangularPair } from "./triangularPair.js";

/** U·B·Vᵀ with B upper bidiagonal, to be made diagonal in place. The columns of U and V lie as rows. */
export interface BidiagonalProduct {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly u: readonly Float64Array[];
  readonly v: readonly Float64Array[];
}

const epsilon = 2 ** -53;
const tolerance = Math.max(10, Math.min(100, epsilon ** -0.125)) * epsilon;
const mostSweeps = 6;

/**
 * Golub and Kahan's implicit QR steps as LAPACK's bdsqr takes them, whose signs PyTorch's singular vectors have; without a
 * shift where that would lose small values. False if it does not converge.
 * Demmel and Kahan, "Accurate singular values of bidiagonal matrices", https://doi.org/10.1137/0911052
 */
export function diagonalise(product: BidiagonalProduct): boolean {
  const { d, e, u, v } = product;
  const n = d.length;
  const threshold = Math.max(tolerance * leastValue(d, e), mostSweeps * n * n * 2 ** -1022);
  let steps = mostSweeps * n * n;
  let before: Block = { first: -1, last: -1, down: true };
  for (let last = n - 1; last > 0;) {
    const first = startOfBlock(e, last, threshold);
    if (first > 0) e[first - 1] = 0;
    if (first === last) {
      last--;
    } else if (first === last - 1) {
      solvePair(product, first);
      last -= 2;
    } else {
      const isNew = first > before.last || last < before.first;
      const down = isNew ? Math.abs(d[first]!) >= Math.abs(d[last]!) : before.down;
      const least = converged(d, e, { first, last, down });
      if (least === null) continue;
      before = { first, last, down };
      steps -= last - first;
      if (steps < 0) return false;
      const shift = shiftOf(d, e, before, least);
      if (shift === 0) plainStep(product, before);
      else shiftedStep(product, before, shift);
      const end = down ? last - 1 : first;
      if (Math.abs(e[end]!) <= threshold) e[end] = 0;
    }
  }
  // Of a single value LAPACK turns the left vector, of several the right ones.
  const turned = n === 1 ? u : v;
  d.forEach((value, i) => {
    if (value >= 0) return;
    d[i] = -value;
    turned[i]!.forEach((element, j) => (turned[i]![j] = -element));
  });
  return true;
}

/** Rows `first` to `last`, gone through downwards or upwards. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly down: boolean;
}

function leastValue(d: Float64Array, e: Float64Array): number {
  let [mu, least] = [Math.abs(d[0] ?? 0), Math.abs(d[0] ?? 0)];
  for (let i = 1; i < d.length && least !== 0; i++) {
    mu = Math.abs(d[i]!) * (mu / (mu + Math.abs(e[i - 1]!)));
    least = Math.min(least, mu);
  }
  return least / Math.sqrt(d.length);
}

function startOfBlock(e: Float64Array, last: number, threshold: number): number {
  let first = last;
  while (first > 0 && Math.abs(e[first - 1]!) > threshold) first--;
  return first;
}

/** A lower bound of the block's singular values; null if an element beside the diagonal was found to be negligible. */
function converged(d: Float64Array, e: Float64Array, { first, last, down }: Block): number | null {
  const [end, last_] = down ? [last - 1, last] : [first, first];
  if (Math.abs(e[end]!) <= tolerance * Math.abs(d[last_]!)) {
    e[end] = 0;
    return null;
  }
  let mu = Math.abs(d[down ? first : last]!);
  let least = mu;
  for (let step = 0; step < last - first; step++) {
    const i = down ? first + step : last - 1 - step;
    if (Math.abs(e[i]!) <= tolerance * mu) {
      e[i] = 0;
      return null;
    }
    mu = Math.abs(d[down ? i + 1 : i]!) * (mu / (mu + Math.abs(e[i]!)));
    least = Math.min(least, mu);
  }
  return least;
}

function shiftOf(d: Float64Array, e: Float64Array, { first, last, down }: Block, least: number): number {
  let greatest = Math.abs(d[last]!);
  for (let i = first; i < last; i++) greatest = Math.max(greatest, Math.abs(d[i]!), Math.abs(e[i]!));
  if (d.length * tolerance * (least / greatest) <= Math.max(epsilon, 0.01 * tolerance)) return 0;
  const at = down ? last - 1 : first;
  const shift = lesserValue(d[at]!, e[at]!, d[at + 1]!);
  const start = Math.abs(d[down ? first : last]!);
  return start > 0 && (shift / start) ** 2 < epsilon ? 0 : shift;
}

/** A step without a shift, which keeps small values exact. */
function plainStep({ d, e, u, v }: BidiagonalProduct, { first, last, down }: Block): void {
  const [leading, trailing] = down ? [v, u] : [u, v];
  const sign = down ? 1 : -1;
  let [cosine, oldCosine, oldSine] = [1, 1, 0];
  for (let step = 0; step < last - first; step++) {
    const i = down ? first + step : last - step;
    const [next, beside] = down ? [i + 1, i] : [i - 1, i - 1];
    const one = rotationOf(d[i]! * cosine, e[beside]!, "newer");
    if (step > 0) e[beside - sign] = oldSine * one.length;
    const two = rotationOf(oldCosine * one.length, d[next]! * one.sine, "newer");
    d[i] = two.length;
    cosine = one.cosine;
    [oldCosine, oldSine] = [two.cosine, two.sine];
    const plane = Math.min(i, next);
    turn(leading[plane]!, leading[plane + 1]!, one.cosine, sign * one.sine);
    turn(trailing[plane]!, trailing[plane + 1]!, two.cosine, sign * two.sine);
  }
  const [end, beside] = down ? [last, last - 1] : [first, first];
  const h = d[end]! * cosine;
  d[end] = h * oldCosine;
  e[beside] = h * oldSine;
}

function shiftedStep({ d, e, u, v }: BidiagonalProduct, { first, last, down }: Block, shift: number): void {
  const [leading, trailing] = down ? [v, u] : [u, v];
  const sign = down ? 1 : -1;
  const start = down ? first : last;
  let f = (Math.abs(d[start]!) - shift) * ((d[start]! < 0 ? -1 : 1) + shift / d[start]!);
  let g = e[down ? first : last - 1]!;
  for (let step = 0; step < last - first; step++) {
    const i = down ? first + step : last - step;
    const [next, beside] = down ? [i + 1, i] : [i - 1, i - 1];
    const one = rotationOf(f, g, "newer");
    if (step > 0) e[beside - sign] = one.length;
    f = one.cosine * d[i]! + one.sine * e[beside]!;
    e[beside] = one.cosine * e[beside]! - one.sine * d[i]!;
    g = one.sine * d[next]!;
    d[next]! *= one.cosine;
    const two = rotationOf(f, g, "newer");
    d[i] = two.length;
    f = two.cosine * e[beside]! + two.sine * d[next]!;
    d[next] = two.cosine * d[next]! - two.sine * e[beside]!;
    if (step < last - first - 1) {
      g = two.sine * e[beside + sign]!;
      e[beside + sign]! *= two.cosine;
    }
    const plane = Math.min(i, next);
    turn(leading[plane]!, leading[plane + 1]!, one.cosine, sign * one.sine);
    turn(trailing[plane]!, trailing[plane + 1]!, two.cosine, sign * two.sine);
  }
  e[down ? last - 1 : first] = f;
}

function solvePair({ d, e, u, v }: BidiagonalProduct, i: number): void {
  const { least, greatest, left, right } = triangularPair(d[i]!, e[i]!, d[i + 1]!);
  [d[i], e[i], d[i + 1]] = [greatest, 0, least];
  turn(v[i]!, v[i + 1]!, ...right);
  turn(u[i]!, u[i + 1]!, ...left);
}
