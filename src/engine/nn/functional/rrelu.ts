import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { tensorArgument } from "../../ops/operands.js";
import { rrelu as rreluOf, rrelu_ as rreluInPlace, type RreluOptions } from "../../ops/rrelu.js";
import type { Tensor } from "../../tensor.js";

export { rreluInPlace as rrelu_ };

export interface FunctionalRreluOptions extends Omit<RreluOptions, "generator"> {
  /** Whether the result is written over the input; false unless given. */
  readonly inplace?: boolean;
}

/**
 * Each element, and below 0 a slope times it: while `training` a slope drawn for each from [lower, upper), which are 1/8 and
 * 1/3 unless given, else the middle one. Throws for integers and for lower > upper.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
 */
export function rrelu(
  input: Tensor,
  lower?: number | FunctionalRreluOptions,
  upper?: number | FunctionalRreluOptions,
  training?: boolean | FunctionalRreluOptions,
  inplace?: boolean | FunctionalRreluOptions,
): Tensor;
export function rrelu(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(rrelu, "rrelu(input, lower, upper, training, inplace)", arguments);
  if (named !== null) return named.result;
  const names = ["lower", "upper", "training", "inplace"] as const;
  const { inplace, ...options } = readArguments<FunctionalRreluOptions>("rrelu", names, args);
  const x = tensorArgument("rrelu", "input", input);
  return booleanArgument("rrelu", "inplace", inplace, false) ? rreluInPlace(x, options) : rreluOf(x, options);
}
