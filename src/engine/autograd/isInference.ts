import { byName } from "../callByName.js";
import { tensorArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";

/**
 * Whether a tensor was made in inference mode.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_inference.html
 */
export function is_inference(input: Tensor): boolean {
  const named = byName(is_inference, "is_inference(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("is_inference", "input", input).is_inference();
}
