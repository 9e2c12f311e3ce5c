import { sub } from "../ops/arithmetic.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { greater_than, interval, less_than, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface UniformOptions extends ValidateOption {
  /** Where the interval begins. */
  readonly low?: Parameter;
  /** Where the interval ends; greater than low. */
  readonly high?: Parameter;
}

/**
 * Uniform distributions on [low, high), which are broadcast. Throws unless `low` is below `high`.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.uniform.Uniform
 */
export class Uniform extends BroadcastDistribution {
  override has_rsample = true;
  /** Where the interval begins, as a tensor of the batch's shape. */
  declare readonly low: Tensor;
  /** Where the interval ends, as a tensor of the batch's shape. */
  declare readonly high: Tensor;

  constructor(
    low: Parameter | UniformOptions,
    high?: Parameter | UniformOptions,
    validate_args?: boolean | null | UniformOptions,
  ) {
    super(readGiven("Uniform", ["low", "high"], [low, high, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"low" | "high", Constraint>> {
    return { low: less_than(this.high), high: greater_than(this.low) };
  }

  get support(): Constraint {
    return interval(this.low, this.high);
  }

  override get mean(): Tensor {
    return this.high.add(this.low).div(2);
  }

  /** NaN: no value is likelier than another. */
  override get mode(): Tensor {
    return this.high.mul(NaN);
  }

  override get stddev(): Tensor {
    return this.high.sub(this.low).div(Math.sqrt(12));
  }

  override get variance(): Tensor {
    return this.high.sub(this.low).pow(2).div(12);
  }

  override entropy(): Tensor {
    return this.high.sub(this.low).log();
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return sub(value, this.low).div(this.high.sub(this.low)).clamp(0, 1);
  }

  override icdf(value: Tensor): Tensor {
    return value.mul(this.high.sub(this.low)).add(this.low);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const drawn = rand(shape, { dtype: this.low.dtype });
    return this.low.add(drawn.mul(this.high.sub(this.low)));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const isAbove = this.low.le(value).to(this.low.dtype);
    const isBelow = this.high.gt(value).to(this.low.dtype);
    return isAbove.mul(isBelow).log().sub(this.high.sub(this.low).log());
  }
}
