import type { DTypeName } from "../dtype.js";
import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { className, cppNames, list, type Sizes } from "./words.js";

export function broadcastMismatch(a: number, b: number, dim: number): Error {
  return new RuntimeError(
    `The size of tensor a (${a}) must match the size of tensor b (${b}) at non-singleton dimension ${dim}`,
  );
}

export function dimensionOutOfRange(dim: number, range: number): Error {
  return new IndexError(
    `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${dim})`,
  );
}

export function repeatedDimension(dim: number): Error {
  return new RuntimeError(`dim ${dim} appears multiple times in the list of dims`);
}

export function invalidViewShape(shape: Sizes, count: number): Error {
  return new RuntimeError(`shape '${list(shape)}' is invalid for input of size ${count}`);
}

export function twoInferredSizes(): Error {
  return new RuntimeError("only one dimension can be inferred");
}

export function ambiguousInferredSize(shape: Sizes): Error {
  return new RuntimeError(
    `cannot reshape tensor of 0 elements into shape ${list(shape)} because the unspecified dimension size -1 can be any value and is ambiguous`,
  );
}

export function invalidShapeDimension(size: number, index: number, shape: Sizes): Error {
  return new RuntimeError(`invalid shape dimension ${size} at index ${index} of shape ${list(shape)}`);
}

export function viewNotPossible(): Error {
  return new RuntimeError(
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
  );
}

export function expandTooFewSizes(label: string, from: Sizes, to: Sizes): Error {
  const name = className(label);
  return new RuntimeError(
    `expand(${name}{${list(from)}}, size=${list(to)}): the number of sizes provided (${to.length}) must be greater or equal to the number of dimensions in the tensor (${from.length})`,
  );
}

export function expandMismatch(size: number, existing: number, dim: number, to: Sizes, from: Sizes): Error {
  return new RuntimeError(
    `The expanded size of the tensor (${size}) must match the existing size (${existing}) at non-singleton dimension ${dim}.  Target sizes: ${list(to)}.  Tensor sizes: ${list(from)}`,
  );
}

export function expandLeading(size: number, dim: number): Error {
  return new RuntimeError(
    `The expanded size of the tensor (${size}) isn't allowed in a leading, non-existing dimension ${dim}`,
  );
}

/** PyTorch's words for a size below 0 where the count of the elements is taken. */
export function elementCountOverflow(): Error {
  return new RuntimeError("numel: integer multiplication overflow");
}

export function notExpandable(to: Sizes, from: Sizes): Error {
  return new RuntimeError(`size {${list(to)}} is not expandable to size {${list(from)}}.`);
}

export function notAMatrixToTranspose(rank: number, by: "t" | "t_" = "t"): Error {
  return new RuntimeError(`${by}() expects a tensor with <= 2 dimensions, but self is ${rank}D`);
}

export function permuteCount(rank: number, given: number): Error {
  return new RuntimeError(
    `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${rank} is not equal to len(dims) = ${given}`,
  );
}

export function permuteRepeated(): Error {
  return new RuntimeError("permute(): duplicate dims are not allowed.");
}

export function repeatTooFew(): Error {
  return new RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
}

export function flattenOrder(): Error {
  return new RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim");
}

export function selectOutOfRange(index: number, shape: Sizes, dim: number): Error {
  return new IndexError(`select(): index ${index} out of range for tensor of size ${list(shape)} at dimension ${dim}`);
}

export function selectOfScalar(): Error {
  return new IndexError("select() cannot be applied to a 0-dim tensor.");
}

export function sliceOfScalar(): Error {
  return new IndexError("slice() cannot be applied to a 0-dim tensor.");
}

export function indexOutOfBounds(index: number, dim: number, size: number): Error {
  return new IndexError(`index ${index} is out of bounds for dimension ${dim} with size ${size}`);
}

export function indexOfNoElements(): Error {
  return new IndexError("index is out of bounds for dimension with size 0");
}

export function indexOfScalar(): Error {
  return new IndexError("invalid index of a 0-dim tensor. Use `tensor.item()` to convert a 0-dim tensor to a number");
}

export function tooManyIndices(rank: number): Error {
  return new IndexError(`too many indices for tensor of dimension ${rank}`);
}

export function iterationOverScalar(): Error {
  return new TypeError("iteration over a 0-d tensor");
}

export function stackOfNothing(): Error {
  return new RuntimeError("stack expects a non-empty TensorList");
}

export function stackMismatch(first: Sizes, other: Sizes, entry: number): Error {
  return new RuntimeError(
    `stack expects each tensor to be equal size, but got ${list(first)} at entry 0 and ${list(other)} at entry ${entry}`,
  );
}

export function maskedFillRank(rank: number): Error {
  return new RuntimeError(
    `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${rank} dimension(s).`,
  );
}

export function triangleRank(op: string): Error {
  return new RuntimeError(`${op}: input tensor must have at least 2 dimensions`);
}

export function catOfNothing(): Error {
  return new ValueError("torch.cat(): expected a non-empty list of Tensors");
}

export function catOfScalar(entry: number): Error {
  return new RuntimeError(`zero-dimensional tensor (at position ${entry}) cannot be concatenated`);
}

export function catRanks(expected: number, got: number): Error {
  return new RuntimeError(`Tensors must have same number of dimensions: got ${expected} and ${got}`);
}

export function catMismatch(dim: number, expected: number, got: number, entry: number): Error {
  return new RuntimeError(
    `Sizes of tensors must match except in dimension ${dim}. Expected size ${expected} but got size ${got} for tensor number ${entry} in the list.`,
  );
}

export function matmulOfScalars(op: "matmul" | "linear", rankA: number, rankB: number): Error {
  return new RuntimeError(`both arguments to ${op} need to be at least 1D, but they are ${rankA}D and ${rankB}D`);
}

export function matrixShapes(a: Sizes, b: Sizes): Error {
  return new RuntimeError(`mat1 and mat2 shapes cannot be multiplied (${a.join("x")} and ${b.join("x")})`);
}

export function matrixTimesVector(matrix: Sizes, vector: Sizes): Error {
  return new RuntimeError(`size mismatch, got input (${matrix[0]}), mat (${matrix.join("x")}), vec (${vector[0]})`);
}

export function dotOfOtherRank(rankA: number, rankB: number): Error {
  return new RuntimeError(`1D tensors expected, but got ${rankA}D and ${rankB}D tensors`);
}

export function dotSizes(a: number, b: number): Error {
  return new RuntimeError(
    `inconsistent tensor size, expected tensor [${a}] and src [${b}] to have the same number of elements, but got ${a} and ${b} elements respectively`,
  );
}

export function batchShapes(expected: Sizes, got: Sizes): Error {
  return new RuntimeError(
    `Expected size for first two dimensions of batch2 tensor to be: ${list(expected)} but got: ${list(got)}.`,
  );
}

export function notOfRank(argument: string, what: string): Error {
  return new RuntimeError(`${argument} must be a ${what}`);
}

export function matrixDtypes(a: DTypeName, b: DTypeName): Error {
  return new RuntimeError(`expected m1 and m2 to have the same dtype, but got: ${cppNames[a]} != ${cppNames[b]}`);
}
