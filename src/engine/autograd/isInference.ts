import { refuseMore } from "../arguments.js";
import { tensorArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";

/**
 * Whether a tensor was made in inference mode.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_inference.html
 */
export function is_inference(input: Tensor): boolean {
  if (arguments.length > 1) refuseMore("is_inference", 1, arguments);
  return tensorArgument("is_inference", "input", input).is_inference();
}
