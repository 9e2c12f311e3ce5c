import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { full_like } from "../fills.js";
import { softplus } from "../nn/functional/activations.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { Bernoulli } from "./bernoulli.js";
import { Categorical } from "./categorical.js";
import type { Distribution } from "./distribution.js";
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
