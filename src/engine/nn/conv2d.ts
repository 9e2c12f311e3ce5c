import { booleanArgument, integerArgument, integersArgument, readArguments } from "../arguments.js";
import { defaultDtype, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { initAffine } from "./linear/affineInit.js";
import { emptyParameter } from "./module/factory.js";
import { pythonTuple } from "./formatModule.js";
import { conv2d, type ConvolutionOptions } from "./functional/convolutions.js";
import type { WindowSize } from "./functional/windows.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";

export interface Conv2dOptions extends ConvolutionOptions {
  /** Whether a bias is added to each channel; true unless given. */
  readonly bias?: boolean;
  readonly dtype?: DType | null;
}

type Pair = readonly [number, number];

/**
 * Slides out_channels windows over images: [N, in_channels, H, W] or [in_channels, H, W] to the same with out_channels.
 * weight is [out_channels, in_channels / groups, height, width]. Throws unless groups divides both numbers of channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 */
export class Conv2d extends Module {
  readonly in_channels: number;
  readonly out_channels: number;
  readonly kernel_size: Pair;
  readonly stride: Pair;
  readonly padding: Pair | "same" | "valid";
  readonly dilation: Pair;
  readonly groups: number;
  weight: Parameter;
  bias: Parameter | null;

  constructor(
    in_channels: number,
    out_channels: number,
    kernel_size: WindowSize,
    stride?: WindowSize | Conv2dOptions,
    padding?: Conv2dOptions["padding"] | Conv2dOptions,
    dilation?: WindowSize | Conv2dOptions,
    groups?: number | Conv2dOptions,
    bias?: boolean | Conv2dOptions,
  ) {
    super();
    const names = ["stride", "padding", "dilation", "groups", "bias", "dtype"] as const;
    const args = [stride, padding, dilation, groups, bias].filter((value) => value !== undefined);
    const given = readArguments<Conv2dOptions>("Conv2d", names, args);
    this.in_channels = integerArgument("Conv2d", "in_channels", in_channels);
    this.out_channels = integerArgument("Conv2d", "out_channels", out_channels);
    this.groups = integerArgument("Conv2d", "groups", given.groups ?? 1);
    if (this.groups <= 0) throw errors.groupsNotPositive();
    if (in_channels % this.groups !== 0) throw errors.channelsNotDivisible("in_channels");
    if (out_channels % this.groups !== 0) throw errors.channelsNotDivisible("out_channels");
    this.kernel_size = pair("kernel_size", kernel_size);
    this.stride = pair("stride", given.stride ?? 1);
    this.padding = paddingOf(given.padding ?? 0, this.stride);
    this.dilation = pair("dilation", given.dilation ?? 1);
    this.weight = emptyParameter(
      [out_channels, in_channels / this.groups, ...this.kernel_size],
      given.dtype ?? defaultDtype(),
    );
    const withBias = booleanArgument("Conv2d", "bias", given.bias, true);
    this.bias = withBias ? emptyParameter([out_channels], given.dtype ?? defaultDtype()) : null;
    this.reset_parameters();
  }

  /** Draws the weights anew. */
  reset_parameters(): void {
    initAffine(this.weight, this.bias);
  }

  override forward(input: Tensor): Tensor {
    return conv2d(input, this.weight, this.bias, this.stride, this.padding, this.dilation, this.groups);
  }

  override extra_repr(): string {
    const { in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias } = this;
    const parts = [
      `${in_channels}, ${out_channels}, kernel_size=${pythonTuple(kernel_size)}, stride=${pythonTuple(stride)}`,
    ];
    if (typeof padding === "string") parts.push(`padding=${padding}`);
    else if (padding.some((size) => size !== 0)) parts.push(`padding=${pythonTuple(padding)}`);
    if (dilation.some((size) => size !== 1)) parts.push(`dilation=${pythonTuple(dilation)}`);
    if (groups !== 1) parts.push(`groups=${groups}`);
    if (bias === null) parts.push("bias=False");
    return parts.join(", ");
  }
}

function pair(name: string, size: WindowSize): Pair {
  if (typeof size === "number") return [integerArgument("Conv2d", name, size), size];
  const [height, width, ...rest] = integersArgument("Conv2d", name, size);
  if (height === undefined || width === undefined || rest.length > 0)
    throw errors.wrongArgument("Conv2d", name, "int or a pair of ints", size);
  return [height, width];
}

function paddingOf(padding: NonNullable<ConvolutionOptions["padding"]>, stride: Pair): Pair | "same" | "valid" {
  if (typeof padding !== "string") return pair("padding", padding);
  if (padding !== "same" && padding !== "valid") throw errors.invalidPadding(padding);
  if (padding === "same" && stride.some((size) => size !== 1)) throw errors.samePaddingWithStride();
  return padding;
}
