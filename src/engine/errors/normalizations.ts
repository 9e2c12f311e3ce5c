import { RuntimeError, ValueError, ZeroDivisionError } from "./kinds.js";
import { list, torchSize, type Sizes } from "./words.js";

export function oneValuePerChannel(size: Sizes): Error {
  return new ValueError(`Expected more than 1 value per channel when training, got input size ${torchSize(size)}`);
}

export function oneValuePerGroup(size: Sizes): Error {
  return new ValueError(`Expected more than 1 value per channel when training, got input size ${list(size)}`);
}

export function oneSpatialElement(size: Sizes): Error {
  return new ValueError(`Expected more than 1 spatial element when training, got input size ${torchSize(size)}`);
}

export function batchNormEps(eps: number, training: boolean): Error {
  return new ValueError(
    training
      ? `batch_norm eps must be positive during training, but got ${eps}`
      : `batch_norm eps must be non-negative, but got ${eps}`,
  );
}

export function channelElements(argument: string, channels: number, got: number): Error {
  return new RuntimeError(`${argument} should contain ${channels} elements not ${got}`);
}

export function statisticsNotVectors(rank: number): Error {
  return new RuntimeError(`TensorAccessor expected 1 dims but tensor has ${rank}`);
}

export function statisticMissing(argument: string): Error {
  return new RuntimeError(`${argument} must be defined in evaluation mode`);
}

export function oneStatistic(): Error {
  return new ValueError("running_mean and running_var must either both be None or neither be None");
}

export function instanceStatisticsMissing(): Error {
  return new RuntimeError("Expected running_mean and running_var to be defined when use_input_stats is false");
}

export function parameterDtype(isFloat: boolean): Error {
  return new RuntimeError(
    isFloat
      ? "mixed dtype (CPU): all inputs must share same datatype."
      : "mixed dtype (CPU): expect parameter to have scalar type of Float",
  );
}

export function normalizedShapeEmpty(): Error {
  return new RuntimeError(
    "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
  );
}

export function normalizedParameter(argument: string, got: Sizes, normalized: Sizes): Error {
  return new RuntimeError(
    `Expected ${argument} to be of same shape as normalized_shape, but got ${argument} of shape ${list(got)} and normalized_shape = ${list(normalized)}`,
  );
}

export function normalizedShape(normalized: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `Given normalized_shape=${list(normalized)}, expected input with shape [*, ${normalized.join(", ")}], but got input of size${list(input)}`,
  );
}

export function rmsNormalizedShape(normalized: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `Given normalized_shape=${list(normalized)}, expected input with shape [*${normalized.join(", ")}], but got input of size${list(input)}`,
  );
}

export function rmsNormRank(least: number, got: number): Error {
  return new ValueError(`Input tensor must have at least ${least} dimensions, but got ${got}`);
}

export function groupNormRank(rank: number): Error {
  return new RuntimeError(`Expected at least 2 dimensions for input tensor but received ${rank}`);
}

/** As Python's ZeroDivisionError says it. */
export function noGroups(): Error {
  return new ZeroDivisionError("integer division or modulo by zero");
}

export function normGroupCount(groups: number): Error {
  return new RuntimeError(`Expected num groups to be greater than 0, got ${groups}`);
}

export function groupChannels(input: Sizes, groups: number): Error {
  return new RuntimeError(
    `Expected number of channels in input to be divisible by num_groups, but got input of shape ${list(input)} and num_groups=${groups}`,
  );
}

export function channelVector(argument: string, got: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `Expected ${argument} to be a vector of size equal to the number of channels in input, but got ${argument} of shape ${list(got)} and input of shape ${list(input)}`,
  );
}

export function responseNormRank(rank: number): Error {
  return new ValueError(`Expected 3D or higher dimensionality                          input (got ${rank} dimensions)`);
}

/** `ranks` are the numbers of dimensions that a module takes. */
export function inputRank(ranks: readonly number[], got: number): Error {
  const expected = ranks.map((rank) => `${rank}D`).join(" or ");
  return new ValueError(`expected ${expected} input (got ${got}D input)`);
}

export function numFeatures(dim: number, expected: number, got: number): Error {
  return new ValueError(`expected input's size at dim=${dim} to match num_features (${expected}), but got: ${got}.`);
}

export function groupsOfChannels(channels: number, groups: number): Error {
  return new ValueError(`num_channels (${channels}) must be divisible by num_groups (${groups})`);
}
