import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { empty } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import { normal } from "../random/normal.js";
import type { Tensor } from "../tensor.js";
import { positive, real, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export interface NormalOptions {
  readonly loc?: Parameter;
  readonly scale?: Parameter;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/**
 * Normal distributions with mean `loc` and deviation `scale`, which are broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.normal.Normal
 */
export class Normal extends Distribution {
  override has_rsample = true;
  readonly loc: Tensor;
  readonly scale: Tensor;

  constructor(
    loc: Parameter | NormalOptions,
    scale?: Parameter | NormalOptions,
    validate_args?: boolean | null | NormalOptions,
  ) {
    const names = ["loc", "scale", "validate_args"] as const;
    const given = readArguments<NormalOptions>("Normal", names, [loc, scale, validate_args]);
    if (given.loc === undefined) throw errors.missingArgument("Normal", "loc");
    if (given.scale === undefined) throw errors.missingArgument("Normal", "scale");
    const [center, width] = broadcastAll(given.loc, given.scale);
    super(center!.shape);
    this.loc = center!;
    this.scale = width!;
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  get support(): Constraint {
    return real;
  }

  get mean(): Tensor {
    return this.loc;
  }

  get mode(): Tensor {
    return this.loc;
  }

  override get stddev(): Tensor {
    return this.scale;
  }

  get variance(): Tensor {
    return this.scale.pow(2);
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { loc: this.loc.expand(batch_shape), scale: this.scale.expand(batch_shape) });
  }

  entropy(): Tensor {
    return this.scale.log().add(0.5 + 0.5 * Math.log(2 * Math.PI));
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    const deviations = sub(value, this.loc).mul(this.scale.reciprocal());
    return deviations.div(Math.SQRT2).erf().add(1).mul(0.5);
  }

  override icdf(value: Tensor): Tensor {
    return this.loc.add(this.scale.mul(value.mul(2).sub(1).erfinv()).mul(Math.SQRT2));
  }

  protected known(): Readonly<Record<string, Tensor>> {
    return { loc: this.loc, scale: this.scale };
  }

  protected draw(shape: readonly number[]): Tensor {
    return normal(this.loc.expand(shape), this.scale.expand(shape));
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return this.loc.add(empty(shape, { dtype: this.loc.dtype }).normal_().mul(this.scale));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const variance = this.scale.pow(2);
    const exponent = sub(value, this.loc).pow(2).neg().div(variance.mul(2));
    return exponent.sub(this.scale.log()).sub(Math.log(Math.sqrt(2 * Math.PI)));
  }
}
