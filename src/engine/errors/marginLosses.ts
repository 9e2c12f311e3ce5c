import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { list, torchSize, tuple, type Sizes } from "./words.js";

export function rankingRanks(input1: Sizes, input2: Sizes, target: Sizes): Error {
  return new RuntimeError(
    `margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ${torchSize(input1)}, input2: ${torchSize(input2)}, target: ${torchSize(target)} `,
  );
}

export function multiTarget(): Error {
  return new RuntimeError("0D or 1D target tensor expected, multi-target not supported");
}

export function embeddingRanks(target: number, input1: Sizes, input2: Sizes): Error {
  return new RuntimeError(
    `${target}D target tensor expects ${target + 1}D input tensors, but found inputs with sizes ${list(input1)} and ${list(input2)}.`,
  );
}

export function tripletMargin(margin: number): Error {
  return new ValueError(`margin must be greater than 0, got ${Number.isInteger(margin) ? margin.toFixed(1) : margin}`);
}

export function tripletRanks(anchor: number, positive: number, negative: number): Error {
  return new RuntimeError(
    `The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor ${anchor}D, positive ${positive}D, and negative ${negative}D inputs`,
  );
}

/** As the losses say it that check the reduction last. */
export function invalidReduction(reduction: string): Error {
  return new ValueError(`${reduction} is not valid`);
}

export function noDimensions(): Error {
  return new IndexError("Dimension specified as -1 but tensor has no dimensions");
}

export function integralDivergence(): Error {
  return new RuntimeError("kl_div: Integral inputs not supported.");
}

export function negativeVariance(): Error {
  return new ValueError("var has negative entry/entries");
}

export function varianceSize(): Error {
  return new ValueError("var is of incorrect size");
}

export function crossEntropyInput(rank: number): Error {
  return new RuntimeError(`expected input with dimensionality 1 or 2, got ${rank}`);
}

export function crossEntropyWeight(rank: number): Error {
  return new RuntimeError(`expected linear_weight with dimensionality at least 2, got ${rank}`);
}

export function crossEntropyFeatures(input: number, weight: number): Error {
  return new RuntimeError(
    `expected equal input and linear_weight last dimensions (in_features), got ${input} and ${weight}, respectively`,
  );
}

export function crossEntropyBias(expected: Sizes, got: Sizes): Error {
  return new RuntimeError(`expected linear_bias shape ${tuple(expected)}, got ${tuple(got)}`);
}

export function crossEntropyBatch(weight: Sizes, features: number, input: Sizes): Error {
  return new RuntimeError(
    `K-dimensional loss defined by linear_weight shape ${tuple(weight)} requires batched input, (N, ${features}), got unbatched input with shape ${tuple(input)}`,
  );
}

export function ignoredProbabilities(): Error {
  return new RuntimeError("ignore_index cannot be specified when target contains probabilities");
}
