import { zeros_like } from "../fills.js";
import { where } from "../ops/comparisons.js";
import type { Tensor } from "../tensor.js";
import { nonnegative, positive, type Constraint } from "./constraints.js";
import type { Distribution } from "./distribution.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { AbsTransform } from "./transforms/elementTransforms.js";

export interface HalfOptions extends ValidateOption {
  /** How far the numbers spread; positive. */
  readonly scale?: Parameter;
}

/** Distributions of the absolute values of a distribution that is symmetric around 0. */
export abstract class HalfDistribution<
  Base extends Distribution & { readonly scale: Tensor },
> extends TransformedDistribution {
  /** The distribution that is symmetric around 0. */
  declare readonly base_dist: Base;

  constructor(of: (scale: Parameter) => Base, ...args: readonly unknown[]) {
    const { values, validate_args } = readGiven(new.target.name, ["scale"], args);
    super(of(values.scale as Parameter), new AbsTransform());
    this.checkParameters(validate_args);
  }

  /** How far the numbers spread. */
  get scale(): Tensor {
    return this.base_dist.scale;
  }

  override get arg_constraints(): Readonly<Record<"scale", Constraint>> {
    return { scale: positive };
  }

  override get support(): Constraint {
    return nonnegative;
  }

  override get mode(): Tensor {
    return zeros_like(this.scale);
  }

  override entropy(): Tensor {
    return this.base_dist.entropy().sub(Math.LN2);
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return this.base_dist.cdf(value).mul(2).sub(1);
  }

  override icdf(prob: Tensor): Tensor {
    return this.base_dist.icdf(prob.add(1).div(2));
  }

  protected override logDensity(value: Tensor | number): Tensor {
    const [at] = broadcastAll(value, this.scale) as [Tensor, Tensor];
    return where(at.ge(0), this.base_dist.log_prob(value).add(Math.LN2), -Infinity);
  }
}
