import { add } from "../../ops/arithmetic.js";
import type { Tensor } from "../../tensor.js";
import { Beta } from "../beta.js";
import { ContinuousBernoulli } from "../continuousBernoulli.js";
import type { DistributionClass } from "./pair.js";
import { eulerGamma } from "../eulerGamma.js";
import { Exponential } from "../exponential.js";
import { Gamma } from "../gamma.js";
import { Gumbel } from "../gumbel.js";
import { Laplace } from "../laplace.js";
import { Normal } from "../normal.js";
import { Pareto } from "../pareto.js";
import { Uniform } from "../uniform.js";
import { infinite, pair, type Pair } from "./pair.js";

const bounded: readonly DistributionClass[] = [Beta, ContinuousBernoulli, Uniform];
const bent: readonly DistributionClass[] = [...bounded, Pareto];
const onesided: readonly DistributionClass[] = [...bent, Exponential, Gamma];

/** The divergences of distributions without an end, or with a single one, from other kinds. */
export const ofUnbounded: readonly Pair[] = [
  ...infinite(Exponential, bent, (p) => p.rate),
  ...infinite(Gamma, bent, (p) => p.concentration),
  ...infinite(Gumbel, onesided, (p) => p.loc),
  ...infinite(Laplace, onesided, (p) => p.loc),
  ...infinite(Normal, onesided, (p) => p.loc),
  ...infinite(Pareto, bounded, (p) => p.scale),

  pair(Exponential, Gamma, (p, q) => {
    const ratio = q.rate.div(p.rate);
    return q.concentration
      .neg()
      .mul(ratio.log())
      .add(ratio)
      .add(q.concentration.lgamma())
      .add(q.concentration.mul(eulerGamma))
      .sub(1 + eulerGamma);
  }),
  pair(Exponential, Gumbel, (p, q) => {
    const product = p.rate.mul(q.scale);
    const center = q.loc.div(q.scale);
    const tail = center.exp().mul(product).div(product.add(1));
    return product.log().sub(1).sub(center).add(tail).add(product.reciprocal());
  }),
  pair(Exponential, Normal, (p, q) => {
    const [variance, square] = [q.scale.pow(2), p.rate.pow(2)];
    const width = square.mul(variance).mul(2).mul(Math.PI).log().mul(0.5);
    const distance = square.reciprocal().sub(q.loc.div(p.rate)).add(q.loc.pow(2).mul(0.5));
    return width.sub(1).add(distance.div(variance));
  }),

  pair(Gamma, Exponential, (p, q) => p.entropy().neg().sub(q.rate.log()).add(q.rate.mul(p.concentration).div(p.rate))),
  pair(Gamma, Gumbel, (p, q) => {
    const product = p.rate.mul(q.scale);
    const center = q.loc.div(q.scale);
    const width = product.log().add(p.concentration.div(product));
    const tail = center.exp().mul(add(1, product.reciprocal()).pow(p.concentration.neg()));
    return negativeShape(p).add(width).add(tail.sub(center));
  }),
  pair(Gamma, Normal, (p, q) => {
    const [variance, square] = [q.scale.pow(2), p.rate.pow(2)];
    const width = square.mul(variance).mul(2).mul(Math.PI).log().mul(0.5);
    const second = p.concentration.pow(2).add(p.concentration).mul(0.5).div(square);
    const distance = second.sub(q.loc.mul(p.concentration).div(p.rate)).add(q.loc.pow(2).mul(0.5));
    return width.add(negativeShape(p)).add(distance.div(variance));
  }),

  pair(Gumbel, Normal, (p, q) => {
    const ratio = p.scale.div(q.scale);
    const width = ratio.div(Math.sqrt(2 * Math.PI)).log();
    const spread = ratio
      .mul(Math.PI * 0.5)
      .pow(2)
      .div(3);
    const distance = p.loc.add(p.scale.mul(eulerGamma)).sub(q.loc).div(q.scale).pow(2).mul(0.5);
    return width
      .neg()
      .add(spread)
      .add(distance)
      .sub(eulerGamma + 1);
  }),

  pair(Laplace, Normal, (p, q) => {
    const variance = q.scale.pow(2);
    const ratio = p.scale.pow(2).div(variance);
    const width = ratio.mul(2).div(Math.PI).log().mul(0.5);
    const distance = p.loc.pow(2).mul(0.5).sub(p.loc.mul(q.loc)).add(q.loc.pow(2).mul(0.5));
    return width.neg().add(ratio).add(distance.div(variance)).sub(1);
  }),

  pair(Normal, Gumbel, (p, q) => {
    const [ofP, ofQ] = [p.loc.div(q.scale), q.loc.div(q.scale)];
    const ratio = p.scale.div(q.scale).pow(2);
    const tail = ofP.neg().add(ratio.mul(0.5)).add(ofQ).exp();
    return ratio
      .log()
      .mul(-0.5)
      .add(ofP.sub(ofQ))
      .add(tail)
      .sub(0.5 * (1 + Math.log(2 * Math.PI)));
  }),
  pair(Normal, Laplace, (p, q) => {
    const distance = p.loc.sub(q.loc);
    const deviations = distance.div(p.scale);
    const density = deviations
      .pow(2)
      .mul(-0.5)
      .exp()
      .mul(p.scale.mul(Math.sqrt(2 / Math.PI)));
    const moved = density.add(distance.mul(deviations.mul(Math.SQRT1_2).erf())).div(q.scale);
    return p.scale
      .div(q.scale)
      .log()
      .neg()
      .add(moved)
      .sub(0.5 * (1 + Math.log(0.5 * Math.PI)));
  }),

  pair(Pareto, Exponential, (p, q) => {
    const product = p.scale.mul(q.rate);
    const divergence = p.alpha
      .div(product)
      .log()
      .sub(p.alpha.reciprocal())
      .add(p.alpha.mul(product).div(p.alpha.sub(1)))
      .sub(1);
    return divergence.masked_fill(p.alpha.le(1), Infinity);
  }),
  pair(Pareto, Gamma, (p, q) => {
    const mean = p.scale.log().add(p.alpha.reciprocal());
    const normalization = q.concentration.lgamma().sub(q.concentration.mul(q.rate.log()));
    const logarithms = q.concentration.neg().add(1).mul(mean);
    const center = q.rate.mul(p.alpha).mul(p.scale).div(p.alpha.sub(1));
    const divergence = p.alpha.log().sub(mean).add(normalization).add(logarithms).add(center).sub(1);
    return divergence.masked_fill(p.alpha.le(1), Infinity);
  }),
  pair(Pareto, Normal, (p, q) => {
    const center = p.scale.div(p.alpha.sub(1));
    const width = q.scale
      .mul(Math.sqrt(2 * Math.PI))
      .mul(p.alpha)
      .div(p.scale)
      .log();
    const spread = p.alpha.mul(center.pow(2)).div(p.alpha.sub(2));
    const distance = spread.add(p.alpha.mul(center).sub(q.loc).pow(2)).div(q.scale.pow(2).mul(2));
    const divergence = width.sub(p.alpha.reciprocal()).add(distance).sub(1);
    return divergence.masked_fill(p.alpha.le(2), Infinity);
  }),
];

/** What a gamma distribution's shape takes from its entropy. */
function negativeShape({ concentration }: Gamma): Tensor {
  return concentration.sub(1).mul(concentration.digamma()).sub(concentration.lgamma()).sub(concentration);
}
