import { booleanArgument, readArguments } from "../../arguments.js";
import { dropoutProbability } from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { emptyTensor, filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

export interface DropoutOptions {
  /** With which probability an element becomes 0; 0.5 unless given. */
  readonly p?: number;
  /** Whether anything is dropped at all; true unless given. */
  readonly training?: boolean;
}

/**
 * Each element times 0 with probability p, else times 1/(1 − p). The mask is drawn from the default generator as PyTorch
 * draws it. Throws unless p is between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
 */
export function dropout(input: Tensor, p?: number | DropoutOptions, training?: boolean | DropoutOptions): Tensor {
  const args = [p, training].filter((value) => value !== undefined);
  const given = readArguments<DropoutOptions>("dropout", ["p", "training"], args);
  const x = tensorArgument("dropout", "input", input);
  const probability = numberArgument("dropout", "p", given.p ?? 0.5);
  if (!(probability >= 0 && probability <= 1)) throw dropoutProbability(probability);
  if (probability === 0 || x.numel() === 0 || !booleanArgument("dropout", "training", given.training, true)) return x;
  if (probability === 1) return x.mul(filledTensor([], 0, x.dtype));
  const kept = emptyTensor(x.shape, x.dtype).bernoulli_(1 - probability);
  return x.mul(kept.div_(1 - probability));
}
