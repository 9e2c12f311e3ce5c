import { digamma } from "./gamma.js";

/**
 * How a number from a standard gamma distribution moves with the distribution's parameter, at a fixed chance:
 * −∂cdf(x; alpha)/∂alpha / pdf(x; alpha), approximated as PyTorch does (aten/src/ATen/native/Distributions.h).
 */
export function standardGammaGradient(alpha: number, x: number): number {
  if (x < Math.fround(0.8)) return bySeries(alpha, x);
  if (alpha > 8) {
    const isNearMean = Math.fround(0.9) * alpha <= x && x <= Math.fround(1.1) * alpha;
    return isNearMean ? nearMean(alpha, x) : bySaddlePoint(alpha, x);
  }
  return byRationals(alpha, x);
}

/** Taylor's series around 0. */
function bySeries(alpha: number, x: number): number {
  let term = 1;
  let divisor = alpha;
  let sum = term / divisor;
  let sumOfSquares = term / (divisor * divisor);
  for (let i = 1; i <= 5; i++) {
    term *= -x / i;
    divisor += 1;
    sum += term / divisor;
    sumOfSquares += term / (divisor * divisor);
  }
  const power = Math.pow(x, alpha);
  const density = Math.pow(x, alpha - 1) * Math.exp(-x);
  const slope = (Math.log(x) - digamma(alpha)) * power * sum - power * sumOfSquares;
  const gradient = -slope / density;
  return Number.isNaN(gradient) ? 0 : gradient;
}

/** The limit of Rice's expansion, which is singular at the mean. */
function nearMean(alpha: number, x: number): number {
  const square = alpha * alpha;
  const first = 1 + 24 * alpha * (1 + 12 * alpha);
  const second = 1440 * square + 6 * x * (53 - 120 * x) - (65 * x * x) / alpha + alpha * (107 + 3600 * x);
  return (first * second) / (1244160 * square * square);
}

/** Rice's saddle point expansion for large parameters. */
function bySaddlePoint(alpha: number, x: number): number {
  const ratio = Math.log(x / alpha);
  const width = Math.sqrt(8 * alpha);
  const distance = alpha - x;
  const tail = Math.pow(x - alpha - alpha * ratio, -1.5);
  const sides = x < alpha ? width / distance - tail : width / distance + tail;
  const moved = ratio * sides - (Math.sqrt(2 / alpha) * (alpha + x)) / (distance * distance);
  const stirling = 1 + (1 / (12 * alpha)) * (1 + 1 / (24 * alpha));
  return (-stirling * x * moved) / width;
}

/** For each power of log(x / alpha), polynomials in log(alpha): four coefficients of a numerator, four of its divisor. */
const rationals = [
  [0.16009398, -0.094634809, 0.025146376, -0.0030648343, 1, 0.32668115, 0.10406089, 0.0014179084],
  [0.53487893, 0.1298071, 0.065735949, -0.0015649758, 0.16639465, 0.020070113, -0.0035938915, -0.00058392623],
  [0.040121004, -0.0065914022, -0.0026286047, -0.0013441777, 0.017050642, -0.0021309326, 0.00085092367, -1.5247877e-7],
] as const;

function byRationals(alpha: number, x: number): number {
  const u = Math.log(x / alpha);
  const v = Math.log(alpha);
  const at = (i: number): number => rationals[0][i]! + u * (rationals[1][i]! + u * rationals[2][i]!);
  const cubic = (from: number): number => at(from) + v * (at(from + 1) + v * (at(from + 2) + v * at(from + 3)));
  return Math.exp(cubic(0) / cubic(4));
}
