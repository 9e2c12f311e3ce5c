import { byName } from "../callByName.js";
import { tensorArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";

/**
 * Counts a write to these tensors that the engine could not see, so that backward notices it.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.increment_version
 */
export function increment_version(tensor: Tensor | readonly Tensor[]): void {
  const named = byName(increment_version, "increment_version(tensor)", arguments);
  if (named !== null) return named.result;
  const tensors: readonly unknown[] = Array.isArray(tensor) ? tensor : [tensor];
  for (const each of tensors) tensorArgument("increment_version", "tensor", each).sharedCounter().version++;
}
