import type { Tensor } from "../../tensor.js";
import {
  Conv1d,
  Conv2d,
  Conv3d,
  convolutionNames,
  type ConvolutionModuleOptions,
} from "../convolutions/convolutions.js";
import type { WindowSize } from "../functional/windows.js";
import type { Module } from "../module.js";
import {
  becomeLazy,
  initializeConvolution,
  isDrawable,
  readLazyConvolution,
  type LazyConvolutionSizes,
} from "./lazyConvolution.js";
import { hasUninitialized } from "./lazyModule.js";

type Options = ConvolutionModuleOptions;

/** What follows the sizes, as in the ordinary modules. */
type Rest = [
  stride?: WindowSize | Options,
  padding?: Options["padding"] | Options,
  dilation?: WindowSize | Options,
  groups?: number | Options,
  bias?: boolean | Options,
  padding_mode?: Options["padding_mode"] | Options,
  options?: Options,
];

/**
 * A `Conv1d` that takes in_channels from its first input: its parameters have no shape before, and it is a `Conv1d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html
 */
export class LazyConv1d extends Conv1d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConv1d", convolutionNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return Conv1d;
  }

  /** Draws the weights anew, once there are some. */
  override reset_parameters(): void {
    if (isDrawable(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeConvolution(this, input);
  }
}

/**
 * A `Conv2d` that takes in_channels from its first input: its parameters have no shape before, and it is a `Conv2d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html
 */
export class LazyConv2d extends Conv2d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConv2d", convolutionNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return Conv2d;
  }

  /** Draws the weights anew, once there are some. */
  override reset_parameters(): void {
    if (isDrawable(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeConvolution(this, input);
  }
}

/**
 * A `Conv3d` that takes in_channels from its first input: its parameters have no shape before, and it is a `Conv3d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html
 */
export class LazyConv3d extends Conv3d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConv3d", convolutionNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return Conv3d;
  }

  /** Draws the weights anew, once there are some. */
  override reset_parameters(): void {
    if (isDrawable(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeConvolution(this, input);
  }
}
