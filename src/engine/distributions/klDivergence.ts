import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { Bernoulli } from "./bernoulli.js";
import { Beta } from "./beta.js";
import { ContinuousBernoulli } from "./continuousBernoulli.js";
import { Dirichlet } from "./dirichlet.js";
import { Distribution } from "./distribution.js";
import { ofBounded } from "./divergences/ofBounded.js";
import { ofSameKind } from "./divergences/ofSameKind.js";
import { ofUnbounded } from "./divergences/ofUnbounded.js";
import { ofVectors } from "./divergences/ofVectors.js";
import { pair, type DistributionClass, type Pair } from "./divergences/pair.js";
import { Exponential } from "./exponential.js";
import { Gamma } from "./gamma.js";
import { Independent } from "./independent.js";
import { Normal } from "./normal.js";
import { Poisson } from "./poisson.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { areSame } from "./transforms/composeTransform.js";

const registered: Pair[] = [
  ...ofSameKind,
  ...ofBounded,
  ...ofUnbounded,
  ...ofVectors,
  pair(Independent, Independent, (p, q) => {
    if (p.reinterpreted_batch_ndims !== q.reinterpreted_batch_ndims) throw errors.notImplementedHere();
    return p.summed(kl_divergence(p.base_dist, q.base_dist));
  }),
  pair(TransformedDistribution, TransformedDistribution, (p, q) => {
    if (!areSame(p.transforms, q.transforms)) throw errors.notImplementedHere();
    if (!sameShape(p.event_shape, q.event_shape)) throw errors.notImplementedHere();
    return kl_divergence(p.base_dist, q.base_dist);
  }),
];

/** Between these PyTorch knows of a common form, which does not do for different ones. */
const exponentialFamilies: readonly DistributionClass[] = [
  Bernoulli,
  Beta,
  ContinuousBernoulli,
  Dirichlet,
  Exponential,
  Gamma,
  Normal,
  Poisson,
];

/**
 * The Kullback-Leibler divergence ∫ p(x) log(p(x) / q(x)) dx of two distributions, in the shape of the batches. Throws for
 * pairs of kinds for which there is no formula.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.kl.kl_divergence
 */
export function kl_divergence(p: Distribution, q: Distribution): Tensor {
  const named = byName(kl_divergence, "kl_divergence(p, q)", arguments);
  if (named !== null) return named.result;
  const known = nearest(p, q);
  if (known !== null) return known.divergence(p, q);
  const ofFamily = (one: Distribution): boolean => exponentialFamilies.some((Family) => one instanceof Family);
  throw ofFamily(p) && ofFamily(q) ? errors.differentFamilies() : errors.noDivergence(p, q);
}

/**
 * Says how to compute the divergence of the distributions of one class from those of another:
 * `register_kl(Mine, Normal)((p, q) => …)`. Gives the function back. Where a pair is of several classes, what is said of the
 * nearest ones counts.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.kl.register_kl
 */
export function register_kl<P extends Distribution, Q extends Distribution>(
  type_p: abstract new (...args: never) => P,
  type_q: abstract new (...args: never) => Q,
): (fun: (p: P, q: Q) => Tensor) => (p: P, q: Q) => Tensor {
  const named = byName(register_kl<P, Q>, "register_kl(type_p, type_q)", arguments);
  if (named !== null) return named.result;
  for (const [name, type] of [
    ["type_p", type_p],
    ["type_q", type_q],
  ] as const)
    if (!isDistributionClass(type)) throw errors.registeredKind(name, type);
  return (fun) => {
    const at = registered.findIndex(({ p, q }) => p === type_p && q === type_q);
    if (at >= 0) registered.splice(at, 1);
    registered.push(pair(type_p, type_q, fun));
    return fun;
  };
}

function isDistributionClass(type: unknown): boolean {
  return typeof type === "function" && (type === Distribution || type.prototype instanceof Distribution);
}

/** The entry of the nearest class of p, and of the nearest of q among those. */
function nearest(p: Distribution, q: Distribution): Pair | null {
  let best: Pair | null = null;
  for (const entry of registered) {
    if (!(p instanceof entry.p && q instanceof entry.q)) continue;
    if (best === null || isNearer(entry, best)) best = entry;
  }
  return best;
}

function isNearer(entry: Pair, best: Pair): boolean {
  if (entry.p !== best.p) return isBelow(entry.p, best.p);
  return isBelow(entry.q, best.q);
}

function isBelow(one: DistributionClass, other: DistributionClass): boolean {
  return (one.prototype as object) instanceof other;
}
