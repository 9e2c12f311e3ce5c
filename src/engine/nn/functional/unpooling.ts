import { integerArgument, integersArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import { unpooled } from "../../ops/spaces.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { WindowSize } from "./windows.js";

export interface UnpoolOptions {
  /** How far the window of the pool moved; by its own size unless given. */
  readonly stride?: WindowSize | null;
  /** The padding of the pooling that is undone; 0 unless given. */
  readonly padding?: WindowSize;
  /** The size of the result where several give the same pool: without batch and channels, or with both. */
  readonly output_size?: readonly number[] | null;
}

type Options = UnpoolOptions;
type Window = Options & {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
};

/**
 * Puts each element of [n, c, l] or [c, l] where max_pool1d found it, by int64 indices of the same shape, with zeros
 * elsewhere. Throws for indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html
 */
export function max_unpool1d(
  input: Tensor,
  indices: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  output_size?: readonly number[] | null | Options,
): Tensor {
  const named = byName(
    max_unpool1d,
    "max_unpool1d(input, indices, kernel_size, stride, padding, output_size)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [kernel_size, stride, padding, output_size];
  const { x, places, sizes } = argumentsOf("max_unpool1d", 1, input, indices, args);
  // The indices of a line are those of a plane of width 1.
  return unpool(2, x.unsqueeze(-1), places.unsqueeze(-1), [...sizes, 1]).squeeze(-1);
}

/**
 * Puts each element of [n, c, h, w] or [c, h, w] where max_pool2d found it, by int64 indices of the same shape, with
 * zeros elsewhere. Throws for indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html
 */
export function max_unpool2d(
  input: Tensor,
  indices: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  output_size?: readonly number[] | null | Options,
): Tensor {
  const named = byName(
    max_unpool2d,
    "max_unpool2d(input, indices, kernel_size, stride, padding, output_size)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [kernel_size, stride, padding, output_size];
  const { x, places, sizes } = argumentsOf("max_unpool2d", 2, input, indices, args);
  return unpool(2, x, places, sizes);
}

/**
 * Puts each element of [n, c, d, h, w] or [c, d, h, w] where max_pool3d found it, by int64 indices of the same shape,
 * with zeros elsewhere. Throws for indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html
 */
export function max_unpool3d(
  input: Tensor,
  indices: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  output_size?: readonly number[] | null | Options,
): Tensor {
  const named = byName(
    max_unpool3d,
    "max_unpool3d(input, indices, kernel_size, stride, padding, output_size)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [kernel_size, stride, padding, output_size];
  const { x, places, sizes, steps, padding: pads } = argumentsOf("max_unpool3d", 3, input, indices, args);
  return unpool(3, x, places, sizes, { stride: steps, padding: pads });
}

function argumentsOf(op: string, spatial: number, input: unknown, indices: unknown, args: readonly unknown[]) {
  const given = readArguments<Window>(op, ["kernel_size", "stride", "padding", "output_size"], args);
  const [x, places] = [tensorArgument(op, "input", input), tensorArgument(op, "indices", indices)];
  const window = (name: string, value: unknown): readonly number[] =>
    Array.isArray(value)
      ? integersArgument(op, name, value)
      : new Array<number>(spatial).fill(integerArgument(op, name, value));
  const kernel = window("kernel_size", given.kernel_size);
  const steps = given.stride === undefined || given.stride === null ? kernel : window("stride", given.stride);
  const padding = window("padding", given.padding ?? 0);
  if (kernel.length > Math.min(x.ndim, steps.length, padding.length)) throw errors.tupleIndexOutOfRange();
  const usual = kernel.map((size, i) => (x.shape.at(i - kernel.length)! - 1) * steps[i]! + size - 2 * padding[i]!);
  const { output_size = null } = given;
  const sizes = output_size === null ? usual : outputOf(integersArgument(op, "output_size", output_size), usual, steps);
  const negative = sizes.findIndex((size) => size < 0);
  if (negative >= 0) throw errors.negativeUnpoolOutput(negative, sizes[negative]!);
  return { x, places, sizes, steps, padding };
}

/** Of the sizes that give the same pool, the one that the script wants. */
function outputOf(wanted: readonly number[], usual: readonly number[], stride: readonly number[]): readonly number[] {
  const sizes = wanted.length === usual.length + 2 ? wanted.slice(2) : wanted;
  if (sizes.length !== usual.length) throw errors.unpoolOutputLength(usual.length, sizes.length);
  sizes.forEach((size, dim) => {
    const [low, high] = [usual[dim]! - stride[dim]!, usual[dim]! + stride[dim]!];
    if (!(low < size && size < high)) throw errors.unpoolOutput(sizes, dim, low, high);
  });
  return sizes;
}

/** PyTorch's function for volumes looks at the window, too. */
function unpool(
  spatial: 2 | 3,
  x: Tensor,
  indices: Tensor,
  output_size: readonly number[],
  {
    stride = [1, 1, 1],
    padding = [1, 1, 1],
  }: { readonly stride?: readonly number[]; readonly padding?: readonly number[] } = {},
): Tensor {
  if (indices.dtype !== int64) throw about(errors.unpoolIndices(spatial, indices.dtype.label), indices);
  const hasRank = x.ndim === spatial + 1 || x.ndim === spatial + 2;
  if (spatial === 3 && !hasRank) throw about(errors.unpoolRank(spatial, x.ndim), x);
  if (output_size.length !== spatial) throw errors.unpoolSizes(spatial, output_size.length);
  if (![1, 3].includes(stride.length)) throw errors.unpoolWindow("stride", stride.length);
  if (![1, 3].includes(padding.length)) throw errors.unpoolWindow("padding", padding.length);
  if (!hasRank) throw about(errors.unpoolRank(spatial, x.ndim), x);
  if (!sameShape(x.shape, indices.shape)) throw about(errors.unpoolShapes(x.shape, indices.shape), x, indices);
  const empty = x.shape.findIndex((size, dim) => size === 0 && dim > 0);
  if (empty >= 0) throw about(errors.unpoolEmpty(spatial, x.shape, empty), x);
  if (stride.some((step) => step <= 0)) throw errors.unpoolStride(stride);
  return unpooled(x, indices, output_size);
}
