import { RuntimeError } from "./kinds.js";
import type { DTypeName } from "../dtype.js";
import { cppNames, list, type Sizes } from "./words.js";

export function crossRanks(): Error {
  return new RuntimeError("linalg.cross: inputs must have the same number of dimensions.");
}

export function crossLengths(dim: number, input: number, other: number): Error {
  return new RuntimeError(`linalg.cross: inputs dimension ${dim} must have length 3. Got ${input} and ${other}`);
}

export function crossWithoutThree(): Error {
  return new RuntimeError("no dimension of size 3 in input");
}

export function vecdotDtypes(x: string, y: string): Error {
  return new RuntimeError(
    `linalg.vecdot: Expected x and y to have the same dtype, but found x of type ${x} and y of type ${y} instead`,
  );
}

export function vanderRank(): Error {
  return new RuntimeError("x must be a one-dimensional tensor.");
}

export function vanderNegative(): Error {
  return new RuntimeError("N must be non-negative.");
}

export function vanderColumns(): Error {
  return new RuntimeError("N must be greater than 1.");
}

export function vanderOfBools(): Error {
  return new RuntimeError("linalg.vander supports floating point, complex, and integer tensors, but got Bool");
}

export function tooFewFactors(count: number): Error {
  return new RuntimeError(`multi_dot(): expected at least 2 tensors but got ${count}`);
}

export function factorDtypes(first: DTypeName, place: number, other: DTypeName): Error {
  return new RuntimeError(
    `multi_dot(): all tensors must have be the same dtype but tensor 0 is ${cppNames[first]} and tensor ${place} ${cppNames[other]}`,
  );
}

export function endFactorRank(which: "first" | "last", rank: number): Error {
  return new RuntimeError(`multi_dot(): the ${which} tensor must be 1D or 2D but got ${rank}D`);
}

export function factorRank(place: number, rank: number): Error {
  return new RuntimeError(`multi_dot(): tensor ${place} must be 2D but got ${rank}D`);
}

export function factorShapes(place: number, a: Sizes, b: Sizes): Error {
  return new RuntimeError(
    `multi_dot(): tensors ${place} and ${place + 1} with shapes ${list(a)} and ${list(b)} cannot be multiplied`,
  );
}

export function chainFactorRank(rank: number): Error {
  return new RuntimeError(`Tensor dimension is ${rank}, expected 2 instead.`);
}

export function emptyChain(): Error {
  return new RuntimeError("chain_matmul(): Expected one or more matrices");
}

export function tensorinvSlice(ind: number, rank: number): Error {
  return new RuntimeError(`ArrayRef: invalid slice, N = ${ind}; size = ${rank}`);
}

export function tensorsolveRank(): Error {
  return new RuntimeError("cannot create std::vector larger than max_size()");
}

export function tensorinvIndex(ind: number): Error {
  return new RuntimeError(`Expected a strictly positive integer for 'ind', but got ${ind}`);
}

export function tensorShape(split: string, columns: number, rows: number): Error {
  return new RuntimeError(
    `Expected self to satisfy the requirement prod(self.shape[${split}:]) == prod(self.shape[:${split}]), but got ${columns} != ${rows}`,
  );
}
