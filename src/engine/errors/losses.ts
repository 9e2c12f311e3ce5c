import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function targetNotLong(label: string): Error {
  return new RuntimeError(
    `expected scalar type Long but found ${label}: make class indices with torch.tensor([…], { dtype: torch.long })`,
  );
}

export function targetOutOfBounds(target: number): Error {
  return new IndexError(`Target ${target} is out of bounds.`);
}

export function batchMismatch(input: number, target: number): Error {
  return new ValueError(`Expected input batch_size (${input}) to match target batch_size (${target}).`);
}

export function targetShape(expected: Sizes, got: Sizes): Error {
  return new ValueError(`Expected target size ${list(expected)}, got ${list(got)}`);
}

export function nllRank(): Error {
  return new ValueError("Expected 1 or more dimensions (got 0)");
}

export function classWeights(classes: number, got: Sizes): Error {
  return new RuntimeError(
    `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${list(got)}`,
  );
}

export function unknownReduction(reduction: unknown): Error {
  return new ValueError(`${String(reduction)} is not a valid value for reduction`);
}

export function labelSmoothingRange(value: number): Error {
  return new RuntimeError(`label_smoothing must be between 0.0 and 1.0. Got: ${value}`);
}

export function betaRange(): Error {
  return new RuntimeError("smooth_l1_loss does not support negative values for beta.");
}

export function deltaRange(): Error {
  return new RuntimeError("huber_loss does not support non-positive values for delta.");
}

export function targetSize(target: Sizes, input: Sizes): Error {
  return new ValueError(
    `Target size (torch.Size(${list(target)})) must be the same as input size (torch.Size(${list(input)}))`,
  );
}
