import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d } from "../normalization/instanceNorm.js";
import { becomeLazy, initializeNorm, isReady, readLazyNorm, type LazyNormOptions } from "./lazyNorm.js";
import { hasUninitialized } from "./lazyModule.js";

/**
 * A `InstanceNorm1d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `InstanceNorm1d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm1d.html
 */
export class LazyInstanceNorm1d extends InstanceNorm1d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyInstanceNorm1d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return InstanceNorm1d;
  }

  /** Puts everything back to what it was at first, once it has a shape. */
  override reset_parameters(): void {
    if (isReady(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeNorm(this, input);
  }
}

/**
 * A `InstanceNorm2d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `InstanceNorm2d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm2d.html
 */
export class LazyInstanceNorm2d extends InstanceNorm2d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyInstanceNorm2d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return InstanceNorm2d;
  }

  /** Puts everything back to what it was at first, once it has a shape. */
  override reset_parameters(): void {
    if (isReady(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeNorm(this, input);
  }
}

/**
 * A `InstanceNorm3d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `InstanceNorm3d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm3d.html
 */
export class LazyInstanceNorm3d extends InstanceNorm3d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyInstanceNorm3d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return InstanceNorm3d;
  }

  /** Puts everything back to what it was at first, once it has a shape. */
  override reset_parameters(): void {
    if (isReady(this)) super.reset_parameters();
  }

  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void {
    initializeNorm(this, input);
  }
}
