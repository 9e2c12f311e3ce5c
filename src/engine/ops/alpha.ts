import { isOptions, numberIn, readArguments } from "../arguments.js";
import type { DType } from "../dtype.js";
import { booleanAlpha, fractionalAlpha, tooManyArguments, wrongArgument } from "../errors.js";
import { heldNumber } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { productByNumber } from "./byNumber.js";

/** Options of `add` and `sub`. */
export interface AlphaOptions {
  /** Multiplies the second operand. */
  readonly alpha?: number;
}

/** What the second operand of a sum is multiplied by. */
export type Alpha = { readonly alpha: number };

const defaultAlpha: Alpha = { alpha: 1 };

export function alphaOf(op: string, options: unknown): Alpha {
  if (options === undefined) return defaultAlpha;
  if (!isOptions(options)) throw tooManyArguments(op, 1, 2);
  const given = readArguments<AlphaOptions>(op, ["alpha"], [options]);
  const alpha = numberIn(given.alpha === undefined ? 1 : given.alpha);
  if (typeof alpha === "boolean") throw booleanAlpha();
  if (typeof alpha !== "number") throw wrongArgument(op, "alpha", "Number", alpha);
  return { alpha };
}

/** As in PyTorch, alpha has the result's dtype, which must be able to hold it, and the product is not rounded on its own. */
export function factorIn(dtype: DType, alpha: number): number {
  if (!dtype.is_floating_point && !Number.isInteger(alpha)) throw fractionalAlpha();
  return heldNumber(dtype, alpha);
}

/** A gradient times such a factor, which is 1 as a rule. */
export function scaled(g: Tensor, factor: number): Tensor {
  return factor === 1 ? g : productByNumber(g, factor);
}
