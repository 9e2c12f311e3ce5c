import { numberIn } from "../arguments.js";
import { bool, defaultDtype } from "../dtype.js";
import { wrongArgument } from "../errors.js";
import { floatingOf, promote } from "../promotion.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Operand } from "./op.js";

/** Checks what a script passed as a tensor. */
export function tensorArgument(op: string, argument: string, value: unknown): Tensor {
  if (!isTensor(value)) throw wrongArgument(op, argument, "Tensor", value);
  return value;
}

/**
 * Checks what a script passed as a tensor or a number. A boolean is a tensor of it: beside bools the result stays bool. Beside
 * a tensor of other numbers, where that is given, it is a number as any.
 */
export function operandArgument(op: string, argument: string, value: unknown, beside?: unknown): Operand {
  if (typeof value === "boolean") {
    const isNumber = isTensor(beside) && beside.dtype !== bool;
    return isNumber ? Number(value) : filledTensor([], Number(value), bool);
  }
  if (typeof value !== "number" && !isTensor(value)) throw wrongArgument(op, argument, "Tensor", value);
  return value;
}

/** Checks what a script passed as two operands by these names, of which one at least must be a tensor. */
export function operandsArgument(
  op: string,
  [first, second]: readonly [string, string],
  values: readonly [unknown, unknown],
): readonly [Operand, Operand] {
  const operands = [
    operandArgument(op, first, values[0], values[1]),
    operandArgument(op, second, values[1], values[0]),
  ] as const;
  if (operands.every((operand) => typeof operand === "number")) throw wrongArgument(op, first, "Tensor", values[0]);
  return operands;
}

/**
 * Checks what a script passed as a number, which stands for `otherwise` if it is undefined. A boolean counts as one, as in
 * Python, and so does a 0-d tensor.
 */
export function numberArgument(op: string, argument: string, value: unknown, otherwise?: number): number {
  return scalarArgument(op, argument, "Number", value, otherwise);
}

/** The same where PyTorch's parser wants a float rather than a Number. */
export function floatArgument(op: string, argument: string, value: unknown, otherwise?: number): number {
  return scalarArgument(op, argument, "float", value, otherwise);
}

function scalarArgument(op: string, argument: string, expected: string, value: unknown, otherwise?: number): number {
  const number = value === undefined ? otherwise : numberIn(value);
  if (typeof number !== "number" && typeof number !== "boolean") throw wrongArgument(op, argument, expected, value);
  return Number(number);
}

/** A number as a 0-d tensor, of the dtype that it counts as beside another operand. */
export function asTensor(operand: Operand, beside: Operand = operand): Tensor {
  if (typeof operand !== "number") return operand;
  const dtype = typeof beside === "number" ? defaultDtype() : promote([operand, beside]);
  return filledTensor([], operand, dtype);
}

/** The same for ops that compute in floating point whatever the operands are. */
export function asFloatingTensor(operand: Operand, beside: Operand): Tensor {
  return typeof operand !== "number" ? operand : filledTensor([], operand, floatingOf(promote([operand, beside])));
}
