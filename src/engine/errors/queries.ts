import { RuntimeError, ValueError } from "./kinds.js";
import { describeType, list, type Sizes } from "./words.js";

export function ambiguousBoolean(count: number): Error {
  return new RuntimeError(
    `Boolean value of Tensor with ${count === 0 ? "no values" : "more than one value"} is ambiguous`,
  );
}

export function adjointOfVector(by: "adjoint()" | "mH" | "mT"): Error {
  return new RuntimeError(`tensor.${by} is only supported on matrices or batches of matrices. Got 1-D tensor.`);
}

export function transposeOfOtherRank(rank: number): Error {
  return new RuntimeError(`tensor.H is only supported on matrices (2-D tensors). Got ${rank}-D tensor.`);
}

export function broadcastOfNoShape(shape: unknown): Error {
  return new RuntimeError(
    `Input shapes should be of type ints, a tuple of ints, or a list of ints, got ${describeType(shape)}`,
  );
}

export function negativeBroadcast(): Error {
  return new ValueError("Attempting to broadcast a dimension with negative length!");
}

export function broadcastShapesMismatch(
  size: number,
  dim: number,
  index: number,
  shape: Sizes,
  expected: Sizes,
): Error {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  return new RuntimeError(
    `Attempting to broadcast a dimension of length ${size} at ${dim}! Mismatching argument at index ${index} had ${tuple}; but expected shape should be broadcastable to ${list(expected)}`,
  );
}
