import { booleanArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { pooledShape, type Pooling } from "../../ops/poolGeometry.js";
import type { Tensor } from "../../tensor.js";
import { sizesOf, type WindowSize } from "./windows.js";

export interface PoolOptions {
  /** How far the window moves; by its own size unless given. */
  readonly stride?: WindowSize | null;
  /** Places on each side that count as −∞ (for a mean as 0); at most half of the window. */
  readonly padding?: WindowSize;
  /** Whether a window may hang over the end. */
  readonly ceil_mode?: boolean;
}

/** What a pool is given: its options and its window. */
export type Given<Options extends PoolOptions> = Options & {
  readonly kernel_size?: WindowSize;
  readonly dilation?: WindowSize;
};

/** Reads a window; nothing but the number of its sizes is checked. */
export function poolingOf(op: string, spatial: number, given: Given<PoolOptions>): Pooling {
  const sizes = (name: string, value: unknown): readonly number[] =>
    sizesOf(op, name, value, spatial, (got) => errors.poolSizes(op, name, spatial, got.length));
  const kernel = sizes("kernel_size", given.kernel_size);
  const { stride = null } = given;
  // PyTorch takes an empty tuple, too, for a stride that is not given.
  const isDefault = stride === null || (typeof stride === "object" && stride.length === 0);
  return {
    kernel,
    stride: isDefault ? kernel : sizes("stride", stride),
    padding: sizes("padding", given.padding ?? 0),
    dilation: sizes("dilation", given.dilation ?? 1),
    ceil_mode: booleanArgument(op, "ceil_mode", given.ceil_mode, false),
  };
}

/** Checks a window against the planes or volumes that it is to move over. */
export function checkPooling(op: string, x: Tensor, pooling: Pooling): void {
  const { kernel, stride, padding, dilation } = pooling;
  const spatial = kernel.length;
  const isBatched = x.ndim === spatial + 2;
  if (x.ndim !== spatial + 1 && !isBatched) throw about(wrongRank(op, spatial, x), x);
  if (stride.includes(0)) throw errors.poolStrideZero();
  padding.forEach((size, i) => {
    if (size < 0) throw errors.poolPaddingNegative(size);
    const effective = (kernel[i]! - 1) * dilation[i]! + 1;
    if (size > Math.trunc(effective / 2)) throw errors.poolPaddingTooLarge(size, kernel[i]!, dilation[i]!);
  });
  for (const [what, prefix, sizes] of [
    ["kernel size", "k", kernel],
    ["stride", "d", stride],
    ["dilation", "dilation", dilation],
  ] as const) {
    if (sizes.some((size) => size <= 0)) throw errors.poolNotPositive(what, prefix, sizes);
  }
  if (padding.some((size, i) => size > Math.trunc(kernel[i]! / 2)))
    throw errors.poolPaddingBeyondKernel(kernel, padding);
  if (x.shape.slice(isBatched ? 1 : 0).includes(0))
    throw about(spatial === 2 ? errors.poolInput(x.shape) : errors.poolVolume(op, x.shape), x);
  const space = x.shape.slice(-spatial);
  if (op === "avg_pool3d" && space.some((size, i) => size < kernel[i]!))
    throw about(errors.poolKernelTooLarge(space, kernel), x);
  const shape = pooledShape(x.shape, pooling);
  if (shape.slice(-spatial).some((size) => size < 1))
    throw about(errors.poolOutputTooSmall(spatial, x.shape, shape), x);
}

function wrongRank(op: string, spatial: number, x: Tensor): Error {
  if (op !== "avg_pool2d") return errors.poolNotEmpty(spatial);
  // avg_pool2d looks for the dimension of the channels first.
  if (x.ndim < 3) x.size(-3);
  return errors.poolInput(x.shape);
}

/** The window of a line as that of a plane of height 1. */
export function asPlane({ kernel, stride, padding, dilation, ceil_mode }: Pooling): Pooling {
  return {
    kernel: [1, ...kernel],
    stride: [1, ...stride],
    padding: [0, ...padding],
    dilation: [1, ...dilation],
    ceil_mode,
  };
}

export function checkLineRank(op: string, x: Tensor): void {
  if (x.ndim !== 2 && x.ndim !== 3) throw about(errors.poolRank(op, x.shape), x);
}
