import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { convolution } from "../../ops/convolution.js";
import { resultShape } from "../../ops/convolutionShapes.js";
import { zeroPadded } from "../../ops/padding.js";
import type { Tensor } from "../../tensor.js";
import {
  checkChannels,
  convolved,
  operandsOf,
  refuseEmptySpace,
  windowOf,
  type Window,
} from "./convolutionArguments.js";
import { warnPaddedCopy } from "./warnings.js";
import { channelSizes, type WindowSize } from "./windows.js";

export interface ConvolutionOptions {
  /** How far the window moves; 1 unless given. */
  readonly stride?: WindowSize;
  /** Zeros on each side; "same" as many as keep the size, "valid" none. */
  readonly padding?: WindowSize | "same" | "valid";
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Into how many groups the channels are divided, each convolved on its own. */
  readonly groups?: number;
}

/**
 * The convolution (without a reversal of the weight) of input [n, c, l] or [c, l] with weight [o, c/groups, k] plus bias
 * [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
 */
export function conv1d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | ConvolutionOptions,
  stride?: WindowSize | ConvolutionOptions,
  padding?: ConvolutionOptions["padding"] | ConvolutionOptions,
  dilation?: WindowSize | ConvolutionOptions,
  groups?: number | ConvolutionOptions,
): Tensor {
  const named = byName(conv1d, "conv1d(input, weight, bias, stride, padding, dilation, groups)", arguments);
  if (named !== null) return named.result;
  return convolve("conv1d", 1, input, weight, [bias, stride, padding, dilation, groups]);
}

/**
 * The convolution (without a reversal of the weight) of input [n, c, h, w] or [c, h, w] with weight [o, c/groups, kh, kw]
 * plus bias [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
 */
export function conv2d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | ConvolutionOptions,
  stride?: WindowSize | ConvolutionOptions,
  padding?: ConvolutionOptions["padding"] | ConvolutionOptions,
  dilation?: WindowSize | ConvolutionOptions,
  groups?: number | ConvolutionOptions,
): Tensor {
  const named = byName(conv2d, "conv2d(input, weight, bias, stride, padding, dilation, groups)", arguments);
  if (named !== null) return named.result;
  return convolve("conv2d", 2, input, weight, [bias, stride, padding, dilation, groups]);
}

/**
 * The convolution (without a reversal of the weight) of input [n, c, d, h, w] or [c, d, h, w] with weight
 * [o, c/groups, kd, kh, kw] plus bias [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html
 */
export function conv3d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | ConvolutionOptions,
  stride?: WindowSize | ConvolutionOptions,
  padding?: ConvolutionOptions["padding"] | ConvolutionOptions,
  dilation?: WindowSize | ConvolutionOptions,
  groups?: number | ConvolutionOptions,
): Tensor {
  const named = byName(conv3d, "conv3d(input, weight, bias, stride, padding, dilation, groups)", arguments);
  if (named !== null) return named.result;
  return convolve("conv3d", 3, input, weight, [bias, stride, padding, dilation, groups]);
}

function convolve(op: string, spatial: number, input: unknown, weight: unknown, args: readonly unknown[]): Tensor {
  const given = readArguments<ConvolutionOptions & { bias: Tensor | null }>(
    op,
    ["bias", "stride", "padding", "dilation", "groups"],
    args.slice(0, args.findLastIndex((value) => value !== undefined) + 1),
  );
  const { x, w, bias } = operandsOf(op, spatial, input, weight, given.bias);
  return convolved(x, spatial, (batch) => {
    const window = windowOf(op, w.ndim - 2, given, batch, w);
    const { padded, padding } = paddingOf(op, batch, w, given.padding ?? 0, window);
    checkChannels(`groups=${window.groups}`, padded, w, window.groups, w.shape[1]! * window.groups);
    const outputs = w.shape[0]!;
    if (bias !== null && (bias.ndim !== 1 || bias.shape[0] !== outputs))
      throw about(errors.convolutionBias(false, w.shape, outputs, bias.shape), w, bias);
    const attributes = { ...window, padding };
    // A kernel that is too large is told of first.
    resultShape(padded.shape, w.shape, attributes);
    refuseEmptySpace(batch);
    return convolution(padded, w, bias, attributes);
  });
}

/** The padding on both sides. What "same" wants of one side more than of the other is padded beforehand. */
function paddingOf(
  op: string,
  x: Tensor,
  weight: Tensor,
  padding: WindowSize | string,
  { stride, dilation }: Window,
): { readonly padded: Tensor; readonly padding: readonly number[] } {
  const spatial = weight.ndim - 2;
  if (padding === "valid") return { padded: x, padding: new Array<number>(spatial).fill(0) };
  if (padding !== "same") {
    if (typeof padding === "string") throw errors.unknownPadding(padding);
    const sizes = channelSizes(op, "padding", padding, spatial);
    if (sizes.some((size) => size < 0)) throw errors.negativePadding();
    return { padded: x, padding: sizes };
  }
  if (stride.some((step) => step !== 1)) throw errors.stridedSamePadding();
  const totals = dilation.map((distance, i) => distance * (weight.shape[i + 2]! - 1));
  if (totals.some((total) => total % 2 !== 0)) warnPaddedCopy();
  const padded = totals.reduce((tensor, total, i) => (total % 2 === 0 ? tensor : zeroPadded(tensor, i + 2, 0, 1)), x);
  return { padded, padding: totals.map((total) => Math.floor(total / 2)) };
}
