import { empty, zeros_like } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { nonnegative, positive, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface ExponentialOptions extends ValidateOption {
  /** The rate, 1/mean; positive. */
  readonly rate?: Parameter;
}

/**
 * Exponential distributions: waiting times of events that happen `rate` times in a unit of time. Throws unless `rate` is
 * positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.exponential.Exponential
 */
export class Exponential extends BroadcastDistribution {
  override has_rsample = true;
  /** The rate, 1/mean, as a tensor of the batch's shape. */
  declare readonly rate: Tensor;

  constructor(rate: Parameter | ExponentialOptions, validate_args?: boolean | null | ExponentialOptions) {
    super(readGiven("Exponential", ["rate"], [rate, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"rate", Constraint>> {
    return { rate: positive };
  }

  get support(): Constraint {
    return nonnegative;
  }

  override get mean(): Tensor {
    return this.rate.reciprocal();
  }

  override get mode(): Tensor {
    return zeros_like(this.rate);
  }

  override get stddev(): Tensor {
    return this.rate.reciprocal();
  }

  override get variance(): Tensor {
    return this.rate.pow(-2);
  }

  override entropy(): Tensor {
    return sub(1, this.rate.log());
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return sub(1, this.rate.neg().mul(value).exp());
  }

  override icdf(value: Tensor): Tensor {
    return value.neg().log1p().neg().div(this.rate);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return empty(shape, { dtype: this.rate.dtype }).exponential_().div(this.rate);
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.rate.log().sub(this.rate.mul(value));
  }
}
