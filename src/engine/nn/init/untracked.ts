import { inGradMode } from "../../autograd/gradMode.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Generator } from "../../random/generator.js";
import type { Tensor } from "../../tensor.js";

export interface GeneratorOption {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/** Fills a tensor without recording it, and gives it back. @internal */
export function untracked(op: string, tensor: Tensor, fill: () => void): Tensor {
  tensorArgument(op, "tensor", tensor);
  inGradMode(false, fill);
  return tensor;
}
