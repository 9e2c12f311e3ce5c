import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { transposedConvolution } from "../../ops/convolution.js";
import type { Tensor } from "../../tensor.js";
import {
  checkBiasDtype,
  checkChannels,
  checkTransposedDilation,
  checkSpace,
  checkWindow,
  convolved,
  groupsOf,
  operandsOf,
  spacedSizes,
} from "./convolutionArguments.js";
import type { WindowSize } from "./windows.js";

export interface TransposedConvolutionOptions {
  /** How far apart the input's elements are in the result; 1 unless given. */
  readonly stride?: WindowSize;
  /** How much is left out of the result on each side. */
  readonly padding?: WindowSize;
  /** How much is added to the result at its end; less than the stride or the dilation. */
  readonly output_padding?: WindowSize;
  /** Into how many groups the channels are divided, each on its own. */
  readonly groups?: number;
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
}

type Options = TransposedConvolutionOptions;

/**
 * The gradient of a convolution with respect to its input, as an op: input [n, c, l] or [c, l] with weight
 * [c, o/groups, k] plus bias [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
 */
export function conv_transpose1d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | Options,
  stride?: WindowSize | Options,
  padding?: WindowSize | Options,
  output_padding?: WindowSize | Options,
  groups?: number | Options,
  dilation?: WindowSize | Options,
): Tensor {
  const named = byName(
    conv_transpose1d,
    "conv_transpose1d(input, weight, bias, stride, padding, output_padding, groups, dilation)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [bias, stride, padding, output_padding, groups, dilation];
  return convolveTransposed("conv_transpose1d", 1, input, weight, args);
}

/**
 * The gradient of a convolution with respect to its input, as an op: input [n, c, h, w] or [c, h, w] with weight
 * [c, o/groups, kh, kw] plus bias [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
 */
export function conv_transpose2d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | Options,
  stride?: WindowSize | Options,
  padding?: WindowSize | Options,
  output_padding?: WindowSize | Options,
  groups?: number | Options,
  dilation?: WindowSize | Options,
): Tensor {
  const named = byName(
    conv_transpose2d,
    "conv_transpose2d(input, weight, bias, stride, padding, output_padding, groups, dilation)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [bias, stride, padding, output_padding, groups, dilation];
  return convolveTransposed("conv_transpose2d", 2, input, weight, args);
}

/**
 * The gradient of a convolution with respect to its input, as an op: input [n, c, d, h, w] or [c, d, h, w] with weight
 * [c, o/groups, kd, kh, kw] plus bias [o]. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html
 */
export function conv_transpose3d(
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null | Options,
  stride?: WindowSize | Options,
  padding?: WindowSize | Options,
  output_padding?: WindowSize | Options,
  groups?: number | Options,
  dilation?: WindowSize | Options,
): Tensor {
  const named = byName(
    conv_transpose3d,
    "conv_transpose3d(input, weight, bias, stride, padding, output_padding, groups, dilation)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [bias, stride, padding, output_padding, groups, dilation];
  return convolveTransposed("conv_transpose3d", 3, input, weight, args);
}

function convolveTransposed(
  op: string,
  spatial: number,
  input: unknown,
  weight: unknown,
  args: readonly unknown[],
): Tensor {
  const given = readArguments<Options & { bias: Tensor | null }>(
    op,
    ["bias", "stride", "padding", "output_padding", "groups", "dilation"],
    args,
  );
  const { bias: added, ...sizes } = given;
  const { x, w, bias } = operandsOf(op, spatial, [input, weight, added], "of any dtype", sizes);
  return convolved(x, spatial, (batch) => {
    const groups = groupsOf(op, given.groups, w);
    const stride = spacedSizes(op, "stride", given.stride, 1, spatial, w);
    const padding = spacedSizes(op, "padding", given.padding, 0, spatial, w);
    const dilation = spacedSizes(op, "dilation", given.dilation, 1, spatial, w);
    const output_padding = spacedSizes(op, "output_padding", given.output_padding, 0, spatial, w);
    const window = { stride, dilation, groups };
    if (padding.some((size) => size < 0)) throw errors.negativePadding();
    if (output_padding.some((size) => size < 0)) throw errors.negativeOutputPadding();
    checkWindow(window, batch, w);
    checkChannels("transposed=1", batch, w, groups, w.shape[0]!);
    const outputs = w.shape[1]! * groups;
    if (bias !== null && (bias.ndim !== 1 || bias.shape[0] !== outputs))
      throw about(errors.convolutionBias(true, w.shape, outputs, bias.shape), w, bias);
    // As in PyTorch, of a batch of nothing any padding will do.
    if (batch.numel() > 0 && output_padding.some((size, i) => size >= stride[i]! && size >= dilation[i]!))
      throw errors.outputPaddingTooLarge(output_padding, stride, dilation);
    if (output_padding.every((size, i) => size < stride[i]!)) checkBiasDtype(batch, w, bias, groups);
    checkSpace(batch, w);
    checkTransposedDilation(dilation);
    if (spatial === 3 && bias !== null && bias.dtype !== x.dtype && batch.numel() > 0)
      throw about(errors.scalarTypes(x.dtype.label, bias.dtype.label), x, bias);
    return transposedConvolution(batch, w, bias, { ...window, padding, output_padding });
  });
}
