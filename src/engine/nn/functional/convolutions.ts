import { integerArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { convolution, type Convolution } from "../../ops/convolution.js";
import { tensorArgument } from "../../ops/operands.js";
import { zeroPadded } from "../../ops/padding.js";
import type { Tensor } from "../../tensor.js";
import { windowSize, type WindowSize } from "./windows.js";

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
  return convolve("conv2d", 2, input, weight, [bias, stride, padding, dilation, groups]);
}

function convolve(op: string, planar: 1 | 2, input: unknown, weight: unknown, args: readonly unknown[]): Tensor {
  const given = readArguments<ConvolutionOptions & { bias: Tensor | null }>(
    op,
    ["bias", "stride", "padding", "dilation", "groups"],
    args.slice(0, args.findLastIndex((value) => value !== undefined) + 1),
  );
  const [x, w] = [tensorArgument(op, "input", input), tensorArgument(op, "weight", weight)];
  const bias = given.bias === undefined || given.bias === null ? null : tensorArgument(op, "bias", given.bias);
  if (x.ndim !== planar + 1 && x.ndim !== planar + 2) throw about(errors.convolutionInput(op, planar, x.shape), x, w);
  const batched = x.ndim === planar + 2;
  const batch = batched ? x : x.unsqueeze(0);
  if (w.ndim < 3) throw about(errors.convolutionWeightRank(), x, w);
  if (w.ndim !== planar + 2) throw about(errors.convolutionWeight(w.ndim, w.shape, batch.shape), x, w);
  const window = windowOf(op, planar, given);
  const { padded, padding } = paddingOf(op, planar, batch, w, given.padding ?? 0, window);
  const attributes: Convolution = { ...window, padding };
  checkShapes(padded, w, bias, attributes);
  const result = convolution(padded, w, bias, attributes);
  return batched ? result : result.squeeze(0);
}

type Window = Omit<Convolution, "padding">;

function windowOf(op: string, planar: number, given: ConvolutionOptions): Window {
  const stride = windowSize(op, "stride", given.stride ?? 1, planar);
  const dilation = windowSize(op, "dilation", given.dilation ?? 1, planar);
  const groups = integerArgument(op, "groups", given.groups ?? 1);
  if (groups <= 0) throw errors.nonPositiveGroups();
  if (stride.some((step) => step <= 0)) throw errors.nonPositiveStride();
  if (dilation.some((distance) => distance <= 0)) throw errors.nonPositiveDilation();
  return { stride, dilation, groups };
}

/** The padding on both sides. What "same" wants of one side more than of the other is padded beforehand. */
function paddingOf(
  op: string,
  planar: number,
  x: Tensor,
  weight: Tensor,
  padding: WindowSize | string,
  { stride, dilation }: Window,
): { readonly padded: Tensor; readonly padding: readonly number[] } {
  if (padding === "valid") return { padded: x, padding: new Array<number>(planar).fill(0) };
  if (padding !== "same") {
    if (typeof padding === "string") throw errors.unknownPadding(padding);
    const sizes = windowSize(op, "padding", padding, planar);
    if (sizes.some((size) => size < 0)) throw errors.negativePadding();
    return { padded: x, padding: sizes };
  }
  if (stride.some((step) => step !== 1)) throw errors.stridedSamePadding();
  const totals = dilation.map((distance, i) => distance * (weight.shape[i + 2]! - 1));
  const padded = totals.reduce((tensor, total, i) => (total % 2 === 0 ? tensor : zeroPadded(tensor, i + 2, 0, 1)), x);
  return { padded, padding: totals.map((total) => Math.floor(total / 2)) };
}

function checkShapes(x: Tensor, weight: Tensor, bias: Tensor | null, { groups }: Convolution): void {
  const outputs = weight.shape[0]!;
  if (outputs < groups) throw about(errors.convolutionGroups(groups, weight.shape, "few"), x, weight);
  if (outputs % groups !== 0) throw about(errors.convolutionGroups(groups, weight.shape, "uneven"), x, weight);
  if (x.shape[1] !== weight.shape[1]! * groups)
    throw about(errors.convolutionChannels(groups, weight.shape, x.shape), x, weight);
  if (bias !== null && (bias.ndim !== 1 || bias.shape[0] !== outputs)) {
    throw about(errors.convolutionBias(weight.shape, bias.shape), weight, bias);
  }
}
