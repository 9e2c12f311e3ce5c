import { where } from "../ops/comparisons.js";
import { add } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { positive, type Constraint } from "./constraints.js";
import { Gamma, type GammaOptions } from "./gamma.js";
import { readGiven, type Parameter } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { PowerTransform } from "./transforms/powerTransform.js";

export type InverseGammaOptions = GammaOptions;

/**
 * Distributions of the reciprocals of gamma numbers. The parameters are broadcast. Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.inverse_gamma.InverseGamma
 */
export class InverseGamma extends TransformedDistribution {
  /** The distribution of the reciprocals. */
  declare readonly base_dist: Gamma;

  constructor(
    concentration: Parameter | InverseGammaOptions,
    rate?: Parameter | InverseGammaOptions,
    validate_args?: boolean | null | InverseGammaOptions,
  ) {
    const args = [concentration, rate, validate_args];
    const { values, validate_args: validates } = readGiven("InverseGamma", ["concentration", "rate"], args);
    const base = new Gamma(values.concentration as Parameter, values.rate as Parameter, validates);
    super(base, new PowerTransform(base.rate.new_ones([]).neg()));
    this.checkParameters(validates);
  }

  /** The concentration of the reciprocals. */
  get concentration(): Tensor {
    return this.base_dist.concentration;
  }

  /** The rate of the reciprocals. */
  get rate(): Tensor {
    return this.base_dist.rate;
  }

  override get arg_constraints(): Readonly<Record<"concentration" | "rate", Constraint>> {
    return { concentration: positive, rate: positive };
  }

  override get support(): Constraint {
    return positive;
  }

  /** Infinite up to a concentration of 1. */
  override get mean(): Tensor {
    return where(this.concentration.gt(1), this.rate.div(this.concentration.sub(1)), Infinity);
  }

  override get mode(): Tensor {
    return this.rate.div(this.concentration.add(1));
  }

  /** Infinite up to a concentration of 2. */
  override get variance(): Tensor {
    const { concentration, rate } = this;
    const finite = rate.square().div(concentration.sub(1).square().mul(concentration.sub(2)));
    return where(concentration.gt(2), finite, Infinity);
  }

  override entropy(): Tensor {
    const { concentration, rate } = this;
    return concentration
      .add(rate.log())
      .add(concentration.lgamma())
      .sub(add(1, concentration).mul(concentration.digamma()));
  }
}
