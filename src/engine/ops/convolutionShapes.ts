import type { DType } from "../dtype.js";
import { convolutionDtypes, convolutionShapes, notImplementedFor, scalarTypes, transposedOutput } from "../errors.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { inferredShape } from "./viewGeometry.js";

/** How the window moves: one number for each dimension of space. */
export type Convolution = {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
};

/** The shape of a convolution. Throws where the window is larger than the padded space. */
export function resultShape(x: Shape, weight: Shape, { stride, padding, dilation }: Convolution): Shape {
  const padded = x.slice(2).map((size, i) => size + 2 * padding[i]!);
  const kernel = weight.slice(2).map((size, i) => dilation[i]! * (size - 1) + 1);
  if (padded.some((size, i) => size < kernel[i]!)) throw convolutionShapes(padded, kernel);
  // Of no channels PyTorch makes none.
  const channels = x[1] === 0 ? 0 : weight[0]!;
  return [x[0]!, channels, ...padded.map((size, i) => Math.floor((size - kernel[i]!) / stride[i]!) + 1)];
}

/** The shape of a transposed convolution: what a convolution of the result would leave over is `output_padding`. */
export function transposedShape(
  x: Shape,
  weight: Shape,
  { stride, padding, dilation, groups, output_padding }: Convolution & { readonly output_padding: readonly number[] },
): Shape {
  const space = x.slice(2).map((size, i) => {
    const kernel = dilation[i]! * (weight[i + 2]! - 1) + 1;
    return (size - 1) * stride[i]! - 2 * padding[i]! + kernel + output_padding[i]!;
  });
  if (x[0]! > 0 && space.some((size) => size < 1)) throw transposedOutput(x.slice(2), space);
  const channels = weight[1]! * groups;
  // Of no images PyTorch makes what the sizes say, and a line is an image of one row.
  if (space.some((size) => size < 0)) inferredShape([x[0]!, channels, ...(space.length === 1 ? [1] : []), ...space], 0);
  return [x[0]!, channels, ...space];
}

export function checkConvolutionDtypes(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  kernel: string,
  refused: readonly DType[],
): void {
  // As in PyTorch, which chooses no kernel then.
  if (x.numel() === 0) return;
  if (weight.dtype !== x.dtype) throw convolutionDtypes(x.dtype.name, weight.dtype.name, "weight");
  if (refused.includes(x.dtype)) throw notImplementedFor(kernel, x.dtype.label);
  // This kernel alone does not convert the bias.
  const isStrict = kernel.startsWith("slow_conv_transpose3d");
  if (isStrict && bias !== undefined && bias.dtype !== x.dtype) throw scalarTypes(x.dtype.label, bias.dtype.label);
}
