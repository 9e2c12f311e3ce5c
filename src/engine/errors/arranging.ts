import { IndexError, NotImplementedError, RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function diagonalDimensions(dim1: number, dim2: number): Error {
  return new RuntimeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
}

export function diagRank(rank: number): Error {
  return new RuntimeError(`diag(): Supports 1D or 2D tensors. Got ${rank}D`);
}

export function traceRank(rank: number): Error {
  return new RuntimeError(`trace: expected a matrix, but got tensor with dim ${rank}`);
}

export function traceOfBools(): Error {
  return new NotImplementedError(`"trace" not implemented for 'Bool'`);
}

export function rollWithoutShifts(): Error {
  return new RuntimeError("`shifts` required");
}

export function rollAlignment(shifts: number, dims: number): Error {
  return new RuntimeError(`shifts and dimensions must align. shifts: ${shifts}, dims:${dims}`);
}

export function dimensionOfScalar(dim: number): Error {
  return new IndexError(`Dimension specified as ${dim} but tensor has no dimensions`);
}

export function rotationDimensions(dims: number): Error {
  return new RuntimeError(`expected total rotation dims == 2, but got dims = ${dims}`);
}

export function rotationRank(rank: number): Error {
  return new RuntimeError(`expected total dims >= 2, but got total dims = ${rank}`);
}

export function rotationRepeated(dim0: number, dim1: number): Error {
  return new RuntimeError(`expected rotation dims to be different, but got dim0 = ${dim0} and dim1 = ${dim1}`);
}

export function flipRank(rank: number): Error {
  return new RuntimeError(`Input must be >= ${rank}-d.`);
}

export function movedimCount(source: Sizes, destination: Sizes): Error {
  return new RuntimeError(
    `movedim: Invalid source or destination dims: source (${list(source)} dims) should contain the same number of dims as destination (${list(destination)} dims)`,
  );
}

export function movedimRepeated(which: "source" | "destination", dims: Sizes): Error {
  return new RuntimeError(`movedim: repeated dim in \`${which}\` (${list(dims)})`);
}

export function unflattenWithoutSizes(): Error {
  return new RuntimeError("unflatten: sizes must be non-empty");
}

export function unflattenSizes(sizes: Sizes, dim: number, size: number): Error {
  return new RuntimeError(
    `unflatten: Provided sizes ${list(sizes)} don't multiply up to the size of dim ${dim} (${size}) in the input tensor`,
  );
}

export function unfoldSize(dim: number, most: number, size: number): Error {
  return new RuntimeError(`maximum size for tensor at dimension ${dim} is ${most} but size is ${size}`);
}

export function unfoldNegative(size: number): Error {
  return new RuntimeError(`size is ${size} but must be >= 0`);
}

export function unfoldStep(step: number): Error {
  return new RuntimeError(`step is ${step} but must be > 0`);
}
