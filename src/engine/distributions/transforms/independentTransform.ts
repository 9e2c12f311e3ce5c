import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { independent, type Constraint } from "../constraints.js";
import { sumRightmost } from "../parameters.js";
import { Transform, type CacheOption } from "./transform.js";

export interface IndependentTransformOptions extends CacheOption {
  /** The transform whose last batch dimensions become the event's. */
  readonly base_transform?: Transform;
  /** How many of the last dimensions become dimensions of an event. */
  readonly reinterpreted_batch_ndims?: number;
}

/**
 * A transform whose last batch dimensions are parts of one event: the logarithms of its determinants are summed up.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.IndependentTransform
 */
export class IndependentTransform extends Transform {
  /** The transform whose last batch dimensions are the event's. */
  readonly base_transform: Transform;
  /** How many of the last dimensions are dimensions of an event. */
  readonly reinterpreted_batch_ndims: number;

  constructor(
    base_transform: Transform | IndependentTransformOptions,
    reinterpreted_batch_ndims?: number | IndependentTransformOptions,
    cache_size?: number | IndependentTransformOptions,
  ) {
    const names = ["base_transform", "reinterpreted_batch_ndims", "cache_size"] as const;
    const args = [base_transform, reinterpreted_batch_ndims, cache_size];
    const given = readArguments<IndependentTransformOptions>("IndependentTransform", names, args);
    const [base, count] = [given.base_transform, given.reinterpreted_batch_ndims];
    if (base === undefined) throw errors.missingArgument("IndependentTransform.__init__", names[0]);
    if (count === undefined) throw errors.missingArgument("IndependentTransform.__init__", names[1]);
    super(given.cache_size);
    this.base_transform = base.with_cache(this.cache_size);
    this.reinterpreted_batch_ndims = count;
    this.bijective = base.bijective;
  }

  get domain(): Constraint {
    return independent(this.base_transform.domain, this.reinterpreted_batch_ndims);
  }

  get codomain(): Constraint {
    return independent(this.base_transform.codomain, this.reinterpreted_batch_ndims);
  }

  override get sign(): number | Tensor {
    return this.base_transform.sign;
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    return sumRightmost(this.base_transform.log_abs_det_jacobian(x, y), this.reinterpreted_batch_ndims);
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return this.base_transform.forward_shape(shape);
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return this.base_transform.inverse_shape(shape);
  }

  /** Its printed form, as PyTorch's. */
  override toString(): string {
    return `${this.constructor.name}(${this.base_transform.toString()}, ${this.reinterpreted_batch_ndims})`;
  }

  protected forward(x: Tensor): Tensor {
    if (x.ndim < this.domain.event_dim) throw errors.tooFewDimensions();
    return this.base_transform(x);
  }

  protected inverse(y: Tensor): Tensor {
    if (y.ndim < this.codomain.event_dim) throw errors.tooFewDimensions();
    return this.base_transform.inv(y);
  }

  protected override settings(): readonly unknown[] {
    return [this.base_transform, this.reinterpreted_batch_ndims];
  }
}
