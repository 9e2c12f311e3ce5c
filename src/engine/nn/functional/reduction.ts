import { unknownReduction } from "../../errors.js";
import type { Reduction } from "../../ops/classLosses.js";

/** Options that all losses share. */
export interface ReductionOption {
  /** How the losses of single elements become one: by their "mean" unless given, by their "sum", or "none". */
  readonly reduction?: Reduction;
}

export function reductionArgument(value: unknown): Reduction {
  if (value === undefined) return "mean";
  if (value !== "none" && value !== "mean" && value !== "sum") throw unknownReduction(value);
  return value;
}
