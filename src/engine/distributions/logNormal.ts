import type { Tensor } from "../tensor.js";
import { positive, real, type Constraint } from "./constraints.js";
import type { LocationScaleOptions } from "./locationScale.js";
import { Normal } from "./normal.js";
import { readGiven, type Parameter } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { ExpTransform } from "./transforms/elementTransforms.js";

export type LogNormalOptions = LocationScaleOptions;

/**
 * Distributions of numbers whose logarithms are normal with mean `loc` and deviation `scale`, which are broadcast. Throws
 * unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.log_normal.LogNormal
 */
export class LogNormal extends TransformedDistribution {
  /** The distribution of the logarithms. */
  declare readonly base_dist: Normal;

  constructor(
    loc: Parameter | LogNormalOptions,
    scale?: Parameter | LogNormalOptions,
    validate_args?: boolean | null | LogNormalOptions,
  ) {
    const { values, validate_args: validates } = readGiven("LogNormal", ["loc", "scale"], [loc, scale, validate_args]);
    super(new Normal(values.loc as Parameter, values.scale as Parameter, validates), new ExpTransform());
    this.checkParameters(validates);
  }

  /** The mean of the logarithms. */
  get loc(): Tensor {
    return this.base_dist.loc;
  }

  /** The deviation of the logarithms. */
  get scale(): Tensor {
    return this.base_dist.scale;
  }

  override get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  override get support(): Constraint {
    return positive;
  }

  override get mean(): Tensor {
    return this.loc.add(this.scale.pow(2).div(2)).exp();
  }

  override get mode(): Tensor {
    return this.loc.sub(this.scale.square()).exp();
  }

  override get variance(): Tensor {
    const square = this.scale.pow(2);
    return square.expm1().mul(this.loc.mul(2).add(square).exp());
  }

  override entropy(): Tensor {
    return this.base_dist.entropy().add(this.loc);
  }
}
