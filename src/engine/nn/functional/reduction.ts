import { invalidReduction, unknownReduction, wrongArgument } from "../../errors.js";
import type { Reduction } from "../../ops/classLosses.js";
import type { Tensor } from "../../tensor.js";

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

/** The same of a loss whose words PyTorch adds up in Python, where only texts can be added to them. */
export function composedReduction(
  op: string,
  value: unknown,
  invalid: (reduction: string) => Error = invalidReduction,
): Reduction {
  if (value === undefined || value === "none" || value === "mean" || value === "sum") return value ?? "mean";
  throw typeof value === "string" ? invalid(value) : wrongArgument(op, "reduction", "str", value);
}

/** The losses of single elements made one by ops of their own. */
export function reducedLosses(losses: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return losses;
  return reduction === "mean" ? losses.mean() : losses.sum();
}
