import { sub } from "../../ops/arithmetic.js";
import { where } from "../../ops/comparisons.js";
import { xlogy } from "../../ops/logarithms.js";
import type { Tensor } from "../../tensor.js";
import { Bernoulli } from "../bernoulli.js";
import { Beta } from "../beta.js";
import { Binomial } from "../binomial.js";
import { ContinuousBernoulli } from "../continuousBernoulli.js";
import { Exponential } from "../exponential.js";
import { Gamma } from "../gamma.js";
import { Gumbel } from "../gumbel.js";
import { Normal } from "../normal.js";
import { Pareto } from "../pareto.js";
import { Poisson } from "../poisson.js";
import { Uniform } from "../uniform.js";
import { infinite, pair, type Pair } from "./pair.js";

/** The divergences of distributions of numbers in an interval, and of counts, from other kinds. */
export const ofBounded: readonly Pair[] = [
  pair(Bernoulli, Poisson, (p, q) => p.entropy().neg().sub(p.probs.mul(q.rate.log()).sub(q.rate))),
  ...infinite(Poisson, [Bernoulli, Binomial], (p) => p.rate),

  pair(Beta, ContinuousBernoulli, fromContinuousBernoulli),
  ...infinite(Beta, [Pareto], (p) => p.concentration1),
  pair(Beta, Exponential, (p, q) => p.entropy().neg().sub(q.rate.log()).add(q.rate.mul(p.mean))),
  pair(Beta, Gamma, (p, q) => {
    const slopes = p.concentration1.digamma().sub(p.concentration1.add(p.concentration0).digamma());
    const moved = q.concentration.sub(1).mul(slopes);
    const mean = q.rate.mul(p.concentration1).div(p.concentration1.add(p.concentration0));
    return p.entropy().neg().add(normalizationOf(q)).sub(moved).add(mean);
  }),
  pair(Beta, Normal, (p, q) => {
    const { mean } = p;
    const variance = q.scale.pow(2);
    const width = variance.mul(2).mul(Math.PI).log().mul(0.5);
    const total = p.concentration1.add(p.concentration0).add(1);
    const square = mean.mul(sub(1, mean)).div(total).add(mean.pow(2)).mul(0.5);
    const distance = square.sub(q.loc.mul(mean)).add(q.loc.pow(2).mul(0.5));
    return p.entropy().neg().add(width).add(distance.div(variance));
  }),
  pair(Beta, Uniform, (p, q) => {
    const divergence = p.entropy().neg().add(q.high.sub(q.low).log());
    return divergence.masked_fill(q.low.gt(0).logical_or(q.high.lt(1)), Infinity);
  }),

  ...infinite(ContinuousBernoulli, [Pareto], (p) => p.probs),
  pair(ContinuousBernoulli, Exponential, (p, q) => p.entropy().neg().sub(q.rate.log()).add(q.rate.mul(p.mean))),
  pair(ContinuousBernoulli, Normal, (p, q) => {
    const width = q.loc
      .div(q.scale)
      .square()
      .add(Math.log(2 * Math.PI))
      .mul(0.5)
      .add(q.scale.log());
    const distance = p.variance.add(p.mean.square()).sub(q.loc.mul(2).mul(p.mean));
    return p
      .entropy()
      .neg()
      .add(width)
      .add(distance.div(q.scale.square().mul(2)));
  }),
  pair(ContinuousBernoulli, Uniform, (p, q) => {
    const divergence = p.entropy().neg().add(q.high.sub(q.low).log());
    return where(q.low.ge(0).logical_or(q.high.le(1)), Infinity, divergence);
  }),

  pair(Uniform, Beta, ofUniformFromBeta),
  pair(Uniform, ContinuousBernoulli, (p, q) =>
    where(p.high.ge(1).logical_or(p.low.le(0)), Infinity, fromContinuousBernoulli(p, q)),
  ),
  pair(Uniform, Exponential, (p, q) => {
    const middle = q.rate.mul(p.high.add(p.low)).div(2);
    return middle.sub(p.high.sub(p.low).mul(q.rate).log()).masked_fill(p.low.lt(0), Infinity);
  }),
  pair(Uniform, Gamma, (p, q) => {
    const width = p.high.sub(p.low);
    const logarithms = sub(1, q.concentration).mul(meanLogarithm(p.low, p.high));
    const middle = q.rate.mul(p.high.add(p.low)).div(2);
    const divergence = width.log().neg().add(normalizationOf(q)).add(logarithms).add(middle);
    return divergence.masked_fill(p.low.lt(0), Infinity);
  }),
  pair(Uniform, Gumbel, (p, q) => {
    const ratio = q.scale.div(p.high.sub(p.low));
    const [high, low] = [p.high.sub(q.loc).div(q.scale), p.low.sub(q.loc).div(q.scale)];
    const tails = ratio.mul(high.neg().exp().sub(low.neg().exp()));
    return ratio.log().add(high.add(low).mul(0.5)).sub(tails);
  }),
  pair(Uniform, Normal, (p, q) => {
    const width = p.high.sub(p.low);
    const density = q.scale
      .mul(Math.sqrt(2 * Math.PI))
      .div(width)
      .log();
    const distance = p.high.add(p.low).sub(q.loc.mul(2)).div(2).pow(2);
    return density.add(width.pow(2).div(12).add(distance).mul(0.5).div(q.scale.pow(2)));
  }),
  pair(Uniform, Pareto, (p, q) => {
    const width = p.high.sub(p.low);
    const density = q.alpha.mul(q.scale.pow(q.alpha)).mul(width).log();
    const divergence = meanLogarithm(p.low, p.high).mul(q.alpha.add(1)).sub(density);
    return divergence.masked_fill(p.low.lt(q.scale), Infinity);
  }),
];

function fromContinuousBernoulli(p: Beta | Uniform, q: ContinuousBernoulli): Tensor {
  return p.entropy().neg().sub(p.mean.mul(q.logits)).sub(q.probs.neg().log1p()).sub(q.logNormalization());
}

/** What a gamma distribution's density is divided by, as a logarithm. */
function normalizationOf(q: Gamma): Tensor {
  return q.concentration.lgamma().sub(q.concentration.mul(q.rate.log()));
}

/** The mean of the logarithm between two numbers. */
function meanLogarithm(low: Tensor, high: Tensor): Tensor {
  const width = high.sub(low);
  return xlogy(high, high).sub(xlogy(low, low)).sub(width).div(width);
}

function ofUniformFromBeta(p: Uniform, q: Beta): Tensor {
  const width = p.high.sub(p.low);
  const [left, right] = [sub(1, p.high), sub(1, p.low)];
  const toOne = q.concentration1.sub(1).mul(meanLogarithm(p.low, p.high));
  const toZero = q.concentration0
    .sub(1)
    .mul(xlogy(left, left).sub(xlogy(right, right)).add(width))
    .div(width);
  const normalization = q.concentration1
    .lgamma()
    .add(q.concentration0.lgamma())
    .sub(q.concentration1.add(q.concentration0).lgamma());
  const divergence = toZero.add(normalization).sub(width.log()).sub(toOne);
  return divergence.masked_fill(p.high.gt(1).logical_or(p.low.lt(0)), Infinity);
}
