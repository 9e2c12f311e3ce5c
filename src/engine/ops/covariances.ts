import type { AfterInput } from "./afterInput.js";
import { integerArgument, readArguments, refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { warnDegreesOfFreedom } from "../autograd/warnings.js";
import { bool, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { filledTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { elements } from "../values.js";
import { tensorArgument } from "./operands.js";

export interface CovarianceOptions {
  /** What is subtracted from the number of observations; 1 unless given. */
  readonly correction?: number;
  /** How often each observation counts: whole numbers. */
  readonly fweights?: Tensor | null;
  /** How much each observation counts: floating point. */
  readonly aweights?: Tensor | null;
}

/**
 * The covariances of variables, which are rows of observations: of [n, m], [n, n]; of a vector, its variance. Throws for more
 * than two dimensions, for bools, and for weights that do not fit the observations, are negative or sum to 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.cov.html
 */
export function cov(input: Tensor, options?: CovarianceOptions): Tensor {
  const named = byName(cov, "cov(input, *, correction, fweights, aweights)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("cov", "input", input);
  const names = ["correction", "fweights", "aweights"] as const;
  const given = readArguments<CovarianceOptions>("cov", names, options === undefined ? [] : [options]);
  const correction = integerArgument("cov", "correction", given.correction, 1);
  for (const name of ["fweights", "aweights"] as const)
    if ((given[name] ?? null) !== null) tensorArgument("cov", name, given[name]);
  if (x.ndim > 2) throw errors.covarianceRank("cov", x.ndim);
  if (x.dtype === bool) throw errors.covarianceOfBools();
  const rows = x.ndim < 2 ? x.view(1, -1) : x;
  const observations = rows.shape[1]!;
  const fweights = weightsArgument("fweights", given.fweights ?? null, observations);
  const aweights = weightsArgument("aweights", given.aweights ?? null, observations);
  const weights = fweights !== null && aweights !== null ? fweights.mul(aweights) : (fweights ?? aweights);
  const total = weights === null ? whole(observations) : weights.sum();
  if (weights !== null && total.item() === 0) throw errors.covarianceWeightsSum();
  const mean = weighted(rows, weights).sum(1).div(total);
  const isSingle = observations === 1 && (fweights === null) !== (aweights === null);
  // Of one observation the deviation is 0, whatever rounding makes of its mean.
  const deviations = isSingle ? rows.sub(rows) : rows.sub(mean.unsqueeze(1));
  const products = deviations.mm(weighted(deviations, weights).t());
  return products.div(divisorOf(correction, total, weights, fweights, aweights, observations)).squeeze();
}

/**
 * The correlations of variables, which are rows of observations: their covariances divided by their standard deviations, −1 to
 * 1. Throws for more than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.corrcoef.html
 */
export function corrcoef(input: Tensor): Tensor {
  const named = byName(corrcoef, "corrcoef(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("corrcoef", "input", input);
  if (x.ndim > 2) throw errors.covarianceRank("corrcoef", x.ndim);
  const covariances = cov(x);
  if (covariances.ndim === 0) return covariances.div(covariances);
  const deviations = covariances.diagonal().sqrt();
  return covariances.div(deviations.view(-1, 1)).div(deviations.view(1, -1)).clamp(-1, 1);
}

/** Tensor methods of this family. */
export default class CovarianceMethods {
  /** The covariances of variables, which are rows. https://docs.pytorch.org/docs/stable/generated/torch.cov.html */
  cov(this: Tensor, ...rest: AfterInput<typeof cov>): Tensor {
    return cov(this, ...rest);
  }

  /** The correlations of variables, which are rows. https://docs.pytorch.org/docs/stable/generated/torch.corrcoef.html */
  corrcoef(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("corrcoef", 0, arguments);
    return corrcoef(this);
  }
}

function weightsArgument(name: errors.CovarianceWeights, value: unknown, observations: number): Tensor | null {
  if (value === null) return null;
  const weights = tensorArgument("cov", name, value);
  const isFitting = name === "fweights" ? weights.dtype.category === "integer" : weights.dtype.is_floating_point;
  if (weights.ndim > 1) throw errors.covarianceWeightsRank(name, weights.ndim);
  if (!isFitting) throw errors.covarianceWeightsDtype(name, weights.dtype.label);
  if (weights.numel() !== observations) throw errors.covarianceWeightsCount(name, weights.numel(), observations);
  if (elements(weights).some((weight) => !(weight >= 0))) throw errors.negativeCovarianceWeights(name);
  return weights;
}

function weighted(rows: Tensor, weights: Tensor | null): Tensor {
  return weights === null ? rows : rows.mul(weights);
}

/** The degrees of freedom; 0, with a warning, rather than fewer. */
function divisorOf(
  correction: number,
  total: Tensor,
  weights: Tensor | null,
  fweights: Tensor | null,
  aweights: Tensor | null,
  observations: number,
): Tensor {
  const divisor = ((): Tensor => {
    if (weights === null) return whole(observations - correction);
    if (correction === 0) return total;
    if (aweights === null) return total.sub(correction);
    if (fweights === null && observations === 1 && correction === 1) return whole(0);
    return total.sub(weights.mul(aweights).sum().mul(correction).div(total));
  })();
  if (divisor.item() > 0) return divisor;
  warnDegreesOfFreedom();
  return zeroOf(divisor);
}

function whole(value: number): Tensor {
  return filledTensor([], value, int64);
}
