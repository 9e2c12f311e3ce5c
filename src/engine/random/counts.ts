import { lgamma } from "../kernels/special/gamma.js";
import type { Generator } from "./generator.js";

/**
 * Numbers that count: how many events there are, how many tries succeed. The algorithms, the order of draws and the
 * precision of each step are PyTorch's (aten/src/ATen/native/Distributions.{h,cpp}).
 */

/** A Poisson number of a rate that is not negative. */
export function poissonNumber(source: Generator, rate: number): number {
  if (rate === 0) return 0;
  return rate >= 10 ? rejectedPoisson(source, rate) : multipliedPoisson(source, rate);
}

/** Uniform numbers are multiplied until the product is below exp(−rate). */
function multipliedPoisson(source: Generator, rate: number): number {
  const end = Math.exp(-rate);
  let product = 1;
  for (let count = 0; ; count++) {
    product *= source.uniform53();
    if (!(product > end)) return count;
  }
}

/** W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993). */
function rejectedPoisson(source: Generator, rate: number): number {
  const logRate = Math.log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const inside = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = source.uniform53() - 0.5;
    const v = source.uniform53();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= inside) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const logDensity = -rate + count * logRate - lgamma(count + 1);
    if (Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b) <= logDensity) return count;
  }
}

/** How many of `count` tries succeed that do so with a probability; `round` is the rounding of the tensors' dtype. */
export function binomialNumber(
  source: Generator,
  count: number,
  probability: number,
  round: (value: number) => number,
): number {
  if (count <= 0 || probability <= 0) return 0;
  if (probability >= 1) return count;
  if (Number.isNaN(probability) || Number.isNaN(count)) return NaN;
  const flipped = probability > 0.5;
  const p = flipped ? round(1 - probability) : probability;
  const sampled = round(count * p) >= 10 ? rejectedBinomial(source, count, p, round) : waitedBinomial(source, count, p);
  return flipped ? count - sampled : sampled;
}

/** The tries between two successes are drawn until there are none left. */
function waitedBinomial(source: Generator, count: number, p: number): number {
  const failure = Math.log1p(-p);
  let tries = 0;
  for (let successes = 0; ; successes++) {
    tries += Math.ceil(Math.log(source.uniform53()) / failure);
    if (tries > count) return successes;
  }
}

/** W. Hörmann, "The generation of binomial random variates" (1993). */
function rejectedBinomial(source: Generator, count: number, p: number, round: (value: number) => number): number {
  const expected = round(count * p);
  const deviation = round(Math.sqrt(round(expected * round(1 - p))));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = expected + 0.5;
  const inside = 0.92 - 4.2 / b;
  const ratio = round(p / round(1 - p));
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor(round(round(count + 1) * p));
  for (;;) {
    const u = source.uniform53() - 0.5;
    const v = source.uniform53();
    const us = 0.5 - Math.abs(u);
    const k = round(Math.floor(((2 * a) / us + b) * u + c));
    if (k < 0 || k > count) continue;
    if (us >= 0.07 && v <= inside) return k;
    const others = round(count - k);
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (ratio * (count - mode + 1))) +
      round(count + 1) * Math.log((count - mode + 1) / round(others + 1)) +
      round(k + 0.5) * Math.log((ratio * round(others + 1)) / round(k + 1)) +
      stirlingTail(mode) +
      stirlingTail(count - mode) -
      stirlingTail(k) -
      stirlingTail(others);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

const firstTails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273, 0.00833056343336287,
];

/** What Stirling's formula lacks to the logarithm of k!. */
function stirlingTail(k: number): number {
  if (k < firstTails.length) return firstTails[Math.trunc(k)]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
