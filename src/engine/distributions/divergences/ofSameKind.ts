import { where } from "../../ops/comparisons.js";
import { softplus } from "../../nn/functional/activations.js";
import { add, sub } from "../../ops/arithmetic.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { Bernoulli } from "../bernoulli.js";
import { Beta } from "../beta.js";
import { Binomial } from "../binomial.js";
import { Categorical } from "../categorical.js";
import { Cauchy } from "../cauchy.js";
import { ContinuousBernoulli } from "../continuousBernoulli.js";
import { Dirichlet } from "../dirichlet.js";
import { eulerGamma } from "../eulerGamma.js";
import { Exponential } from "../exponential.js";
import { Gamma } from "../gamma.js";
import { Geometric } from "../geometric.js";
import { Gumbel } from "../gumbel.js";
import { HalfNormal } from "../halfNormal.js";
import { Laplace } from "../laplace.js";
import { Normal } from "../normal.js";
import { OneHotCategorical } from "../oneHotCategorical.js";
import { Pareto } from "../pareto.js";
import { Poisson } from "../poisson.js";
import { Uniform } from "../uniform.js";
import { pair, type Pair } from "./pair.js";

/** The divergences of distributions from others of their kind. */
export const ofSameKind: readonly Pair[] = [
  pair(Normal, Normal, betweenNormals),
  pair(HalfNormal, HalfNormal, (p, q) => betweenNormals(p.base_dist, q.base_dist)),
  pair(Categorical, Categorical, betweenCategoricals),
  pair(OneHotCategorical, OneHotCategorical, (p, q) => betweenCategoricals(p.categorical, q.categorical)),
  pair(Bernoulli, Bernoulli, betweenBernoullis),
  pair(ContinuousBernoulli, ContinuousBernoulli, (p, q) => {
    const likelier = p.mean.mul(p.logits.sub(q.logits));
    const ofP = p.logNormalization().add(p.probs.neg().log1p());
    return likelier.add(ofP).sub(q.logNormalization()).sub(q.probs.neg().log1p());
  }),
  pair(Binomial, Binomial, betweenBinomials),
  pair(Geometric, Geometric, (p, q) => p.entropy().neg().sub(q.probs.neg().log1p().div(p.probs)).sub(q.logits)),
  pair(Poisson, Poisson, (p, q) => p.rate.mul(p.rate.log().sub(q.rate.log())).sub(p.rate.sub(q.rate))),
  pair(Uniform, Uniform, (p, q) => {
    const ratio = q.high.sub(q.low).div(p.high.sub(p.low));
    return ratio.log().masked_fill(q.low.gt(p.low).logical_or(q.high.lt(p.high)), Infinity);
  }),
  pair(Exponential, Exponential, (p, q) => {
    const ratio = q.rate.div(p.rate);
    return ratio.log().neg().add(ratio).sub(1);
  }),
  pair(Gamma, Gamma, betweenGammas),
  pair(Beta, Beta, betweenBetas),
  pair(Dirichlet, Dirichlet, betweenDirichlets),
  pair(Laplace, Laplace, (p, q) => {
    const ratio = p.scale.div(q.scale);
    const distance = p.loc.sub(q.loc).abs();
    const weighted = ratio.mul(distance.neg().div(p.scale).exp());
    return ratio.log().neg().add(distance.div(q.scale)).add(weighted).sub(1);
  }),
  pair(Gumbel, Gumbel, betweenGumbels),
  pair(Cauchy, Cauchy, (p, q) => {
    const apart = p.scale.add(q.scale).pow(2).add(p.loc.sub(q.loc).pow(2));
    return apart.log().sub(p.scale.mul(4).mul(q.scale).log());
  }),
  pair(Pareto, Pareto, (p, q) => {
    const [scales, powers] = [p.scale.div(q.scale), q.alpha.div(p.alpha)];
    const divergence = q.alpha.mul(scales.log()).sub(powers.log()).add(powers).sub(1);
    return divergence.masked_fill(p.scale.lt(q.scale), Infinity);
  }),
];

