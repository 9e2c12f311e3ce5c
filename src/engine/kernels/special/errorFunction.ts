/**
 * The error function 2/√π · ∫₀ˣ exp(−t²) dt, to within a few units of the last place of a double, and its relatives. Near
 * 0 by the series exp(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n+1)), whose terms are all of one sign, further out by erfc's continued
 * fraction. https://dlmf.nist.gov/7.6 and https://dlmf.nist.gov/7.9
 */
export function erf(x: number): number {
  const distance = Math.abs(x);
  if (!(distance < near)) return Math.sign(x) * (1 - erfc(distance)) || x;
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** 1 − erf(x), exact also where that is tiny. */
export function erfc(x: number): number {
  if (x <= -near) return 2 - erfc(-x);
  return x < near ? 1 - erf(x) : Math.exp(-x * x) * scaledFarOut(x);
}

/** exp(x²)·erfc(x). */
export function erfcx(x: number): number {
  if (x <= -near) return 2 * Math.exp(x * x) - erfcx(-x);
  return x < near ? Math.exp(x * x) * (1 - erf(x)) : scaledFarOut(x);
}

/** The number of which x is the error function; by Halley's method from Winitzki's approximation. */
export function erfinv(x: number): number {
  const distance = Math.abs(x);
  if (!(distance < 1)) return distance === 1 ? x * Infinity : NaN;
  if (distance > 0.9) return Math.sign(x) * erfcinv(1 - distance);
  const middle = 2 / (Math.PI * 0.147) + Math.log1p(-x * x) / 2;
  let y = Math.sign(x) * Math.sqrt(Math.sqrt(middle * middle - Math.log1p(-x * x) / 0.147) - middle);
  for (let i = 0; i < 3; i++) {
    const step = ((erf(y) - x) * Math.sqrt(Math.PI) * Math.exp(y * y)) / 2;
    y -= step / (1 + y * step);
  }
  return y || x;
}

/** The logarithm of the normal distribution's cumulative function. */
export function logNdtr(x: number): number {
  const t = x * Math.SQRT1_2;
  return x < -1 ? Math.log(erfcx(-t) / 2) - t * t : Math.log1p(-erfc(t) / 2);
}

/** The number below which the normal distribution has this probability. */
export function ndtri(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p < 0.05) return -Math.SQRT2 * erfcinv(2 * p);
  return p > 0.95 ? Math.SQRT2 * erfcinv(2 * (1 - p)) : Math.SQRT2 * erfinv(2 * p - 1);
}

/** Up to here the series is the better one. */
const near = 2.5;

/** exp(x²)·erfc(x) for x ≥ 2.5. */
function scaledFarOut(x: number): number {
  if (x > 50) return veryFarOut(x);
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (x + fraction);
  return 1 / ((x + fraction) * Math.sqrt(Math.PI));
}

/** Few terms of the same, in PyTorch's order: what is left of differences with it, which derivatives take, is rounding. */
function veryFarOut(x: number): number {
  const first = 1 / Math.sqrt(Math.PI);
  const square = x * x;
  return x > 5e7 ? first / x : (first * (square * (square + 4.5) + 2)) / (x * (square * (square + 5) + 3.75));
}

/** The number of which x, small and positive, is the complementary error function: Newton's method on the logarithm. */
function erfcinv(x: number): number {
  if (x === 0) return Infinity;
  const target = Math.log(x);
  let y = Math.sqrt(-target);
  for (let i = 0; i < 8; i++) {
    const scaled = erfcx(y);
    y += ((Math.log(scaled) - y * y - target) * Math.sqrt(Math.PI) * scaled) / 2;
  }
  return y;
}
