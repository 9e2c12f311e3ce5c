import { integersArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { conv_transpose1d, conv_transpose2d, conv_transpose3d } from "../functional/transposedConvolutions.js";
import type { WindowSize } from "../functional/windows.js";
import { ConvolutionModule, type AnyConvolutionOptions, type ConvolutionSizes } from "./convolutionModule.js";

export interface TransposedConvolutionModuleOptions extends AnyConvolutionOptions {
  /** How much is left out of the result on each side. */
  readonly padding?: WindowSize;
  /** How much is added to the result at its end; less than the stride or the dilation. */
  readonly output_padding?: WindowSize;
  /** "zeros": there is no other. */
  readonly padding_mode?: "zeros";
}

type Options = TransposedConvolutionModuleOptions;

export const transposedNames = ["stride", "padding", "output_padding", "groups", "bias", "dilation", "padding_mode"];

interface OutputSize {
  /** The size of the result, where several are possible; the least one unless given. */
  readonly output_size?: readonly number[] | null;
}

/** What the transposed convolutions have in common. */
abstract class TransposedConvolution extends ConvolutionModule {
  constructor(sizes: ConvolutionSizes & Options);
  constructor(in_channels: number, others: Omit<ConvolutionSizes, "in_channels"> & Options);
  constructor(
    in_channels: number,
    out_channels: number,
    kernel_size: WindowSize | (Pick<ConvolutionSizes, "kernel_size"> & Options),
    stride?: WindowSize | Options,
    padding?: WindowSize | Options,
    output_padding?: WindowSize | Options,
    groups?: number | Options,
    bias?: boolean | Options,
    dilation?: WindowSize | Options,
    padding_mode?: "zeros" | Options,
    options?: Options,
  );
  constructor(...args: unknown[]) {
    super(args, transposedNames, true);
    if (this.padding_mode !== "zeros") throw errors.transposedPaddingMode(this.constructor.name);
  }

  protected abstract readonly convolve: typeof conv_transpose1d;

  /** `output_size` are the sizes of the result's space, of which several are possible where the stride is not 1. */
  override forward(input: Tensor, output_size?: readonly number[] | null | OutputSize): Tensor {
    const { weight, bias, stride, padding, groups, dilation } = this;
    const { name } = this.constructor;
    const x = tensorArgument(name, "input", input);
    const given = readArguments<OutputSize>(name, ["output_size"], [output_size]).output_size ?? null;
    const added = given === null ? this.output_padding : this.added(x, given);
    return this.convolve(x, weight, bias, stride, padding as readonly number[], added, groups, dilation);
  }

  /** By how much the result is longer than it has to be. */
  private added(x: Tensor, wanted: readonly number[]): readonly number[] {
    const { spatial, kernel_size, stride, dilation, padding } = this;
    const all = integersArgument(this.constructor.name, "output_size", wanted);
    const others = x.ndim === spatial + 2 ? 2 : 1;
    const sizes = all.length === others + spatial ? all.slice(others) : all;
    if (sizes.length !== spatial) throw about(errors.outputSizeRank(spatial, x.ndim, others, sizes.length), x);
    const least = kernel_size.map(
      (size, i) =>
        (x.shape[i + others]! - 1) * stride[i]! -
        2 * (padding as readonly number[])[i]! +
        dilation[i]! * (size - 1) +
        1,
    );
    const most = least.map((size, i) => size + stride[i]! - 1);
    if (sizes.some((size, i) => size < least[i]! || size > most[i]!))
      throw about(errors.outputSizeRange(sizes, least, most, x.shape.slice(2)), x);
    return sizes.map((size, i) => size - least[i]!);
  }
}

/**
 * The gradient of a convolution with respect to its input, as a module: [N, in_channels, L] or [in_channels, L] to the same
 * with out_channels. weight is [in_channels, out_channels / groups, k]. Throws unless groups divides both numbers of
 * channels, and for another padding_mode than zeros.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html
 */
export class ConvTranspose1d extends TransposedConvolution {
  protected get spatial(): number {
    return 1;
  }
  protected get convolve(): typeof conv_transpose1d {
    return conv_transpose1d;
  }
}

/**
 * `ConvTranspose1d` of images: [N, in_channels, H, W] or [in_channels, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
 */
export class ConvTranspose2d extends TransposedConvolution {
  protected get spatial(): number {
    return 2;
  }
  protected get convolve(): typeof conv_transpose2d {
    return conv_transpose2d;
  }
}

/**
 * `ConvTranspose1d` of volumes: [N, in_channels, D, H, W] or [in_channels, D, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html
 */
export class ConvTranspose3d extends TransposedConvolution {
  protected get spatial(): number {
    return 3;
  }
  protected get convolve(): typeof conv_transpose3d {
    return conv_transpose3d;
  }
}
