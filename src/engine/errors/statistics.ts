import { RuntimeError } from "./kinds.js";

export function covarianceRank(op: "cov" | "corrcoef", rank: number): Error {
  return new RuntimeError(
    `${op}(): expected input to have two or fewer dimensions but got an input with ${rank} dimensions`,
  );
}

export function covarianceOfBools(): Error {
  return new RuntimeError("cov(): bool dtype is not supported for input");
}

export type CovarianceWeights = "fweights" | "aweights";

export function covarianceWeightsRank(weights: CovarianceWeights, rank: number): Error {
  return new RuntimeError(
    `cov(): expected ${weights} to have one or fewer dimensions but got ${weights} with ${rank} dimensions`,
  );
}

export function covarianceWeightsDtype(weights: CovarianceWeights, label: string): Error {
  const kind = weights === "fweights" ? "integral" : "floating point";
  return new RuntimeError(`cov(): expected ${weights} to have ${kind} dtype but got ${weights} with ${label} dtype`);
}

export function covarianceWeightsCount(weights: CovarianceWeights, count: number, observations: number): Error {
  return new RuntimeError(
    `cov(): expected ${weights} to have the same numel as there are observations in the input but got ${count} != ${observations}`,
  );
}

export function negativeCovarianceWeights(weights: CovarianceWeights): Error {
  return new RuntimeError(`cov(): ${weights} cannot be negative`);
}

export function covarianceWeightsSum(): Error {
  return new RuntimeError("cov(): weights sum to zero, can't be normalized");
}

export function renormOrder(): Error {
  return new RuntimeError("renorm: non-positive-norm not supported");
}

export function renormMaximum(maxnorm: number): Error {
  return new RuntimeError(`renorm: expected maxnorm to be >= 0 but got ${maxnorm}`);
}

export function renormRank(rank: number): Error {
  return new RuntimeError(`renorm: input needs at least 2 dimensions, got ${rank} dimensions`);
}

export function multigammaOrder(): Error {
  return new RuntimeError("p has to be greater than or equal to 1");
}

export function multigammaOfBools(): Error {
  return new RuntimeError("The input tensor may not be a boolean tensor.");
}

export function multigammaOfIntegers(label: string): Error {
  return new RuntimeError(`mvlgamma: result type ${label} can't be cast to the desired output type Float`);
}
