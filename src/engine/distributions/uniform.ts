import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { sub } from "../ops/arithmetic.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { greater_than, interval, less_than, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export interface UniformOptions {
  /** Where the interval begins. */
  readonly low?: Parameter;
  /** Where the interval ends; greater than low. */
  readonly high?: Parameter;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/**
 * Uniform distributions on [low, high), which are broadcast. Throws unless `low` is below `high`.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.uniform.Uniform
 */
export class Uniform extends Distribution {
  override has_rsample = true;
  /** Where the interval begins, as a tensor of the batch's shape. */
  readonly low: Tensor;
  /** Where the interval ends, as a tensor of the batch's shape. */
  readonly high: Tensor;

  constructor(
    low: Parameter | UniformOptions,
    high?: Parameter | UniformOptions,
    validate_args?: boolean | null | UniformOptions,
  ) {
    const names = ["low", "high", "validate_args"] as const;
    const given = readArguments<UniformOptions>("Uniform", names, [low, high, validate_args]);
    if (given.low === undefined) throw errors.missingArgument("Uniform.__init__", "low");
    if (given.high === undefined) throw errors.missingArgument("Uniform.__init__", "high");
    const [least, most] = broadcastAll(given.low, given.high);
    super(least!.shape);
    this.low = least!;
    this.high = most!;
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"low" | "high", Constraint>> {
    return { low: less_than(this.high), high: greater_than(this.low) };
  }

  get support(): Constraint {
    return interval(this.low, this.high);
  }

  get mean(): Tensor {
    return this.high.add(this.low).div(2);
  }

  /** NaN: no value is likelier than another. */
  get mode(): Tensor {
    return this.high.mul(NaN);
  }

  override get stddev(): Tensor {
    return this.high.sub(this.low).div(Math.sqrt(12));
  }

  get variance(): Tensor {
    return this.high.sub(this.low).pow(2).div(12);
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { low: this.low.expand(batch_shape), high: this.high.expand(batch_shape) });
  }

  entropy(): Tensor {
    return this.high.sub(this.low).log();
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return sub(value, this.low).div(this.high.sub(this.low)).clamp(0, 1);
  }

  override icdf(value: Tensor): Tensor {
    return value.mul(this.high.sub(this.low)).add(this.low);
  }

  protected known(): Readonly<Record<string, Tensor>> {
    return { low: this.low, high: this.high };
  }

  protected draw(shape: readonly number[]): Tensor {
    return this.drawDifferentiably(shape);
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
