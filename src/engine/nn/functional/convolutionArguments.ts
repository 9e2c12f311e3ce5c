import { sizeArgument } from "../../arguments.js";
import { float32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import type { Convolution } from "../../ops/convolutionShapes.js";
import { tensorArgument } from "../../ops/operands.js";
import { elementCount } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { channelSizes, windowArgument } from "./windows.js";

export type Window = Omit<Convolution, "padding">;

interface Operands {
  readonly x: Tensor;
  readonly w: Tensor;
  readonly bias: Tensor | null;
}

/**
 * Reads the tensors of a convolution over so many dimensions, and looks at the types of its other arguments. Some forms take
 * a bias of any dtype.
 */
export function operandsOf(
  op: string,
  spatial: number,
  [input, weight, bias]: readonly unknown[],
  biases: "of the input's dtype" | "of any dtype",
  { groups, ...sizes }: Readonly<Record<string, unknown>>,
): Operands {
  const [x, w] = [tensorArgument(op, "input", input), tensorArgument(op, "weight", weight)];
  const b = bias === undefined || bias === null ? null : tensorArgument(op, "bias", bias);
  for (const [name, value] of Object.entries(sizes)) windowArgument(op, name, value);
  sizeArgument(op, "groups", groups, 1);
  // Of a layer in another dtype, PyTorch tells the bias first.
  if (biases !== "of any dtype" && b !== null && b.dtype !== x.dtype) {
    throw about(errors.convolutionDtypes(x.dtype.name, b.dtype.name, "bias"), x, b);
  }
  if (x.ndim !== spatial + 1 && x.ndim !== spatial + 2)
    throw about(errors.convolutionInput(op, spatial, x.shape), x, w);
  return { x, w, bias: b };
}

/** Reads in how many groups the channels are. */
export function groupsOf(op: string, groups: unknown, weight: Tensor): number {
  const count = sizeArgument(op, "groups", groups, 1);
  if (weight.ndim < 3) throw about(errors.convolutionWeightRank(), weight);
  if (count <= 0) throw errors.nonPositiveGroups();
  return count;
}

/** Reads sizes, of which a list counts the dimensions of the weight and one number those of the function. */
export function spacedSizes(
  op: string,
  name: string,
  given: unknown,
  otherwise: number,
  spatial: number,
  weight: Tensor,
): readonly number[] {
  const value = given === undefined ? otherwise : given;
  const sizes = windowArgument(op, name, value);
  const isOne = !Array.isArray(value);
  return channelSizes(op, name, isOne ? new Array<number>(spatial).fill(sizes[0]!) : sizes, weight.ndim - 2);
}

/** Refuses windows that do not move, and weights that have not the rank of the batch. */
export function checkWindow(
  { stride, dilation }: Pick<Window, "stride" | "dilation">,
  x: Tensor,
  weight: Tensor,
): void {
  if (stride.some((step) => step <= 0)) throw errors.nonPositiveStride();
  if (dilation.some((distance) => distance < 0)) throw errors.nonPositiveDilation();
  checkRank(x, weight, " ");
}

/** PyTorch forgets the space where it tells of it beside "same". */
export function checkRank(x: Tensor, weight: Tensor, space: "" | " "): void {
  if (weight.ndim !== x.ndim)
    throw about(errors.convolutionWeight(weight.ndim, weight.shape, x.shape, space), x, weight);
}

/** Refuses what the kernels do: spaces without elements, unlike batches and channels, and windows without any. */
export function checkSpace(x: Tensor, weight: Tensor): void {
  if (x.shape.slice(2).includes(0)) throw about(errors.emptyConvolution(x.shape), x);
  const kernel = weight.shape.slice(2);
  if (kernel.includes(0)) throw about(errors.emptyKernel(kernel), weight);
}

/** Refuses windows whose elements lie on one another, in the words of the kernel that would compute: that of a line is a plane's. */
export function checkDilation(x: Tensor, weight: Tensor, groups: number, dilation: readonly number[]): void {
  const told = dilation.length === 1 ? [1, ...dilation] : dilation;
  if (dilation.includes(0)) throw errors.zeroDilation(isForLibrary(x, weight, groups) ? null : told);
}

/** The same of transposed convolutions, which tell the sizes by name. */
export function checkTransposedDilation(dilation: readonly number[]): void {
  if (dilation.includes(0)) throw errors.zeroTransposedDilation(dilation.length === 1 ? [1, ...dilation] : dilation);
}

/** Whether PyTorch leaves a convolution to its library for float32: more than a small image for one group. */
function isForLibrary(x: Tensor, weight: Tensor, groups: number): boolean {
  if (x.dtype !== float32) return false;
  const [width = 1, height = 1] = weight.shape.slice(2).reverse();
  const isLarge = (height > 3 && width > 3) || elementCount(x.shape.slice(0, 4)) > 20480;
  return groups > 1 || x.shape[0]! > 1 || isLarge;
}

/** Refuses a bias of another dtype, as that library does. */
export function checkBiasDtype(x: Tensor, weight: Tensor, bias: Tensor | null, groups: number): void {
  if (bias === null || bias.dtype === x.dtype || x.numel() === 0 || weight.dtype !== x.dtype) return;
  if (isForLibrary(x, weight, groups))
    throw about(errors.convolutionBiasDtype(x.dtype.label, bias.dtype.label), x, bias);
}

/** Checks that groups divide the weight and that the input has the channels it wants. `what` says how it was given. */
export function checkChannels(what: string, x: Tensor, weight: Tensor, groups: number, channels: number): void {
  const first = weight.shape[0]!;
  if (first < groups) throw about(errors.convolutionGroups(groups, weight.shape, "few"), x, weight);
  if (first % groups !== 0) throw about(errors.convolutionGroups(groups, weight.shape, "uneven"), x, weight);
  if (x.shape[1] !== channels)
    throw about(errors.convolutionChannels(what, weight.shape, channels, x.shape), x, weight);
}

/** Runs a convolution on a batch, which an input without one is the only element of. */
export function convolved(x: Tensor, spatial: number, of: (batch: Tensor) => Tensor): Tensor {
  return x.ndim === spatial + 2 ? of(x) : of(x.unsqueeze(0)).squeeze(0);
}
