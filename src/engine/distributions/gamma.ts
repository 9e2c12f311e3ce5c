import { finfo } from "../dtypeFunctions.js";
import { as_tensor } from "../creation.js";
import { sub } from "../ops/arithmetic.js";
import { gammainc } from "../ops/specialNames.js";
import { xlogy } from "../ops/logarithms.js";
import { standardGamma } from "../random/gammas.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { nonnegative, positive, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface GammaOptions extends ValidateOption {
  /** How many waiting times are summed up; positive. */
  readonly concentration?: Parameter;
  /** How many events there are in a unit of time; positive. */
  readonly rate?: Parameter;
}

/**
 * Gamma distributions: sums of `concentration` waiting times of events that happen `rate` times in a unit of time. The
 * parameters are broadcast. Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.gamma.Gamma
 */
export class Gamma extends BroadcastDistribution {
  override has_rsample = true;
  /** How many waiting times are summed up, as a tensor of the batch's shape. */
  declare readonly concentration: Tensor;
  /** How many events there are in a unit of time, as a tensor of the batch's shape. */
  declare readonly rate: Tensor;

  constructor(
    concentration: Parameter | GammaOptions,
    rate?: Parameter | GammaOptions,
    validate_args?: boolean | null | GammaOptions,
  ) {
    super(readGiven(new.target.name, ["concentration", "rate"], [concentration, rate, validate_args]));
  }

  get arg_constraints(): Readonly<Record<string, Constraint>> {
    return { concentration: positive, rate: positive };
  }

  get support(): Constraint {
    return nonnegative;
  }

  override get mean(): Tensor {
    return this.concentration.div(this.rate);
  }

  override get mode(): Tensor {
    return this.concentration.sub(1).div(this.rate).clamp({ min: 0 });
  }

  override get variance(): Tensor {
    return this.concentration.div(this.rate.pow(2));
  }

  override entropy(): Tensor {
    const { concentration, rate } = this;
    return concentration
      .sub(rate.log())
      .add(concentration.lgamma())
      .add(sub(1, concentration).mul(concentration.digamma()));
  }

  override log_prob(value: Tensor | number): Tensor {
    return super.log_prob(typeof value === "number" ? as_tensor(value, { dtype: this.rate.dtype }) : value);
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return gammainc(this.concentration, this.rate.mul(value));
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const value = standardGamma(this.concentration.expand(shape)).div(this.rate.expand(shape));
    // The gradient does not know of the bound.
    value.detach().clamp_({ min: finfo(value.dtype).tiny });
    return value;
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { concentration, rate } = this;
    return xlogy(concentration, rate)
      .add(xlogy(concentration.sub(1), value))
      .sub(rate.mul(value))
      .sub(concentration.lgamma());
  }
}
