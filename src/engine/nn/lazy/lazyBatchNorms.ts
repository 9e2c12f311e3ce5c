import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { BatchNorm1d, BatchNorm2d, BatchNorm3d } from "../normalization/batchNorm.js";
import { becomeLazy, initializeNorm, isReady, readLazyNorm, type LazyNormOptions } from "./lazyNorm.js";
import { hasUninitialized } from "./lazyModule.js";

/**
 * A `BatchNorm1d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `BatchNorm1d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm1d.html
 */
export class LazyBatchNorm1d extends BatchNorm1d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyBatchNorm1d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return BatchNorm1d;
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
 * A `BatchNorm2d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `BatchNorm2d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm2d.html
 */
export class LazyBatchNorm2d extends BatchNorm2d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyBatchNorm2d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return BatchNorm2d;
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
 * A `BatchNorm3d` that takes num_features from its first input: its parameters and statistics have no shape before, and it is
 * a `BatchNorm3d` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm3d.html
 */
export class LazyBatchNorm3d extends BatchNorm3d {
  constructor(...args: LazyNormOptions) {
    const read = readLazyNorm("LazyBatchNorm3d", args);
    super(read.empty);
    becomeLazy(this, read);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return BatchNorm3d;
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
