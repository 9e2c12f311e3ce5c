import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { pythonTuple } from "../../pythonValues.js";
import { sizesOf, type WindowSize } from "../functional/windows.js";
import { initAffine } from "../linear/affineInit.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";

export interface ConvolutionSizes {
  /** How many channels an input has. */
  readonly in_channels: number;
  /** How many channels a result has. */
  readonly out_channels: number;
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

/** What convolutions of both kinds take. */
export interface AnyConvolutionOptions extends FactoryOptions {
  /** How far the window moves; 1 unless given. */
  readonly stride?: WindowSize;
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Into how many groups the channels are divided, each convolved on its own; 1 unless given. */
  readonly groups?: number;
  /** Whether a bias is added to each channel; true unless given. */
  readonly bias?: boolean;
}

const paddingModes = ["zeros", "reflect", "replicate", "circular"] as const;
export type PaddingMode = (typeof paddingModes)[number];
export type StringPadding = "same" | "valid";

type Given = Partial<
  ConvolutionSizes &
    AnyConvolutionOptions & {
      readonly padding: WindowSize | StringPadding;
      readonly output_padding: WindowSize;
      readonly padding_mode: PaddingMode;
    }
>;

/** What convolutions of all kinds and numbers of dimensions have in common: sizes, weights and their printed form. */
export abstract class ConvolutionModule extends Module {
  /** How many channels an input has. */
  in_channels: number;
  /** How many channels a result has. */
  out_channels: number;
  /** The window's size in each dimension. */
  readonly kernel_size: readonly number[];
  /** How far the window moves in each dimension. */
  readonly stride: readonly number[];
  /** How much is put at both edges of each dimension, or "same" or "valid". */
  readonly padding: readonly number[] | StringPadding;
  /** The distance of the window's elements in each dimension. */
  readonly dilation: readonly number[];
  /** Whether this is a transposed convolution. */
  readonly transposed: boolean;
  /** How much is added to one side of a transposed convolution's result, in each dimension. */
  readonly output_padding: readonly number[];
  /** Into how many groups the channels are divided, each convolved on its own. */
  readonly groups: number;
  /** What is put at the edges. */
  readonly padding_mode: PaddingMode;
  /**
   * Shape [out_channels, in_channels / groups, *kernel_size]; of a transposed one [in_channels, out_channels / groups,
   * *kernel_size].
   */
  weight: Parameter;
  /** Shape [out_channels]; null without a bias. */
  bias: Parameter | null;

  /** The number of dimensions of the space. */
  protected abstract readonly spatial: number;

  constructor(args: readonly unknown[], names: readonly string[], transposed: boolean) {
    super();
    const { name } = this.constructor;
    const all = ["in_channels", "out_channels", "kernel_size", ...names, ...factoryNames];
    const given: Given = readArguments<Record<string, unknown>>(name, all, args);
    this.in_channels = countArgument(name, "in_channels", given.in_channels);
    this.out_channels = countArgument(name, "out_channels", given.out_channels);
    if (given.kernel_size === undefined) throw errors.missingArgument(`${name}.__init__`, "kernel_size");
    this.groups = integerArgument(name, "groups", given.groups ?? 1);
    if (this.groups <= 0) throw errors.groupsNotPositive();
    if (this.in_channels % this.groups !== 0) throw errors.channelsNotDivisible("in_channels");
    if (this.out_channels % this.groups !== 0) throw errors.channelsNotDivisible("out_channels");
    this.kernel_size = this.sizes("kernel_size", given.kernel_size);
    this.stride = this.sizes("stride", given.stride ?? 1);
    this.padding = this.paddingOf(given.padding ?? 0);
    this.dilation = this.sizes("dilation", given.dilation ?? 1);
    this.output_padding = this.sizes("output_padding", given.output_padding ?? 0);
    this.padding_mode = paddingModeOf(given.padding_mode ?? "zeros");
    this.transposed = transposed;
    const channels = transposed ? [this.in_channels, this.out_channels] : [this.out_channels, this.in_channels];
    const [outer, inner] = channels as [number, number];
    const dtype = parameterDtype(name, given);
    this.weight = emptyParameter([outer, inner / this.groups, ...this.kernel_size], dtype);
    const withBias = booleanArgument(name, "bias", given.bias, true);
    this.bias = withBias ? emptyParameter([this.out_channels], dtype) : null;
    this.reset_parameters();
  }

  abstract override forward(input: Tensor, ...args: never[]): Tensor;

  /** Draws the weights anew. */
  reset_parameters(): void {
    initAffine(this.weight, this.bias);
  }

  override extra_repr(): string {
    const { in_channels, out_channels, kernel_size, stride, padding, dilation, output_padding, groups } = this;
    const parts = [
      `${in_channels}, ${out_channels}, kernel_size=${pythonTuple(kernel_size)}, stride=${pythonTuple(stride)}`,
    ];
    if (typeof padding === "string") parts.push(`padding=${padding}`);
    else if (padding.some((size) => size !== 0)) parts.push(`padding=${pythonTuple(padding)}`);
    if (dilation.some((size) => size !== 1)) parts.push(`dilation=${pythonTuple(dilation)}`);
    if (output_padding.some((size) => size !== 0)) parts.push(`output_padding=${pythonTuple(output_padding)}`);
    if (groups !== 1) parts.push(`groups=${groups}`);
    if (this.bias === null) parts.push("bias=False");
    if (this.padding_mode !== "zeros") parts.push(`padding_mode=${this.padding_mode}`);
    return parts.join(", ");
  }

  private sizes(argument: string, value: unknown): readonly number[] {
    const refuse = (): Error =>
      errors.wrongArgument(this.constructor.name, argument, `int or ${this.spatial} ints`, value);
    return sizesOf(this.constructor.name, argument, value, this.spatial, refuse);
  }

  private paddingOf(padding: WindowSize | StringPadding): readonly number[] | StringPadding {
    if (typeof padding !== "string") return this.sizes("padding", padding);
    if (padding !== "same" && padding !== "valid") throw errors.invalidPadding(padding);
    if (padding === "same" && this.stride.some((size) => size !== 1)) throw errors.samePaddingWithStride();
    return padding;
  }
}

function paddingModeOf(mode: PaddingMode): PaddingMode {
  if (!paddingModes.includes(mode)) throw errors.paddingMode(mode, paddingModes);
  return mode;
}
