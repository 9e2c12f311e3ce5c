import { zeta } from "./zeta.js";

/**
 * The logarithm of |Γ(x)|. Stirling's series from 15 on, Γ(x) = Γ(x + 1) / x below, and below 1/2 the reflection
 * Γ(x)·Γ(1 − x) = π / sin(πx). https://dlmf.nist.gov/5.11
 */
export function lgamma(x: number): number {
  if (Math.abs(x) === Infinity) return Infinity;
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  // Γ(x) is 1/x there, which for the least numbers is infinite.
  if (Math.abs(x) < 1e-20) return -Math.log(Math.abs(x));
  if (x < 0.5) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let far = x;
  for (; far < 15; far++) product *= far;
  return stirling(far) - Math.log(product);
}

/** The derivative of lgamma; −∞ or ∞ at ±0, NaN at the other poles. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x === -Infinity || (x < 0 && Number.isInteger(x))) return NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.trunc(x)));
  let total = 0;
  let far = x;
  for (; far < 10; far++) total -= 1 / far;
  if (far >= 1e17) return Math.log(far);
  const step = 1 / (far * far);
  let series = 0;
  // B₂ₖ/2k, from k = 7 down.
  for (const coefficient of [1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12])
    series = (series + coefficient) * step;
  return total + Math.log(far) - 0.5 / far - series;
}

/**
 * The n-th derivative of digamma: (−1)ⁿ⁺¹·n!·ζ(n + 1, x). The first one is reflected below 1/2; of higher ones PyTorch
 * has no values there but at the poles.
 */
export function polygamma(n: number, x: number, round = (value: number): number => value): number {
  if (n === 0) return digamma(x);
  if (n === 1) return trigamma(x, round);
  return (n % 2 === 0 ? -1 : 1) * Math.exp(lgamma(n + 1)) * zeta(n + 1, x);
}

/**
 * In steps of the dtype where it reflects: at whole numbers what is left of the sine is the rounding of π. Elsewhere six
 * steps of the recurrence and the first terms of the series, which are exact to nine digits, as PyTorch's are.
 */
function trigamma(x: number, round: (value: number) => number): number {
  if (x < 0.5) {
    const pi = round(Math.PI);
    const sine = round(Math.sin(round(pi * x)));
    return round(round(pi * pi) / round(sine * sine)) - trigamma(1 - x, round);
  }
  let total = 0;
  let far = x;
  for (let i = 0; i < 6; i++, far++) total += 1 / (far * far);
  const step = 1 / (far * far);
  return total + (1 + 1 / (2 * far) + step * (1 / 6 - step * (1 / 30 - step / 42))) / far;
}

/** ln √(2π) */
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

function stirling(x: number): number {
  const step = 1 / (x * x);
  let series = 0;
  // B₂ₖ/(2k·(2k − 1)), from k = 7 down.
  for (const coefficient of [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12])
    series = series * step + coefficient;
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + series / x;
}

/** sin(πx), with the whole turns taken off while that is exact. */
function sinPi(x: number): number {
  return Math.sin(Math.PI * (x - 2 * Math.round(x / 2)));
}
