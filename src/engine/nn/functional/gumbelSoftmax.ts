import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { zerosForSlices } from "../../random/slices.js";
import { warnGumbelEps } from "../../random/warnings.js";
import type { Tensor } from "../../tensor.js";

export interface GumbelOptions {
  /** The temperature, 1 unless given: the lower, the closer a sample is to one-hot. */
  readonly tau?: number;
  /** Whether samples are made one-hot, with the gradient of those that are not; false unless given. */
  readonly hard?: boolean;
  /** Without effect, as in PyTorch. */
  readonly eps?: number;
  /** Along which samples sum to 1; the last one unless given. */
  readonly dim?: number;
}

/**
 * Samples from the distribution that the logits describe, differentiable in these: softmax((logits + g)/tau), with numbers
 * g of Gumbel's distribution. Throws for integers and for a dimension that is not there.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
 */
export function gumbel_softmax(
  logits: Tensor,
  tau?: number | GumbelOptions,
  hard?: boolean | GumbelOptions,
  eps?: number | GumbelOptions,
  dim?: number | GumbelOptions,
): Tensor;
export function gumbel_softmax(logits: Tensor, ...args: unknown[]): Tensor {
  const named = byName(gumbel_softmax, "gumbel_softmax(logits, tau, hard, eps, dim)", arguments);
  if (named !== null) return named.result;
  const names = ["tau", "hard", "eps", "dim"] as const;
  const { tau = 1, hard, eps = 1e-10, dim = -1 } = readArguments<GumbelOptions>("gumbel_softmax", names, args);
  const x = tensorArgument("gumbel_softmax", "logits", logits);
  const temperature = numberArgument("gumbel_softmax", "tau", tau);
  const along = integerArgument("gumbel_softmax", "dim", dim);
  if (numberArgument("gumbel_softmax", "eps", eps) !== 1e-10) warnGumbelEps();
  const gumbels = zerosForSlices(x).exponential_().log().neg();
  const soft = x.add(gumbels).div(temperature).softmax(along);
  if (!booleanArgument("gumbel_softmax", "hard", hard, false)) return soft;
  const { indices } = soft.max(along, true);
  const oneHot = zerosForSlices(x).scatter_(along, indices, 1);
  return oneHot.sub(soft.detach()).add(soft);
}
