import { RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function nothingToStack(op: string): Error {
  return new RuntimeError(`${op} expects a non-empty TensorList`);
}

export function blockDiagRank(entry: number, rank: number): Error {
  return new RuntimeError(
    `torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ${entry} has ${rank} dimensions`,
  );
}

export function meshgridRank(shape: Sizes): Error {
  return new RuntimeError(`torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${list(shape)}`);
}

export function meshgridDtypes(): Error {
  return new RuntimeError("meshgrid expects all tensors to have the same dtype");
}

export function meshgridIndexing(indexing: string): Error {
  return new RuntimeError(`torch.meshgrid: indexing must be one of "xy" or "ij", but received: ${indexing}`);
}

export function notAVector(shape: Sizes): Error {
  return new RuntimeError(`Expect a 1D vector, but got shape ${list(shape)}`);
}

export function negativeChoice(r: number): Error {
  return new RuntimeError(`Expect a non-negative number, but got ${r}`);
}

export function splitRank(op: string, least: number, rank: number): Error {
  return new RuntimeError(
    `torch.${op} requires a tensor with at least ${least} dimension, but got a tensor with ${rank} dimensions!`,
  );
}

export function splitUneven(op: string, dim: number, size: number, parts: number): Error {
  return new RuntimeError(
    `torch.${op} attempted to split along dimension ${dim}, but the size of the dimension ${size} is not divisible by the split_size ${parts}!`,
  );
}

export function tensorSplitOfScalar(): Error {
  return new RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
}

export function tensorSplitSections(sections: number): Error {
  return new RuntimeError(`number of sections must be larger than 0, got ${sections}`);
}

export function tensorSplitIndices(rank: number): Error {
  return new RuntimeError(
    `tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with ${rank} dims`,
  );
}

export function tensorSplitDtype(label: string): Error {
  return new RuntimeError(`tensor_split expected tensor_indices_or_sections to have dtype of long, but got ${label}`);
}
