import { NotImplementedError, RuntimeError, ValueError } from "./kinds.js";
import { torchSize, type Sizes } from "./words.js";

export function bagWeightRank(rank: number): Error {
  return new ValueError(`weight has to be a 2D Tensor, but got Tensor of dimension ${rank}`);
}

export function sampleWeightSize(weights: Sizes, input: Sizes): Error {
  return new ValueError(
    `embedding_bag: If per_sample_weights (${torchSize(weights)}) is not None, then it must have the same shape as the input (${torchSize(input)})`,
  );
}

export function offsetsOfMatrix(): Error {
  return new ValueError(
    "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>",
  );
}

export function offsetsMissing(): Error {
  return new ValueError("offsets has to be a 1D Tensor but got None");
}

export function offsetsRank(): Error {
  return new ValueError("offsets has to be a 1D Tensor");
}

export function bagInputRank(rank: number): Error {
  return new ValueError(`input has to be 1D or 2D Tensor, but got Tensor of dimension ${rank}`);
}

export function bagMode(): Error {
  return new ValueError("mode has to be one of sum, mean or max");
}

export function bagFrequencies(): Error {
  return new ValueError("max mode does not support scaling the gradient by the frequency");
}

export function sampleWeightsOfMode(mode: string): Error {
  return new NotImplementedError(
    `embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='${mode}'). Please open a feature request on GitHub.`,
  );
}

export function sparseMaximum(): Error {
  return new ValueError("max mode does not support sparse weights");
}

export function sparseGradients(op: string): Error {
  return new NotImplementedError(`${op}: sparse gradients are not supported: leave sparse out, or give false`);
}

export function bagDtypes(argument: string, expected: string, found: string, op = "embedding_bag"): Error {
  return new RuntimeError(
    `Expected tensor for argument #${argument} to have one of the following scalar types: ${expected}; but got torch.${found}Tensor instead (while checking arguments for ${op})`,
  );
}

export function sampleWeightDtype(weight: string, weights: string): Error {
  return new RuntimeError(
    `Expected tensor for argument #1 'weight' to have the same type as tensor for argument #1 'per_sample_weights'; but type torch.${weight}Tensor does not equal torch.${weights}Tensor (while checking arguments for embedding_bag)`,
  );
}

export function lastOffsetMissing(): Error {
  return new RuntimeError("include_last_offset: number of offset should be at least 1");
}

export function firstOffset(got: number): Error {
  return new RuntimeError(
    `offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got ${got}`,
  );
}

export function lastOffset(length: number, got: number): Error {
  return new RuntimeError(`offsets[-1] can not be greater than input's length ${length} but got offsets[-1] of ${got}`);
}

export function offsetsDescend(): Error {
  return new RuntimeError("embedding_bag: offsets must not descend");
}

export function bagPadding(rows: number, got: number): Error {
  return new RuntimeError(
    `padding_idx must be within the number of embeddings, -${rows} through ${rows - 1}, but got ${got}`,
  );
}

export function bagIndex(position: number, value: number, rows: number): Error {
  return new RuntimeError(
    `Index ${position} of input takes value ${value} which is not in the valid range [0, ${rows})`,
  );
}
