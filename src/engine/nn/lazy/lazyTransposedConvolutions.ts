import type { Tensor } from "../../tensor.js";
import {
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  transposedNames,
  type TransposedConvolutionModuleOptions,
} from "../convolutions/transposedConvolutions.js";
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

type Options = TransposedConvolutionModuleOptions;

/** What follows the sizes, as in the ordinary modules. */
type Rest = [
  stride?: WindowSize | Options,
  padding?: WindowSize | Options,
  output_padding?: WindowSize | Options,
  groups?: number | Options,
  bias?: boolean | Options,
  dilation?: WindowSize | Options,
  padding_mode?: "zeros" | Options,
  options?: Options,
];

/**
 * A `ConvTranspose1d` that takes in_channels from its first input: its parameters have no shape before, and it is a `ConvTranspose1d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html
 */
export class LazyConvTranspose1d extends ConvTranspose1d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConvTranspose1d", transposedNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return ConvTranspose1d;
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
 * A `ConvTranspose2d` that takes in_channels from its first input: its parameters have no shape before, and it is a `ConvTranspose2d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose2d.html
 */
export class LazyConvTranspose2d extends ConvTranspose2d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConvTranspose2d", transposedNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return ConvTranspose2d;
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
 * A `ConvTranspose3d` that takes in_channels from its first input: its parameters have no shape before, and it is a `ConvTranspose3d` from
 * then on. Throws at the first call for an input of other dimensions, and unless groups divides its channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html
 */
export class LazyConvTranspose3d extends ConvTranspose3d {
  constructor(sizes: LazyConvolutionSizes & Options);
  constructor(out_channels: number, kernel_size: WindowSize, ...rest: Rest);
  constructor(...args: unknown[]) {
    const read = readLazyConvolution("LazyConvTranspose3d", transposedNames, args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return ConvTranspose3d;
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
