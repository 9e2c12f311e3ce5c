import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { floatingOf } from "../../promotion.js";
import type { Tensor } from "../../tensor.js";
import { avg_pool1d, avg_pool2d, avg_pool3d } from "./averagePooling.js";
import { max_pool1d, max_pool2d, max_pool3d } from "./maxPooling.js";
import type { WindowSize } from "./windows.js";

export interface PowerPoolOptions {
  /** How far the window moves; by its own size unless given. */
  readonly stride?: WindowSize | null;
  /** Whether a window may hang over the end. */
  readonly ceil_mode?: boolean;
}

type Options = PowerPoolOptions;
type Power = Options & { readonly norm_type: number; readonly kernel_size: WindowSize };

/**
 * The p-norms, p being norm_type, of the elements under a window that moves over the last dimension of [n, c, l] or
 * [c, l]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool1d.html
 */
export function lp_pool1d(
  input: Tensor,
  norm_type: number,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  ceil_mode?: boolean | Options,
): Tensor {
  const named = byName(lp_pool1d, "lp_pool1d(input, norm_type, kernel_size, stride, ceil_mode)", arguments);
  if (named !== null) return named.result;
  return powerPool("lp_pool1d", 1, input, [norm_type, kernel_size, stride, ceil_mode]);
}

/**
 * The p-norms, p being norm_type, of the elements under a window that moves over the last two dimensions of
 * [n, c, h, w] or [c, h, w]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html
 */
export function lp_pool2d(
  input: Tensor,
  norm_type: number,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  ceil_mode?: boolean | Options,
): Tensor {
  const named = byName(lp_pool2d, "lp_pool2d(input, norm_type, kernel_size, stride, ceil_mode)", arguments);
  if (named !== null) return named.result;
  return powerPool("lp_pool2d", 2, input, [norm_type, kernel_size, stride, ceil_mode]);
}

/**
 * The p-norms, p being norm_type, of the elements under a window that moves over the last three dimensions of
 * [n, c, d, h, w] or [c, d, h, w]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool3d.html
 */
export function lp_pool3d(
  input: Tensor,
  norm_type: number,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  ceil_mode?: boolean | Options,
): Tensor {
  const named = byName(lp_pool3d, "lp_pool3d(input, norm_type, kernel_size, stride, ceil_mode)", arguments);
  if (named !== null) return named.result;
  return powerPool("lp_pool3d", 3, input, [norm_type, kernel_size, stride, ceil_mode]);
}

/** From the mean of the powers, since there is a kernel for means; as PyTorch does it. */
function powerPool(op: string, spatial: 1 | 2 | 3, input: unknown, args: readonly unknown[]): Tensor {
  const given = readArguments<Power>(op, ["norm_type", "kernel_size", "stride", "ceil_mode"], args);
  const { kernel_size, stride = null, ceil_mode = false } = given;
  const sizes = Array.isArray(kernel_size) ? kernel_size : new Array<unknown>(spatial).fill(kernel_size);
  if (sizes.length !== spatial && spatial > 1) throw errors.wrongCount(spatial, sizes.length);
  const x = tensorArgument(op, "input", input);
  const power = numberArgument(op, "norm_type", given.norm_type);
  if (Math.abs(power) === Infinity) {
    const maxPool = { 1: max_pool1d, 2: max_pool2d, 3: max_pool3d }[spatial];
    const options = { stride, ceil_mode };
    return power > 0 ? maxPool(x.abs(), kernel_size!, options) : maxPool(x.abs().neg(), kernel_size!, options).neg();
  }
  const averagePool = { 1: avg_pool1d, 2: avg_pool2d, 3: avg_pool3d }[spatial];
  const means = averagePool(x.pow(power), kernel_size!, { stride, padding: 0, ceil_mode });
  // PyTorch multiplies a line by the size as it was given.
  if (spatial === 1 && Array.isArray(kernel_size)) throw errors.wrongArgument("mul", "other", "Tensor", kernel_size);
  if (power === 0) throw errors.zerothRoot();
  const count = (sizes as readonly number[]).reduce((product, size) => product * size, 1);
  const sums = means.sign().mul(means.abs().relu()).mul(count);
  // The exponent is a quotient, which in Python is no integer even if it is whole.
  return sums.to(floatingOf(sums.dtype)).pow(1 / power);
}
