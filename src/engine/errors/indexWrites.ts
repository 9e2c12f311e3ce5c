import { IndexError, RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function gatherDtype(): Error {
  return new RuntimeError("gather(): Expected dtype int32/int64 for index");
}

export function takeAlongDimDtype(label: string): Error {
  return new RuntimeError(`torch.take_along_dim(): dtype of indices should be Long but got ${label}`);
}

export function takeAlongDimRank(input: number, indices: number): Error {
  return new RuntimeError(
    `torch.take_along_dim(): input and indices should have the same number of dimensions, but got ${input} dimensions for input, and ${indices} dimensions for indices`,
  );
}

export function maskOfSelectNotBool(): Error {
  return new RuntimeError("masked_select: expected BoolTensor for mask");
}

export function flatIndexNotLong(op: string, label: string): Error {
  return new RuntimeError(`${op}(): Expected a long tensor for index, but got ${label}`);
}

export function takeFromNothing(): Error {
  return new IndexError("take(): tried to take from an empty tensor");
}

export function putIntoNothing(): Error {
  return new IndexError("put_(): Tried to put elements into an empty tensor");
}

export function flatIndexOutOfRange(index: number, count: number): Error {
  return new IndexError(`out of range: tried to access index ${index} on a tensor of ${count} elements.`);
}

/** Of the ops that write along a dimension, PyTorch says what is wrong in the name of the in-place form. */
export function writeIndexRank(op: string, rank: number, label: string, shape: Sizes): Error {
  return new IndexError(
    `${op}_(): Index is supposed to be a vector, but got dim: ${rank} with type: ${label} and size: ${list(shape)}`,
  );
}

export function writeIndexDtype(op: string, label: string): Error {
  return new RuntimeError(`${op}_(): Expected dtype int32/int64 for index but got: ${label}`);
}

export function writeDtypes(op: string, self: string, source: string): Error {
  return new RuntimeError(`${op}_(): self (${self}) and source (${source}) must have the same scalar type`);
}

export function writeDimension(op: string, dim: number, rank: number): Error {
  return new RuntimeError(`${op}_(): Indexing dim ${dim} is out of bounds of the source tensor with dim ${rank}`);
}

export function writeCount(op: string, indices: number, size: number, dim: number): Error {
  return new RuntimeError(
    `${op}_(): Number of indices (${indices}) should be equal to source.size(dim): (${size}), for dim: ${dim}`,
  );
}

export function writeShape(self: Sizes, source: Sizes): Error {
  return new RuntimeError(
    `source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = ${list(self)} source.shape = ${list(source)}`,
  );
}

export function copyIndexRank(rank: number): Error {
  return new IndexError(`index_copy_(): Index should have dimension 1 or 0 (got ${rank})`);
}

export function copyDtypes(self: string, source: string): Error {
  return new RuntimeError(
    `index_copy_(): self and source expected to have the same dtype, but got (self) ${self} and (source) ${source}`,
  );
}

export function copyOfScalar(indices: number): Error {
  return new IndexError(`index_copy_(): When source is scalar, index should have one element (got ${indices})`);
}

export function copyRanks(source: number, self: number): Error {
  return new IndexError(
    `index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality (${source}), destination dimensionality (${self})`,
  );
}

export function copySlices(self: Sizes, dim: number, source: Sizes): Error {
  return new RuntimeError(
    `index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: ${self.join(" ")} at dimension ${dim} and source slice shape: ${source.join(" ")} at dimension 0.`,
  );
}

export function copyCount(indices: number, size: number): Error {
  return new IndexError(`index_copy_(): Number of indices (${indices}) should be equal to source.size(dim) (${size})`);
}

export function copyOutOfRange(index: number, dim: number, size: number): Error {
  return new IndexError(`index_copy_(): index ${index} is out of bounds for dimension ${dim} with size ${size}`);
}

export function fillIndexDtype(): Error {
  return new IndexError("index_fill_(): Expected dtype int64 for index.");
}

export function fillIndexRank(): Error {
  return new RuntimeError("Index has to be a vector/scalar");
}

export function fillRank(rank: number): Error {
  return new RuntimeError(
    `index_fill_ only supports a 0-dimensional value tensor, but got tensor with ${rank} dimension(s).`,
  );
}

export function scatterDtypes(): Error {
  return new RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype");
}

export function scatterIndexDtype(): Error {
  return new RuntimeError("scatter(): Expected dtype int32/int64 for index");
}

export function scatterRank(other: "self" | "src"): Error {
  return new RuntimeError(`Index tensor must have the same number of dimensions as ${other} tensor`);
}

export function scatterSize(index: Sizes, self: Sizes, dim: number, source: Sizes | null): Error {
  const end = source === null ? "" : ` and to be no larger size than src ${list(source)}`;
  return new RuntimeError(
    `Expected index ${list(index)} to be no larger than self ${list(self)} apart from dimension ${dim}${end}`,
  );
}

export function putCount(source: number, index: number): Error {
  return new IndexError(
    `put_(): Expected source and index to have the same number of elements, but got source.numel() = ${source}, index.numel() = ${index}`,
  );
}

export function putDtypes(self: string, source: string): Error {
  return new RuntimeError(
    `put_(): self and source expected to have the same dtype, but got self.dtype = ${self} and source.dtype = ${source}`,
  );
}

export function indexPutDtypes(self: string, source: string): Error {
  return new RuntimeError(
    `Index put requires the source and destination dtypes match, got ${self} for the destination and ${source} for the source.`,
  );
}

export function indexPutShape(value: Sizes, region: Sizes): Error {
  return new RuntimeError(
    `shape mismatch: value tensor of shape ${list(value)} cannot be broadcast to indexing result of shape ${list(region)}`,
  );
}

export function maskedScatterCount(): Error {
  return new RuntimeError("Number of elements of source < number of ones in mask");
}

export function maskedScatterDtypes(self: string, source: string): Error {
  return new RuntimeError(`masked_scatter: expected self and source to have same dtypes but got${self} and ${source}`);
}

export function maskedScatterMask(label: string): Error {
  return new RuntimeError(`masked_scatter_ only supports boolean masks, but got mask with dtype ${label}`);
}

export function regionShape(source: Sizes, region: Sizes): Error {
  return new RuntimeError(
    `expected src to have a size equal to the slice of self. src size = ${list(source)}, slice size = ${list(region)}`,
  );
}

export function scatterReduce(): Error {
  return new RuntimeError("reduce argument must be either add or multiply.");
}
