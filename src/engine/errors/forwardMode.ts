import { NotImplementedError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, list, type Sizes } from "./words.js";

export function noDualLevel(): Error {
  return new RuntimeError(
    "Trying to create a dual Tensor for forward AD but no level exists, make sure to enter_dual_level() first.",
  );
}

export function nestedDualLevel(): Error {
  return new RuntimeError("Nested forward mode AD is not supported at the moment");
}

export function noLevelToExit(): Error {
  return new RuntimeError("Dual level must be a positive number.");
}

export function notTheLastLevel(): Error {
  return new RuntimeError(
    "Trying to exit a forward AD level that was not the last one that was created. This is not supported.",
  );
}

export function invalidLevel(op: string): Error {
  return new RuntimeError(`Invalid level given to ${op}`);
}

export function dualOfWrongDtype(part: "primal" | "tangent", dtype: string): Error {
  return new ValueError(`Expected ${part} to be floating point or complex, but got: ${dtype}`);
}

export function dualOfDual(level: number): Error {
  return new RuntimeError(
    `Making a dual Tensor based on a Tensor that already has a forward gradient at the same level ${level} is not supported.`,
  );
}

export function tangentIsDual(level: number): Error {
  return new RuntimeError(
    `Setting a forward grad that itself has a forward gradient at the same level${level} is not supported.`,
  );
}

export function tangentOfWrongSize(primal: Sizes, tangent: Sizes): Error {
  return new RuntimeError(
    `Trying to set a forward gradient that has a different size than that of the original Tensor, this is not supported. Tensor is of size ${list(primal)} while the given forward gradient is of size ${list(tangent)}.`,
  );
}

export function noJvp(): Error {
  return new NotImplementedError(
    "You must implement the jvp function for custom autograd.Function to use it with forward mode AD.",
  );
}

export function wrongTangentCount(expected: number, got: number): Error {
  return new RuntimeError(
    `Function's jvp returned an invalid number of forward gradients (expected ${expected} but got ${got})`,
  );
}

export function tangentOfWrongKind(value: unknown, output: number): Error {
  return new RuntimeError(`expected Variable or None (got ${describeType(value)}) for grad output ${output}.`);
}

export function tangentOfNoTensor(position: number): Error {
  return new RuntimeError(
    `Function's jvp returned a gradient at position ${position}, but  the corresponding forward output is not a differentiable Tensor.You should return None at that position instead.`,
  );
}

export function tangentNotWritten(): Error {
  return new RuntimeError(
    "An inplace custom Function is not modifying the forward mode gradients inplace. If the forward is modifying an input inplace, then the jvp function must modify the corresponding gradient inplace.",
  );
}

export function tangentNotReturned(): Error {
  return new RuntimeError(
    "An inplace custom Function is not returning the forward mode gradients as-is. If the forward is modifying an input inplace, then the jvp function must modify the gradient inplace and return it as-is.",
  );
}

export function tangentIsNoView(): Error {
  return new RuntimeError(
    "A custom Function's forward is returning a view (or an input as-is) but the jvp is not returning a view.",
  );
}
