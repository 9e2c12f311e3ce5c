import { integerArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import type { Convolution } from "../../ops/convolutionShapes.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { channelSizes, type WindowSize } from "./windows.js";

export type Window = Omit<Convolution, "padding">;

interface Operands {
  readonly x: Tensor;
  readonly w: Tensor;
  readonly bias: Tensor | null;
}

/** Reads the tensors of a convolution over so many dimensions. */
export function operandsOf(op: string, spatial: number, input: unknown, weight: unknown, bias: unknown): Operands {
  const [x, w] = [tensorArgument(op, "input", input), tensorArgument(op, "weight", weight)];
  const b = bias === undefined || bias === null ? null : tensorArgument(op, "bias", bias);
  // Of a layer in another dtype, PyTorch tells the bias first.
  if (!op.startsWith("conv_transpose") && b !== null && b.dtype !== x.dtype) {
    throw about(errors.convolutionDtypes(x.dtype.name, b.dtype.name, "bias"), x, b);
  }
  if (x.ndim !== spatial + 1 && x.ndim !== spatial + 2)
    throw about(errors.convolutionInput(op, spatial, x.shape), x, w);
  if (w.ndim < 3) throw about(errors.convolutionWeightRank(), x, w);
  return { x, w, bias: b };
}

interface WindowOptions {
  readonly stride?: WindowSize;
  readonly dilation?: WindowSize;
  readonly groups?: number;
}

/** Reads how the window of a weight moves. */
export function windowOf(op: string, spatial: number, given: WindowOptions, x: Tensor, weight: Tensor): Window {
  const groups = integerArgument(op, "groups", given.groups ?? 1);
  if (weight.ndim !== x.ndim) throw about(errors.convolutionWeight(weight.ndim, weight.shape, x.shape), x, weight);
  const stride = channelSizes(op, "stride", given.stride ?? 1, spatial);
  const dilation = channelSizes(op, "dilation", given.dilation ?? 1, spatial);
  if (groups <= 0) throw errors.nonPositiveGroups();
  if (stride.some((step) => step <= 0)) throw errors.nonPositiveStride();
  if (dilation.some((distance) => distance <= 0)) throw errors.nonPositiveDilation();
  const kernel = weight.shape.slice(2);
  if (kernel.includes(0)) throw about(errors.emptyKernel(kernel), weight);
  return { stride, dilation, groups };
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

/** Spaces without elements are refused, unlike batches and channels. */
export function refuseEmptySpace(x: Tensor): void {
  if (x.shape.slice(2).includes(0)) throw about(errors.emptyConvolution(x.shape), x);
}
