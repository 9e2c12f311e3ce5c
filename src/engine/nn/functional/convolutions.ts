import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { convolution } from "../../ops/convolution.js";
import { resultShape } from "../../ops/convolutionShapes.js";
import { zeroPadded } from "../../ops/padding.js";
import type { Tensor } from "../../tensor.js";
import {
  checkBiasDtype,
  checkChannels,
  checkDilation,
  checkRank,
  checkSpace,
  checkWindow,
  convolved,
  groupsOf,
  operandsOf,
  spacedSizes,
} from "./convolutionArguments.js";
import { warnPaddedCopy } from "./warnings.js";
import type { WindowSize } from "./windows.js";
import { refuseOutdated } from "../../ops/dispatch.js";

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
    args,
  );
  const isNamed = typeof given.padding === "string";
  const biases = isNamed ? "of any dtype" : "of the input's dtype";
  const { bias: added, padding: around, ...others } = given;
  const sizes = isNamed || around === undefined ? others : { ...others, padding: around };
  const { x, w, bias } = operandsOf(op, spatial, [input, weight, added], biases, sizes);
  if (isNamed && given.padding !== "same" && given.padding !== "valid") throw errors.unknownPadding(given.padding);
  return convolved(x, spatial, (batch) => {
    if (!isNamed) refuseOutdated(bias === null ? [batch, w] : [batch, w, bias]);
    const groups = groupsOf(op, given.groups, w);
    if (given.padding === "same") checkRank(batch, w, "");
    const stride = spacedSizes(op, "stride", given.stride, 1, spatial, w);
    const sizes = isNamed ? w.shape.slice(2).fill(0) : spacedSizes(op, "padding", given.padding, 0, spatial, w);
    const dilation = spacedSizes(op, "dilation", given.dilation, 1, spatial, w);
    if (sizes.some((size) => size < 0)) throw errors.negativePadding();
    const window = { stride, dilation, groups };
    if (given.padding === "same" && stride.some((step) => step !== 1)) throw errors.stridedSamePadding();
    checkWindow(window, batch, w);
    const { padded, padding } =
      given.padding === "same" ? samePadding(batch, w, dilation) : { padded: batch, padding: sizes };
    checkChannels(`groups=${groups}`, padded, w, groups, w.shape[1]! * groups);
    const outputs = w.shape[0]!;
    if (bias !== null && (bias.ndim !== 1 || bias.shape[0] !== outputs))
      throw about(errors.convolutionBias(false, w.shape, outputs, bias.shape), w, bias);
    const attributes = { ...window, padding };
    // A kernel that is too large is told of first.
    resultShape(padded.shape, w.shape, attributes);
    checkBiasDtype(padded, w, bias, groups);
    checkSpace(batch, w);
    checkDilation(batch, w, groups, dilation);
    return convolution(padded, w, bias, attributes);
  });
}

/** The padding on both sides with which the result is as large. What is wanted of one side more is padded beforehand. */
function samePadding(
  x: Tensor,
  weight: Tensor,
  dilation: readonly number[],
): { readonly padded: Tensor; readonly padding: readonly number[] } {
  const totals = dilation.map((distance, i) => distance * (weight.shape[i + 2]! - 1));
  if (totals.some((total) => total % 2 !== 0)) warnPaddedCopy();
  const padded = totals.reduce((tensor, total, i) => (total % 2 === 0 ? tensor : zeroPadded(tensor, i + 2, 0, 1)), x);
  return { padded, padding: totals.map((total) => Math.floor(total / 2)) };
}
