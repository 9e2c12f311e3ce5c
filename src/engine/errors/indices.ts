import { AssertionError, IndexError, RuntimeError, ValueError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function isinOfBools(): Error {
  return new RuntimeError("Unsupported input type encountered for isin(): Bool");
}

export function sorterShape(boundaries: Sizes, sorter: Sizes): Error {
  return new RuntimeError(
    `torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor ${list(boundaries)}and got sorter tensor ${list(sorter)}`,
  );
}

export function sorterDtype(label: string): Error {
  return new RuntimeError(`torch.searchsorted(): sorter must be a tensor of long dtype but got dtype ${label}`);
}

export function sorterOutOfRange(): Error {
  return new RuntimeError("torch.searchsorted(): sorter index out of range");
}

export function searchOfScalar(rank: number): Error {
  return new RuntimeError(
    `torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got boundaries tensor dim(${rank}) and input value's dim(0) numel(1)`,
  );
}

export function searchInScalar(): Error {
  return new RuntimeError(
    "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension",
  );
}

export function gatherRank(): Error {
  return new RuntimeError("Index tensor must have the same number of dimensions as input tensor");
}

export function gatherSize(dim: number, index: Sizes, self: Sizes, along: number): Error {
  return new RuntimeError(
    `Size does not match at dimension ${dim} expected index ${list(index)} to be no larger than self ${list(self)} apart from dimension ${along}`,
  );
}

export function gatherOutOfBounds(index: number, dim: number, size: number): Error {
  return new RuntimeError(`index ${index} is out of bounds for dimension ${dim} with size ${size}`);
}

export function outOfRangeInSelf(index: number, size: number): Error {
  return new IndexError(`index out of range in self (index ${index} of ${size})`);
}

/** What PyTorch says of slices that do not lie one behind the other. */
export function outOfRangeInData(index: number, size: number): Error {
  return new RuntimeError(`INDICES element is out of DATA bounds, id=${index} axis_dim=${size}`);
}

export function indexSelectFromNothing(): Error {
  return new RuntimeError("index_select(): self indexing axis dim should be positive");
}

export function indexSelectOfScalar(count: number): Error {
  return new RuntimeError(`index_select(): Index to scalar can have only 1 value, got ${count} value(s)`);
}

export function indexSelectRank(): Error {
  return new IndexError("index_select(): Index is supposed to be a vector");
}

export function indexNotLong(told: string): Error {
  return new RuntimeError(`${told}: make indices with torch.tensor([…], { dtype: torch.long })`);
}

/** `renormed` where the rows are to be shortened, which comes first. */
export function embeddingIndices(label: string, renormed: boolean): Error {
  const [place, op] = renormed ? [2, "embedding_renorm_"] : [1, "embedding"];
  const type = label === "Bool" ? "CPUBoolType" : `torch.${label}Tensor`;
  return new RuntimeError(
    `Expected tensor for argument #${place} 'indices' to have one of the following scalar types: Long, Int; but got ${type} instead (while checking arguments for ${op}): make indices with torch.tensor([…], { dtype: torch.long })`,
  );
}

export function embeddingWeight(): Error {
  return new RuntimeError("'weight' must be 2-D");
}

export function shortenedRank(rank: number): Error {
  return new RuntimeError(
    `Expected 2-dimensional tensor, but got ${rank}-dimensional tensor for argument #1 'self' (while checking arguments for embedding_renorm_)`,
  );
}

export function paddingIndex(): Error {
  return new AssertionError("Padding_idx must be within num_embeddings");
}

export function oneHotClasses(): Error {
  return new RuntimeError("Class values must be smaller than num_classes.");
}

export function oneHotNegative(): Error {
  return new RuntimeError("Class values must be non-negative.");
}

export function oneHotDtype(): Error {
  return new RuntimeError("one_hot is only applicable to index tensor of type LongTensor.");
}

export function oneHotOfNothing(): Error {
  return new RuntimeError("Can not infer total number of classes from empty tensor.");
}

export function indexTensorDtype(label: string): Error {
  return new IndexError(
    `tensors used as indices must be long, int, byte or bool tensors (got ${label}): make indices with torch.tensor([…], { dtype: torch.long })`,
  );
}

export function indexShapes(shapes: readonly Sizes[]): Error {
  return new IndexError(
    `shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(list).join(", ")}`,
  );
}

export function maskMismatch(mask: Sizes, at: number, tensor: Sizes, dim: number): Error {
  return new IndexError(
    `The shape of the mask ${list(mask)} at index ${at} does not match the shape of the indexed tensor ${list(tensor)} at index ${dim}`,
  );
}

export function sliceStep(): Error {
  return new ValueError("step must be greater than zero");
}

export function sliceText(text: string): Error {
  return new IndexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got "${text}"): a slice is written ":", "1:3" or "::2" as in Python, or torch.Slice(start, stop, step)`,
  );
}

export function raggedIndex(): Error {
  return new IndexError("the arrays of an index must be of equal lengths");
}

export function twoEllipses(): Error {
  return new IndexError("an index can only have a single ellipsis ('...')");
}

/** Python's, which PyTorch lets through where a shape or a window is too short. */
export function tupleIndexOutOfRange(): Error {
  return new IndexError("tuple index out of range");
}
