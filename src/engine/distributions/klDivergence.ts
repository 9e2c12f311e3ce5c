import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { full_like } from "../fills.js";
import { softplus } from "../nn/functional/activations.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { Bernoulli } from "./bernoulli.js";
import { Categorical } from "./categorical.js";
import type { Distribution } from "./distribution.js";
import { Exponential } from "./exponential.js";
import { Independent } from "./independent.js";
import { Laplace } from "./laplace.js";
import { Normal } from "./normal.js";
import { Uniform } from "./uniform.js";

/**
 * The Kullback-Leibler divergence ∫ p(x) log(p(x) / q(x)) dx of two distributions of the same kind, or of a uniform and a
 * normal one, in the shape of the batches. Throws for other pairs.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.kl.kl_divergence
 */
export function kl_divergence(p: Distribution, q: Distribution): Tensor {
  const named = byName(kl_divergence, "kl_divergence(p, q)", arguments);
  if (named !== null) return named.result;
  if (p instanceof Normal && q instanceof Normal) return betweenNormals(p, q);
  if (p instanceof Categorical && q instanceof Categorical) return betweenCategoricals(p, q);
  if (p instanceof Bernoulli && q instanceof Bernoulli) return betweenBernoullis(p, q);
  if (p instanceof Uniform && q instanceof Uniform) return betweenUniforms(p, q);
  if (p instanceof Uniform && q instanceof Normal) return ofUniformFromNormal(p, q);
  if (p instanceof Normal && q instanceof Uniform) return full_like(p.loc, Infinity);
  if (p instanceof Exponential && q instanceof Exponential) return betweenExponentials(p, q);
  if (p instanceof Exponential && q instanceof Normal) return ofExponentialFromNormal(p, q);
  if (p instanceof Exponential && q instanceof Uniform) return full_like(p.rate, Infinity);
  if (p instanceof Laplace && q instanceof Laplace) return betweenLaplaces(p, q);
  if (p instanceof Laplace && q instanceof Normal) return ofLaplaceFromNormal(p, q);
  if (p instanceof Laplace && (q instanceof Exponential || q instanceof Uniform)) return full_like(p.loc, Infinity);
  if (p instanceof Normal && q instanceof Laplace) return ofNormalFromLaplace(p, q);
  if (p instanceof Normal && q instanceof Exponential) return full_like(p.loc, Infinity);
  if (p instanceof Uniform && q instanceof Exponential) return ofUniformFromExponential(p, q);
  if (p instanceof Independent && q instanceof Independent) return betweenIndependents(p, q);
  throw errors.noDivergence(p, q);
}

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

function betweenExponentials(p: Exponential, q: Exponential): Tensor {
  const ratio = q.rate.div(p.rate);
  return ratio.log().neg().add(ratio).sub(1);
}

function ofExponentialFromNormal(p: Exponential, q: Normal): Tensor {
  const [variance, square] = [q.scale.pow(2), p.rate.pow(2)];
  const width = square.mul(variance).mul(2).mul(Math.PI).log().mul(0.5);
  const distance = square.reciprocal().sub(q.loc.div(p.rate)).add(q.loc.pow(2).mul(0.5));
  return width.sub(1).add(distance.div(variance));
}

function betweenLaplaces(p: Laplace, q: Laplace): Tensor {
  const ratio = p.scale.div(q.scale);
  const distance = p.loc.sub(q.loc).abs();
  const weighted = ratio.mul(distance.neg().div(p.scale).exp());
  return ratio.log().neg().add(distance.div(q.scale)).add(weighted).sub(1);
}

function ofLaplaceFromNormal(p: Laplace, q: Normal): Tensor {
  const variance = q.scale.pow(2);
  const ratio = p.scale.pow(2).div(variance);
  const width = ratio.mul(2).div(Math.PI).log().mul(0.5);
  const distance = p.loc.pow(2).mul(0.5).sub(p.loc.mul(q.loc)).add(q.loc.pow(2).mul(0.5));
  return width.neg().add(ratio).add(distance.div(variance)).sub(1);
}

function ofNormalFromLaplace(p: Normal, q: Laplace): Tensor {
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
}

function ofUniformFromExponential(p: Uniform, q: Exponential): Tensor {
  const middle = q.rate.mul(p.high.add(p.low)).div(2);
  return middle.sub(p.high.sub(p.low).mul(q.rate).log()).masked_fill(p.low.lt(0), Infinity);
}

function betweenIndependents(p: Independent, q: Independent): Tensor {
  if (p.reinterpreted_batch_ndims !== q.reinterpreted_batch_ndims) throw errors.notImplementedHere();
  return p.summed(kl_divergence(p.base_dist, q.base_dist));
}

function betweenUniforms(p: Uniform, q: Uniform): Tensor {
  const ratio = q.high.sub(q.low).div(p.high.sub(p.low));
  return ratio.log().masked_fill(q.low.gt(p.low).logical_or(q.high.lt(p.high)), Infinity);
}

function ofUniformFromNormal(p: Uniform, q: Normal): Tensor {
  const width = p.high.sub(p.low);
  const density = q.scale
    .mul(Math.sqrt(2 * Math.PI))
    .div(width)
    .log();
  const distance = p.high.add(p.low).sub(q.loc.mul(2)).div(2).pow(2);
  return density.add(width.pow(2).div(12).add(distance).mul(0.5).div(q.scale.pow(2)));
}
