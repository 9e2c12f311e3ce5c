import type { Tensor } from "../tensor.js";
import { positive, real, simplex, type Constraint } from "./constraints.js";
import type { Independent } from "./independent.js";
import type { LocationScaleOptions } from "./locationScale.js";
import { Normal } from "./normal.js";
import { readGiven, type Parameter } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { StickBreakingTransform } from "./transforms/simplexTransforms.js";

export type LogisticNormalOptions = LocationScaleOptions;

/**
 * Distributions of vectors that sum up to 1, by breaking a stick where normal numbers with mean `loc` and deviation `scale`
 * say: one part more than numbers. The parameters are broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.logistic_normal.LogisticNormal
 */
export class LogisticNormal extends TransformedDistribution {
  /** The distribution of the numbers by which the stick is broken. */
  declare readonly base_dist: Independent<Normal>;

  constructor(
    loc: Parameter | LogisticNormalOptions,
    scale?: Parameter | LogisticNormalOptions,
    validate_args?: boolean | null | LogisticNormalOptions,
  ) {
    const args = [loc, scale, validate_args];
    const { values, validate_args: validates } = readGiven("LogisticNormal", ["loc", "scale"], args);
    const base = new Normal(values.loc as Parameter, values.scale as Parameter, validates);
    super(base.batch_shape.length === 0 ? base.expand([1]) : base, new StickBreakingTransform());
    this.checkParameters(validates);
  }

  /** The means of the numbers by which the stick is broken. */
  get loc(): Tensor {
    return this.base_dist.base_dist.loc;
  }

  /** The deviations of the numbers by which the stick is broken. */
  get scale(): Tensor {
    return this.base_dist.base_dist.scale;
  }

  override get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  override get support(): Constraint {
    return simplex;
  }
}
