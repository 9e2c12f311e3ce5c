import type { Tensor } from "../tensor.js";
import { div, mul, neg, sub, type AlphaOptions, type DivOptions } from "./arithmetic.js";
import { positiveOfBools } from "../errors.js";
import { bool } from "../dtype.js";
import { tensorArgument } from "./operands.js";
import type { Operand } from "./op.js";

/** `mul` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.multiply.html */
export function multiply(input: Operand, other: Operand): Tensor {
  return mul(input, other);
}

/** `sub` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.subtract.html */
export function subtract(input: Operand, other: Operand, options?: AlphaOptions): Tensor {
  return sub(input, other, options);
}

/** `div` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.divide.html */
export function divide(input: Operand, other: Operand, options?: DivOptions): Tensor {
  return div(input, other, options);
}

/** `div` without rounding. https://docs.pytorch.org/docs/stable/generated/torch.true_divide.html */
export function true_divide(input: Operand, other: Operand): Tensor {
  return div(input, other);
}

/** `neg` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.negative.html */
export function negative(input: Tensor): Tensor {
  return neg(input);
}

/**
 * The tensor itself. Throws for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.positive.html
 */
export function positive(input: Tensor): Tensor {
  const x = tensorArgument("positive", "input", input);
  if (x.dtype === bool) throw positiveOfBools();
  return x;
}
