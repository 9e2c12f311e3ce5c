import { flagArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { pooledShape, type Pooling } from "../../ops/poolGeometry.js";
import type { Tensor } from "../../tensor.js";
import { counted, windowArgument, type WindowSize } from "./windows.js";
import { refuseOutdated } from "../../ops/dispatch.js";

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

/** The sizes of a pool's window, which may be too many or too few. */
export interface PoolSizes {
  readonly kernel: readonly number[];
  /** Null where it is not given. */
  readonly stride: readonly number[] | null;
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceil_mode: boolean;
}

/** Reads a window, of which nothing but the types is checked: PyTorch looks at those of all arguments first. */
export function poolSizes(op: string, given: Given<PoolOptions>): PoolSizes {
  const { stride = null } = given;
  return {
    kernel: windowArgument(op, "kernel_size", given.kernel_size),
    // PyTorch takes an empty tuple, too, for a stride that is not given.
    stride:
      stride === null || (Array.isArray(stride) && stride.length === 0) ? null : windowArgument(op, "stride", stride),
    padding: windowArgument(op, "padding", given.padding === undefined ? 0 : given.padding),
    dilation: windowArgument(op, "dilation", given.dilation === undefined ? 1 : given.dilation),
    ceil_mode: flagArgument(op, "ceil_mode", given.ceil_mode, false),
  };
}

/** Checks how many sizes a window has; nothing else of it. */
export function poolingOf(op: string, spatial: number, given: PoolSizes): Pooling {
  const sizes = (name: string, value: readonly number[]): readonly number[] =>
    counted(value, spatial, (got) => errors.poolSizes(op, name, spatial, got.length));
  const kernel = sizes("kernel_size", given.kernel);
  return {
    kernel,
    stride: given.stride === null ? kernel : sizes("stride", given.stride),
    padding: sizes("padding", given.padding),
    dilation: sizes("dilation", given.dilation),
    ceil_mode: given.ceil_mode,
  };
}

/** Checks a window against the planes or volumes that it is to move over. */
export function checkPooling(op: string, x: Tensor, pooling: Pooling): void {
  const { kernel, stride, padding, dilation } = pooling;
  refuseOutdated([x]);
  const spatial = kernel.length;
  const isBatched = x.ndim === spatial + 2;
  const hasRank = x.ndim === spatial + 1 || isBatched;
  if (!hasRank) checkFirst(op, spatial, x);
  padding.forEach((size, i) => {
    if (stride[i] === 0) throw errors.poolStrideZero();
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
  if (!hasRank || x.shape.slice(isBatched ? 1 : 0).includes(0))
    throw about(spatial === 2 ? errors.poolInput(x.shape) : errors.poolVolume(op, x.shape), x);
  if (padding.some((size, i) => size > Math.trunc(kernel[i]! / 2)))
    throw errors.poolPaddingBeyondKernel(kernel, padding);
  const space = x.shape.slice(-spatial);
  if (op === "avg_pool3d" && space.some((size, i) => size < kernel[i]!))
    throw about(errors.poolKernelTooLarge(space, kernel), x);
  const shape = pooledShape(x.shape, pooling);
  if (shape.slice(-spatial).some((size) => size < 1))
    throw about(errors.poolOutputTooSmall(spatial, x.shape, shape), x);
}

/** Refuses a rank, but for avg_pool2d, which first looks for the dimension of the channels, and then at the window. */
function checkFirst(op: string, spatial: number, x: Tensor): void {
  if (op !== "avg_pool2d") throw about(errors.poolNotEmpty(spatial), x);
  x.size(-3);
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
