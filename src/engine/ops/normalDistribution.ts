import { byName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { productByNumber, sumWithNumber } from "./byNumber.js";
import { erf } from "./errorFunctions.js";
import { tensorArgument } from "./operands.js";

/**
 * The normal distribution's cumulative function (1 + erf(input/√2)) / 2, as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.ndtr
 */
export function ndtr(input: Tensor): Tensor {
  const named = byName(ndtr, "ndtr(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("ndtr", "input", input);
  return productByNumber(sumWithNumber(erf(productByNumber(x, Math.SQRT1_2)), 1), 0.5);
}