function betweenNormals(p: Normal, q: Normal): Tensor {
  const ratio = p.scale.div(q.scale).pow(2);
  const distance = p.loc.sub(q.loc).div(q.scale).pow(2);
  return ratio.add(distance).sub(1).sub(ratio.log()).mul(0.5);
}

function betweenCategoricals(p: Categorical, q: Categorical): Tensor {
  const terms = p.probs.mul(p.logits.sub(q.logits));
  return terms.masked_fill(q.probs.eq(0), Infinity).masked_fill(p.probs.eq(0), 0).sum(-1);
}

function betweenBernoullis(p: Bernoulli, q: Bernoulli): Tensor {
  const ones = p.probs.mul(softplus(q.logits.neg()).sub(softplus(p.logits.neg())));
  const zeros = sub(1, p.probs).mul(softplus(q.logits).sub(softplus(p.logits)));
  return ones
    .masked_fill(q.probs.eq(0), Infinity)
    .masked_fill(p.probs.eq(0), 0)
    .add(zeros.masked_fill(q.probs.eq(1), Infinity).masked_fill(p.probs.eq(1), 0));
}

function betweenBinomials(p: Binomial, q: Binomial): Tensor {
  if (p.total_count.lt(q.total_count).any().item()) throw errors.moreTries();
  const each = p.probs.mul(p.logits.sub(q.logits)).add(p.probs.neg().log1p()).sub(q.probs.neg().log1p());
  return where(p.total_count.gt(q.total_count), Infinity, p.total_count.mul(each));
}

function betweenGammas(p: Gamma, q: Gamma): Tensor {
  const rates = q.concentration.mul(p.rate.div(q.rate).log());
  const normalization = q.concentration.lgamma().sub(p.concentration.lgamma());
  const moved = p.concentration.sub(q.concentration).mul(p.concentration.digamma());
  return rates
    .add(normalization)
    .add(moved)
    .add(q.rate.sub(p.rate).mul(p.concentration.div(p.rate)));
}

function betweenBetas(p: Beta, q: Beta): Tensor {
  const [p1, p0, q1, q0] = [p.concentration1, p.concentration0, q.concentration1, q.concentration0];
  const [ofP, ofQ] = [p1.add(p0), q1.add(q0)];
  const above = q1.lgamma().add(q0.lgamma()).add(ofP.lgamma());
  const below = p1.lgamma().add(p0.lgamma()).add(ofQ.lgamma());
  return above
    .sub(below)
    .add(p1.sub(q1).mul(p1.digamma()))
    .add(p0.sub(q0).mul(p0.digamma()))
    .add(ofQ.sub(ofP).mul(ofP.digamma()));
}

function betweenDirichlets(p: Dirichlet, q: Dirichlet): Tensor {
  const [ofP, ofQ] = [p.concentration.sum(-1), q.concentration.sum(-1)];
  const normalization = p.concentration.lgamma().sub(q.concentration.lgamma()).sum(-1);
  const slopes = p.concentration.digamma().sub(ofP.digamma().unsqueeze(-1));
  const moved = p.concentration.sub(q.concentration).mul(slopes).sum(-1);
  return ofP.lgamma().sub(ofQ.lgamma()).sub(normalization).add(moved);
}

function betweenGumbels(p: Gumbel, q: Gumbel): Tensor {
  const ratio = p.scale.div(q.scale);
  const [ofQ, ofP] = [q.loc.div(q.scale), p.loc.div(q.scale)];
  const moved = ratio.log().neg().sub(ofQ).add(ofP);
  const tail = ofQ.add(add(1, ratio).lgamma()).sub(ofP).exp();
  return moved
    .add(ratio.mul(eulerGamma))
    .add(tail)
    .sub(1 + eulerGamma);
}
