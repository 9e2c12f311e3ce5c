import { inGradMode } from "../../autograd/gradMode.js";
import { refuseMore } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";

/** The new average of a parameter from the old one, the present value, and how many values the old one is of. */
export type AverageFunction = (averaged: Tensor, current: Tensor, num_averaged: Tensor) => Tensor;
/** Writes the new averages of parameters of one dtype over the old ones. */
export type MultiAverageFunction = (
  averaged: readonly Tensor[],
  current: readonly Tensor[],
  num_averaged: Tensor,
) => void;

interface DecayOption {
  /** How much is kept of the old average; 0.999 unless given. */
  readonly decay?: number;
}

/**
 * Averages that forget: decay · average + (1 − decay) · value. Throws for a decay outside [0, 1].
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.swa_utils.get_ema_avg_fn
 */
export function get_ema_avg_fn(decay?: number | DecayOption): AverageFunction;
export function get_ema_avg_fn(decay: unknown = 0.999): AverageFunction {
  const named = byName(get_ema_avg_fn, "get_ema_avg_fn(decay)", arguments);
  if (named !== null) return named.result;
  const kept = decayOf("get_ema_avg_fn", decay);
  return (averaged, current) => inGradMode(false, () => averaged.mul(kept).add(current.mul(1 - kept)));
}

/**
 * The same for all parameters at once.
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.swa_utils.get_ema_multi_avg_fn
 */
export function get_ema_multi_avg_fn(decay?: number | DecayOption): MultiAverageFunction;
export function get_ema_multi_avg_fn(decay: unknown = 0.999): MultiAverageFunction {
  const named = byName(get_ema_multi_avg_fn, "get_ema_multi_avg_fn(decay)", arguments);
  if (named !== null) return named.result;
  const kept = decayOf("get_ema_multi_avg_fn", decay);
  return forAll((averaged, current) => {
    if (averaged.dtype.is_floating_point) averaged.lerp_(current, 1 - kept);
    else averaged.copy_(averaged.mul(kept).add(current.mul(1 - kept)));
  });
}

/**
 * The mean of all values.
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.swa_utils.get_swa_avg_fn
 */
export function get_swa_avg_fn(): AverageFunction {
  if (arguments.length > 0) refuseMore("get_swa_avg_fn", 0, arguments);
  return (averaged, current, num_averaged) =>
    inGradMode(false, () => averaged.add(current.sub(averaged).div(num_averaged.add(1))));
}

/**
 * The same for all parameters at once.
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.swa_utils.get_swa_multi_avg_fn
 */
export function get_swa_multi_avg_fn(): MultiAverageFunction {
  if (arguments.length > 0) refuseMore("get_swa_multi_avg_fn", 0, arguments);
  return forAll((averaged, current, num_averaged) => {
    const count = num_averaged.add(1);
    if (averaged.dtype.is_floating_point) averaged.lerp_(current, count.reciprocal().item());
    else averaged.addcdiv_(current.sub(averaged), count);
  });
}

function forAll(update: (averaged: Tensor, current: Tensor, num_averaged: Tensor) => void): MultiAverageFunction {
  return (averaged, current, num_averaged) => {
    inGradMode(false, () => {
      averaged.forEach((tensor, i) => {
        update(tensor, current[i]!, num_averaged);
      });
    });
  };
}

function decayOf(op: string, decay: unknown): number {
  const kept = numberArgument(op, "decay", decay);
  if (kept < 0 || kept > 1) throw errors.invalidDecay(kept);
  return kept;
}
