import type { Tensor } from "../../tensor.js";
import { conv1d, conv2d, conv3d } from "../functional/convolutions.js";
import { pad } from "../functional/padding.js";
import type { WindowSize } from "../functional/windows.js";
import {
  ConvolutionModule,
  type AnyConvolutionOptions,
  type ConvolutionSizes,
  type PaddingMode,
  type StringPadding,
} from "./convolutionModule.js";

export interface ConvolutionModuleOptions extends AnyConvolutionOptions {
  /** What is added on each side; "same" as much as keeps the size, "valid" nothing. */
  readonly padding?: WindowSize | StringPadding;
  /** What is added: zeros, unless given. */
  readonly padding_mode?: PaddingMode;
}

type Options = ConvolutionModuleOptions;

export const convolutionNames = ["stride", "padding", "dilation", "groups", "bias", "padding_mode"];

/** What the convolutions have in common. */
abstract class Convolution extends ConvolutionModule {
  constructor(sizes: ConvolutionSizes & Options);
  constructor(in_channels: number, others: Omit<ConvolutionSizes, "in_channels"> & Options);
  constructor(
    in_channels: number,
    out_channels: number,
    kernel_size: WindowSize | (Pick<ConvolutionSizes, "kernel_size"> & Options),
    stride?: WindowSize | Options,
    padding?: Options["padding"] | Options,
    dilation?: WindowSize | Options,
    groups?: number | Options,
    bias?: boolean | Options,
    padding_mode?: PaddingMode | Options,
    options?: Options,
  );
  constructor(...args: unknown[]) {
    super(args, convolutionNames, false);
  }

  protected abstract readonly convolve: typeof conv1d;

  override forward(input: Tensor): Tensor {
    const { weight, bias, stride, padding, dilation, groups, padding_mode } = this;
    if (padding_mode === "zeros") return this.convolve(input, weight, bias, stride, padding, dilation, groups);
    const padded = pad(input, this.padsFromTheLast(), padding_mode);
    return this.convolve(padded, weight, bias, stride, 0, dilation, groups);
  }

  /** As `pad` takes them: before and behind each dimension, the last one first. */
  private padsFromTheLast(): readonly number[] {
    const { padding, kernel_size, dilation } = this;
    const pairs = kernel_size.map((size, i) => {
      if (typeof padding !== "string") return [padding[i]!, padding[i]!];
      const total = padding === "same" ? dilation[i]! * (size - 1) : 0;
      return [Math.floor(total / 2), Math.ceil(total / 2)];
    });
    return pairs.reverse().flat();
  }
}

/**
 * Slides out_channels windows over sequences: [N, in_channels, L] or [in_channels, L] to the same with out_channels. weight
 * is [out_channels, in_channels / groups, k], uniform at first on ±1/√(its elements for one output). Throws unless groups
 * divides both numbers of channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
 */
export class Conv1d extends Convolution {
  protected get spatial(): number {
    return 1;
  }
  protected get convolve(): typeof conv1d {
    return conv1d;
  }
}

/**
 * `Conv1d` of images: [N, in_channels, H, W] or [in_channels, H, W]. weight is [out_channels, in_channels / groups, kh, kw].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 */
export class Conv2d extends Convolution {
  protected get spatial(): number {
    return 2;
  }
  protected get convolve(): typeof conv2d {
    return conv2d;
  }
}

/**
 * `Conv1d` of volumes: [N, in_channels, D, H, W] or [in_channels, D, H, W]. weight is
 * [out_channels, in_channels / groups, kd, kh, kw].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html
 */
export class Conv3d extends Convolution {
  protected get spatial(): number {
    return 3;
  }
  protected get convolve(): typeof conv3d {
    return conv3d;
  }
}
