import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { empty, zeros_like } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { nonnegative, positive, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export interface ExponentialOptions {
  /** The rate, 1/mean; positive. */
  readonly rate?: Parameter;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/**
 * Exponential distributions: waiting times of events that happen `rate` times in a unit of time. Throws unless `rate` is
 * positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.exponential.Exponential
 */
export class Exponential extends Distribution {
  override has_rsample = true;
  /** The rate, 1/mean, as a tensor of the batch's shape. */
  readonly rate: Tensor;

  constructor(rate: Parameter | ExponentialOptions, validate_args?: boolean | null | ExponentialOptions) {
    const given = readArguments<ExponentialOptions>("Exponential", ["rate", "validate_args"], [rate, validate_args]);
    if (given.rate === undefined) throw errors.missingArgument("Exponential.__init__", "rate");
    const [each] = broadcastAll(given.rate);
    super(each!.shape);
    this.rate = each!;
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"rate", Constraint>> {
    return { rate: positive };
  }

  get support(): Constraint {
    return nonnegative;
  }

  get mean(): Tensor {
    return this.rate.reciprocal();
  }

  get mode(): Tensor {
    return zeros_like(this.rate);
  }

  override get stddev(): Tensor {
    return this.rate.reciprocal();
  }

  get variance(): Tensor {
    return this.rate.pow(-2);
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { rate: this.rate.expand(batch_shape) });
  }

  entropy(): Tensor {
    return sub(1, this.rate.log());
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return sub(1, this.rate.neg().mul(value).exp());
  }

  override icdf(value: Tensor): Tensor {
    return value.neg().log1p().neg().div(this.rate);
  }

  protected known(): Readonly<Record<string, Tensor>> {
    return { rate: this.rate };
  }

  protected draw(shape: readonly number[]): Tensor {
    return this.drawDifferentiably(shape);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return empty(shape, { dtype: this.rate.dtype }).exponential_().div(this.rate);
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.rate.log().sub(this.rate.mul(value));
  }
}
