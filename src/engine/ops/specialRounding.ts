import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { tensorArgument } from "./operands.js";
import RoundingMethods, { type RoundOptions } from "./rounding.js";

/**
 * `torch.round`, to 0 decimals unless it is told how many.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.round
 */
export function roundToDecimals(input: Tensor, options?: RoundOptions): Tensor {
  const named = byName(roundToDecimals, "special_round(input, *, decimals)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("special_round", "input", input);
  const given = readArguments<RoundOptions>("special_round", ["decimals"], options === undefined ? [] : [options]);
  return call(RoundingMethods.ops.round_decimals, [x], {
    decimals: integerArgument("special_round", "decimals", given.decimals, 0),
  });
}
