/**
 * Orthogonal polynomials by their recurrences, and Chebyshev's of higher degrees by the angle whose cosine the argument is, as
 * PyTorch has them. A polynomial of negative degree is 0. https://dlmf.nist.gov/18
 */

/** Chebyshev's polynomials of the four kinds differ in their first degree and at ±1. */
interface Kind {
  /** From which degree on the angle is taken. */
  readonly byAngle: number;
  readonly atOne: (n: number) => number;
  readonly atMinusOne: (n: number) => number;
  /** The second polynomial is 2x and this, or x. */
  readonly second: (x: number) => number;
  readonly ofAngle: (n: number, angle: number) => number;
}

const alternating = (value: number, n: number): number => (n % 2 === 0 ? value : -value);

export const first: Kind = {
  byAngle: 6,
  atOne: () => 1,
  atMinusOne: (n) => alternating(1, n),
  second: (x) => x,
  ofAngle: (n, angle) => Math.cos(n * angle),
};

export const second: Kind = {
  byAngle: 8,
  atOne: (n) => n + 1,
  atMinusOne: (n) => alternating(n + 1, n),
  second: (x) => x + x,
  ofAngle: (n, angle) => Math.sin((n + 1) * angle) / Math.sin(angle),
};

export const third: Kind = {
  byAngle: 8,
  atOne: () => 1,
  atMinusOne: (n) => alternating(n + n + 1, n),
  second: (x) => x + x - 1,
  ofAngle: (n, angle) => Math.cos((n + 0.5) * angle) / Math.cos(angle / 2),
};

export const fourth: Kind = {
  byAngle: 8,
  atOne: (n) => n + n + 1,
  atMinusOne: (n) => alternating(1, n),
  second: (x) => x + x + 1,
  ofAngle: (n, angle) => Math.sin((n + 0.5) * angle) / Math.sin(angle / 2),
};

export function chebyshev(kind: Kind, x: number, degree: number): number {
  const n = wholeOf(degree);
  if (n < 0) return 0;
  if (x === 1) return kind.atOne(n);
  if (x === -1) return kind.atMinusOne(n);
  if (n > kind.byAngle && Math.abs(x) < 1) return kind.ofAngle(n, Math.acos(x));
  return recurring(n, 1, kind.second(x), (q, p) => (x + x) * q - p);
}

/** The physicists' polynomial. */
export function hermite(x: number, degree: number): number {
  return recurring(wholeOf(degree), 1, x + x, (q, p, k) => (x + x) * q - 2 * k * p);
}

/** The probabilists' polynomial. */
export function hermiteMonic(x: number, degree: number): number {
  return recurring(wholeOf(degree), 1, x, (q, p, k) => x * q - k * p);
}

export function laguerre(x: number, degree: number): number {
  const n = wholeOf(degree);
  if (n >= 0 && x === 0) return 1;
  return recurring(n, 1, 1 - x, (q, p, k) => ((k + k + (1 - x)) * q - k * p) / (k + 1));
}

export function legendre(x: number, degree: number): number {
  const n = wholeOf(degree);
  if (n >= 0 && Math.abs(x) === 1) return x > 0 ? 1 : alternating(1, n);
  return recurring(n, 1, x, (q, p, k) => ((k + k + 1) * x * q - k * p) / (k + 1));
}

/** The whole part of a degree; as in PyTorch one that is not finite counts as negative. */
function wholeOf(degree: number): number {
  return Number.isFinite(degree) ? Math.trunc(degree) : -1;
}

/** The nth of a sequence, of which each comes from the two before it. */
function recurring(
  n: number,
  zeroth: number,
  one: number,
  next: (last: number, before: number, k: number) => number,
): number {
  if (n < 0) return 0;
  if (n === 0) return zeroth;
  let [before, last] = [zeroth, one];
  for (let k = 1; k < n && !Number.isNaN(last); k++) [before, last] = [last, next(last, before, k)];
  return last;
}
