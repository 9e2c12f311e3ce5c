import { flagArgument, integerArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { averagePooled } from "../../ops/slidingPools.js";
import type { Tensor } from "../../tensor.js";
import { asPlane, checkLineRank, checkPooling, poolingOf, poolSizes, type PoolOptions } from "./poolArguments.js";
import type { WindowSize } from "./windows.js";

interface LineOptions extends PoolOptions {
  /** Whether places in the padding count as elements; true unless given. */
  readonly count_include_pad?: boolean;
}

export interface AveragePoolOptions extends LineOptions {
  /** Divides the sums instead of the number of elements. */
  readonly divisor_override?: number | null;
}

type Window = {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
};

/**
 * The means of the elements under a window that moves over the last dimension of [n, c, l] or [c, l]. Throws for windows
 * that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
 */
export function avg_pool1d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | LineOptions,
  padding?: WindowSize | LineOptions,
  ceil_mode?: boolean | LineOptions,
  count_include_pad?: boolean | LineOptions,
): Tensor;
export function avg_pool1d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    avg_pool1d,
    "avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"] as const;
  const given = readArguments<LineOptions & Window>("avg_pool1d", names, args);
  const x = tensorArgument("avg_pool1d", "input", input);
  const sizes = poolSizes("avg_pool1d", given);
  const countPadding = flagArgument("avg_pool1d", "count_include_pad", given.count_include_pad, true);
  checkLineRank("avg_pool1d", x);
  const pooling = asPlane(poolingOf("avg_pool1d", 1, sizes));
  const plane = x.unsqueeze(-2);
  checkPooling("avg_pool2d", plane, pooling);
  return averagePooled(plane, { ...pooling, countPadding, divisor: null }).squeeze(-2);
}

/**
 * The means of the elements under a window that moves over the last two dimensions of [n, c, h, w] or [c, h, w]. Throws
 * for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 */
export function avg_pool2d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | AveragePoolOptions,
  padding?: WindowSize | AveragePoolOptions,
  ceil_mode?: boolean | AveragePoolOptions,
  count_include_pad?: boolean | AveragePoolOptions,
  divisor_override?: number | null | AveragePoolOptions,
): Tensor;
export function avg_pool2d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    avg_pool2d,
    "avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)",
    arguments,
  );
  if (named !== null) return named.result;
  return pooled("avg_pool2d", 2, input, args);
}

/**
 * The means of the elements under a window that moves over the last three dimensions of [n, c, d, h, w] or [c, d, h, w].
 * Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool3d.html
 */
export function avg_pool3d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | AveragePoolOptions,
  padding?: WindowSize | AveragePoolOptions,
  ceil_mode?: boolean | AveragePoolOptions,
  count_include_pad?: boolean | AveragePoolOptions,
  divisor_override?: number | null | AveragePoolOptions,
): Tensor;
export function avg_pool3d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    avg_pool3d,
    "avg_pool3d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)",
    arguments,
  );
  if (named !== null) return named.result;
  return pooled("avg_pool3d", 3, input, args);
}

function pooled(op: string, spatial: number, input: unknown, args: readonly unknown[]): Tensor {
  const names = ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"] as const;
  const given = readArguments<AveragePoolOptions & Window>(op, names, args);
  const x = tensorArgument(op, "input", input);
  const sizes = poolSizes(op, given);
  const countPadding = flagArgument(op, "count_include_pad", given.count_include_pad, true);
  const { divisor_override = null } = given;
  const divisor = divisor_override === null ? null : integerArgument(op, "divisor_override", divisor_override);
  const pooling = poolingOf(op, spatial, sizes);
  if (divisor === 0 && op !== "avg_pool3d") throw errors.poolDivisorZero();
  checkPooling(op, x, pooling);
  if (divisor === 0) throw errors.poolDivisorZero();
  return averagePooled(x, { ...pooling, countPadding, divisor });
}
