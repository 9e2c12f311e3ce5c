import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import type { Pair } from "../../kernels/convolution.js";
import { tensorArgument } from "../../ops/operands.js";
import { averagePooled, maxPooled, pooledShape, type Pooling } from "../../ops/pooling.js";
import type { Tensor } from "../../tensor.js";
import { windowSize, type WindowSize } from "./windows.js";

interface PoolOptions {
  /** How far the window moves; by its own size unless given. */
  readonly stride?: WindowSize | null;
  /** Places on each side that count as −∞ (for a mean as 0); at most half of the window. */
  readonly padding?: WindowSize;
  /** Whether a window may hang over the end. */
  readonly ceil_mode?: boolean;
}

export interface MaxPoolOptions extends PoolOptions {
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Gives `[values, indices]`, the indices counting row by row in each plane. */
  readonly return_indices?: boolean;
}

/**
 * The greatest elements under a window that moves over the last two dimensions of [n, c, h, w] or [c, h, w]; of equal
 * ones the first gets the gradient. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 */
export function max_pool2d(
  input: Tensor,
  kernel_size: WindowSize,
  options: MaxPoolOptions & { readonly return_indices: true },
): readonly [Tensor, Tensor];
export function max_pool2d(
  input: Tensor,
  kernel_size: WindowSize | (MaxPoolOptions & { readonly kernel_size: WindowSize }),
  stride?: WindowSize | null | MaxPoolOptions,
  padding?: WindowSize | MaxPoolOptions,
  dilation?: WindowSize | MaxPoolOptions,
  ceil_mode?: boolean | MaxPoolOptions,
): Tensor;
export function max_pool2d(input: Tensor, ...args: unknown[]): Tensor | readonly [Tensor, Tensor] {
  const names = ["kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices"] as const;
  const given = readArguments<MaxPoolOptions & { kernel_size: WindowSize }>("max_pool2d", names, args);
  const x = tensorArgument("max_pool2d", "input", input);
  const pooled = maxPooled(x, poolingOf("max_pool2d", x, given));
  return booleanArgument("max_pool2d", "return_indices", given.return_indices, false) ? pooled : pooled[0];
}

export interface AveragePoolOptions extends PoolOptions {
  /** Whether places in the padding count as elements; true unless given. */
  readonly count_include_pad?: boolean;
  /** Divides the sums instead of the number of elements. */
  readonly divisor_override?: number | null;
}

/**
 * The means of the elements under a window that moves over the last two dimensions of [n, c, h, w] or [c, h, w]. Throws
 * for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 */
export function avg_pool2d(
  input: Tensor,
  kernel_size: WindowSize | (AveragePoolOptions & { readonly kernel_size: WindowSize }),
  stride?: WindowSize | null | AveragePoolOptions,
  padding?: WindowSize | AveragePoolOptions,
  ceil_mode?: boolean | AveragePoolOptions,
  count_include_pad?: boolean | AveragePoolOptions,
  divisor_override?: number | null | AveragePoolOptions,
): Tensor;
export function avg_pool2d(input: Tensor, ...args: unknown[]): Tensor {
  const names = ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"] as const;
  const given = readArguments<AveragePoolOptions & { kernel_size: WindowSize }>("avg_pool2d", names, args);
  const x = tensorArgument("avg_pool2d", "input", input);
  const countPadding = booleanArgument("avg_pool2d", "count_include_pad", given.count_include_pad, true);
  const divisor = given.divisor_override ?? null;
  if (divisor === 0) throw errors.poolDivisorZero();
  return averagePooled(x, {
    ...poolingOf("avg_pool2d", x, given),
    countPadding,
    divisor: divisor === null ? null : integerArgument("avg_pool2d", "divisor_override", divisor),
  });
}

function poolingOf(op: string, x: Tensor, given: MaxPoolOptions & { readonly kernel_size?: WindowSize }): Pooling {
  const pair = (name: string, value: unknown): Pair => windowSize(op, name, value, 2) as Pair;
  const kernel = pair("kernel_size", given.kernel_size);
  // PyTorch takes an empty tuple, too, for a stride that is not given.
  const { stride: step = null } = given;
  const stride = step === null || (typeof step === "object" && step.length === 0) ? kernel : pair("stride", step);
  const padding = pair("padding", given.padding ?? 0);
  const dilation = pair("dilation", given.dilation ?? 1);
  const ceil_mode = booleanArgument(op, "ceil_mode", given.ceil_mode, false);
  if (kernel.some((size) => size <= 0)) throw errors.poolKernelZero();
  if (stride.some((step) => step <= 0)) throw errors.poolStrideZero();
  padding.forEach((size, i) => {
    if (size < 0) throw errors.poolPaddingNegative(size);
    const effective = (kernel[i]! - 1) * dilation[i]! + 1;
    if (size > effective / 2) throw errors.poolPaddingTooLarge(size, kernel[i]!, dilation[i]!);
  });
  const planes = x.ndim === 4 ? x.shape.slice(1) : x.shape;
  if ((x.ndim !== 3 && x.ndim !== 4) || planes.includes(0)) throw about(errors.poolInput(x.shape), x);
  const pooling = { kernel, stride, padding, dilation, ceil_mode };
  const shape = pooledShape(x.shape, pooling);
  if (shape.slice(-2).some((size) => size < 1)) throw about(errors.poolOutputTooSmall(x.shape, shape), x);
  return pooling;
}
