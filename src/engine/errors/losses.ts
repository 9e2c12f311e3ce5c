import { pythonText } from "../pythonValues.js";
import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { inC, list, torchSize, type Sizes } from "./words.js";

export function targetNotLong(label: string): Error {
  return new RuntimeError(
    `expected target dtype to be Long or Byte, but got ${label}: make class indices with torch.tensor([…], { dtype: torch.long })`,
  );
}

export function targetOutOfBounds(target: number): Error {
  return new IndexError(`Target ${target} is out of bounds.`);
}

export function batchMismatch(input: number, target: number): Error {
  return new ValueError(`Expected input batch_size (${input}) to match target batch_size (${target}).`);
}

export function targetShape(expected: Sizes, got: Sizes): Error {
  return new RuntimeError(`Expected target size ${list(expected)}, got ${list(got)}`);
}

export function nllRank(): Error {
  return new ValueError("Expected 1 or more dimensions (got 0)");
}

export function oneTarget(got: number): Error {
  return new ValueError(`For 1D input, 1D target must have size 1, but got target size: ${got}`);
}

export function spatialTargets(rank: number): Error {
  return new RuntimeError(
    `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${rank}`,
  );
}

export function spatialTargetSize(input: Sizes, target: Sizes): Error {
  return new RuntimeError(`size mismatch (got input: ${list(input)} , target: ${list(target)}`);
}

export function sizeMismatchOfGradient(input: Sizes, target: Sizes): Error {
  return new RuntimeError(`size mismatch (got input: ${list(input)}, target: ${list(target)})`);
}

export function spatialWeights(): Error {
  return new RuntimeError("weight tensor should be defined either for all or no classes");
}

export function probabilityTarget(label: string): Error {
  return new RuntimeError(`Expected floating point type for target with class probabilities, got ${label}`);
}

export function probabilityWeights(classes: number, got: Sizes): Error {
  return new RuntimeError(
    `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${list(got)}`,
  );
}

export function weightSize(): Error {
  return new ValueError("Weights and input must have the same size.");
}

export function classWeights(classes: number, got: Sizes): Error {
  return new RuntimeError(
    `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${list(got)}`,
  );
}

export function reductionMode(reduction: unknown): Error {
  return new ValueError(`Invalid reduction mode: ${pythonText(reduction)}. Expected one of 'none', 'mean', 'sum'.`);
}

export function unknownReduction(reduction: unknown): Error {
  return new ValueError(`${pythonText(reduction)} is not a valid value for reduction`);
}

export function labelSmoothingRange(value: number): Error {
  return new RuntimeError(`label_smoothing must be between 0.0 and 1.0. Got: ${inC(value)}`);
}

export function betaRange(): Error {
  return new RuntimeError("smooth_l1_loss does not support negative values for beta.");
}

export function deltaRange(): Error {
  return new RuntimeError("huber_loss does not support non-positive values for delta.");
}

export function targetSize(target: Sizes, input: Sizes): Error {
  return new ValueError(`Target size (${torchSize(target)}) must be the same as input size (${torchSize(input)})`);
}

export function noCutoffs(): Error {
  return new ValueError("cutoffs should be a sequence of length larger than 0");
}

export function cutoffsOrder(): Error {
  return new ValueError(
    "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is between 1 and n_classes-1",
  );
}

export function adaptiveBatch(): Error {
  return new RuntimeError("Input and target should have the same size in the batch dimension.");
}

export function adaptiveInputRank(targetRank: number, inputRank: number, size: string): Error {
  return new RuntimeError(
    `${targetRank}D target tensor expects ${inputRank}D input tensors, but found inputs with size ${size}`,
  );
}

export function adaptiveTargetRank(): Error {
  return new RuntimeError("0D or 1D target tensor expected, multi-target not supported");
}

export function adaptiveTargets(most: number, least: number, greatest: number): Error {
  return new RuntimeError(
    `Target values should be in [0, ${most}], but values in range [${least}, ${greatest}] were found. `,
  );
}
