import type { Tensor } from "../tensor.js";
import { isRecording } from "./gradMode.js";

/**
 * Some of PyTorch's nodes keep sizes of an operand. It asks for those before the op has looked at anything, and throws for
 * dimensions that are not there.
 */
export function keepSizes(operand: Tensor, ...dims: readonly number[]): void {
  if (!isRecording() || !operand.requires_grad) return;
  for (const dim of dims) operand.size(dim);
}
