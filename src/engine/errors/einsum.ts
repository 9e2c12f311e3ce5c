import { RuntimeError, ValueError } from "./kinds.js";

export function einsumArguments(): Error {
  return new ValueError(
    "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list",
  );
}

export function einsumSubscriptRange(): Error {
  return new ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)");
}

/** `owner` is "operand 0" or "output". */
export function einsumSecondEllipsis(owner: string): Error {
  const words =
    owner === "output" ? "but an ellipsis (...) was already found" : "for which an ellipsis was already found";
  return new RuntimeError(`einsum(): found '.' for ${owner} ${words}`);
}

export function einsumDot(owner: string): Error {
  const words = owner === "output" ? "any ellipsis (...)" : "any ellipsis";
  return new RuntimeError(`einsum(): found '.' for ${owner} that is not part of ${words}`);
}

export function einsumSubscript(index: number): Error {
  return new RuntimeError(
    `einsum(): invalid subscript given at index ${index} in the equation string, subscripts must be in [a-zA-Z]`,
  );
}

export function einsumOperands(which: "fewer" | "more"): Error {
  return new RuntimeError(`einsum(): ${which} operands were provided than specified in the equation`);
}

export function einsumRank(subscripts: number, rank: number, operand: number, hasEllipsis: boolean): Error {
  return new RuntimeError(
    hasEllipsis
      ? `einsum(): the number of subscripts in the equation (${subscripts}) is more than the number of dimensions (${rank}) for operand ${operand}`
      : `einsum(): the number of subscripts in the equation (${subscripts}) does not match the number of dimensions (${rank}) for operand ${operand} and no ellipsis was given`,
  );
}

export function einsumOutput(label: string, isRepeated: boolean): Error {
  const words = isRepeated
    ? "appears more than once in the output"
    : "does not appear in the equation for any input operand";
  return new RuntimeError(`einsum(): output subscript ${label} ${words}`);
}

export function einsumEllipsisSize(dim: number, operand: number, size: number, seen: number): Error {
  return new RuntimeError(
    `einsum(): dimension ${dim} covered by ellipsis in operand ${operand} has size ${size} which does not broadcast with previously seen ellipsis with size ${seen} for the respective dimension`,
  );
}

export function einsumSize(label: string, size: number, operand: number, seen: number): Error {
  return new RuntimeError(
    `einsum(): subscript ${label} has size ${size} for operand ${operand} which does not broadcast with previously seen size ${seen}`,
  );
}

export function einsumDiagonal(label: string, operand: number, size: number, previous: number): Error {
  return new RuntimeError(
    `einsum(): subscript ${label} is repeated for operand ${operand} but the sizes don't match, ${size} != ${previous}`,
  );
}
