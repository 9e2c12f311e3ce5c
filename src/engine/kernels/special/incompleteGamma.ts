import { erfc } from "./errorFunction.js";
import { lgamma } from "./gamma.js";

/** The lower incomplete gamma function ∫₀ˣ tᵃ⁻¹·exp(−t) dt / Γ(a); NaN for negative arguments and where both are 0. */
export function igamma(a: number, x: number): number {
  if (a < 0 || x < 0) return NaN;
  if (a === 0) return x > 0 ? 1 : NaN;
  if (x === 0) return 0;
  if (a === Infinity) return x === Infinity ? NaN : 0;
  if (x === Infinity) return 1;
  if (isWideTransition(a, x)) return byTransition(a, x, -1);
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** The upper incomplete gamma function 1 − igamma(a, x), exact also where that is tiny. */
export function igammac(a: number, x: number): number {
  if (a < 0 || x < 0) return NaN;
  if (a === 0) return x > 0 ? 0 : NaN;
  if (x === 0) return 1;
  if (a === Infinity) return x === Infinity ? NaN : 1;
  if (x === Infinity) return 0;
  if (isWideTransition(a, x)) return byTransition(a, x, 1);
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** How many terms are taken at most: both expansions need some √a of them where x is near to a. */
const terms = 100_000;
const precision = 1e-17;

/** https://dlmf.nist.gov/8.7#E1 */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; k < terms && term > total * precision; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total * scale(a, x);
}

/** https://dlmf.nist.gov/8.9#E2, evaluated by Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < terms; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < precision) break;
  }
  return fraction * scale(a, x);
}

/** Whether a is so large, and x so near to it, that the expansions would need too many terms. */
function isWideTransition(a: number, x: number): boolean {
  return a > 1e7 && Math.abs(x - a) < 0.3 * a;
}

/** The lower function for the sign −1, the upper one for 1, of which both are 1/2 near x = a. https://dlmf.nist.gov/8.12#i */
function byTransition(a: number, x: number, sign: 1 | -1): number {
  const distance = (x - a) / a;
  const eta = Math.sign(distance) * Math.sqrt(-2 * log1pMinus(distance));
  const rest = Math.abs(eta) < 1e-4 ? eta / 12 - 1 / 3 : 1 / distance - 1 / eta;
  const density = Math.exp((-a * eta * eta) / 2) / Math.sqrt(2 * Math.PI * a);
  return erfc(sign * eta * Math.sqrt(a / 2)) / 2 + sign * density * rest;
}

/** xᵃ·exp(−x) / Γ(a), for large a from the distance of x, because the logarithms would cancel. */
function scale(a: number, x: number): number {
  if (a < 20) return Math.exp(a * Math.log(x) - x - lgamma(a));
  const relative = (x - a) / a;
  const exponent = Math.abs(relative) < 0.3 ? a * log1pMinus(relative) : a * Math.log(x / a) - (x - a);
  return Math.exp(exponent - stirlingRest(a)) * Math.sqrt(a / (2 * Math.PI));
}

/** log(1 + x) − x, by its series Σ (−1)ᵏ⁺¹·xᵏ/k from k = 2. */
function log1pMinus(x: number): number {
  let power = -x;
  let total = 0;
  for (let k = 2; k < 60; k++) {
    power *= -x;
    total -= power / k;
  }
  return total;
}

/** What Stirling's formula leaves of lgamma. */
function stirlingRest(a: number): number {
  const step = 1 / (a * a);
  return (1 / 12 - step * (1 / 360 - step * (1 / 1260 - step / 1680))) / a;
}
