import { tensor } from "../creation.js";
import { ones_like, zeros_like } from "../fills.js";
import { add, sub } from "../ops/arithmetic.js";
import { isclose } from "../ops/closeness.js";
import { where } from "../ops/comparisons.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { interval, positive, real, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface GeneralizedParetoOptions extends ValidateOption {
  /** The least value. */
  readonly loc?: Parameter;
  /** How wide the tail is; positive. */
  readonly scale?: Parameter;
  /** How heavy the tail is: exponential at 0, bounded below it. */
  readonly concentration?: Parameter;
}

/**
 * Generalized Pareto distributions: of numbers from `loc` on, whose tails are as wide as `scale` and as heavy as
 * `concentration` say. The parameters are broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.generalized_pareto.GeneralizedPareto
 */
export class GeneralizedPareto extends BroadcastDistribution {
  override has_rsample = true;
  /** The least value, as a tensor of the batch's shape. */
  declare readonly loc: Tensor;
  /** How wide the tail is, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;
  /** How heavy the tail is, as a tensor of the batch's shape. */
  declare readonly concentration: Tensor;

  constructor(
    loc: Parameter | GeneralizedParetoOptions,
    scale?: Parameter | GeneralizedParetoOptions,
    concentration?: Parameter | GeneralizedParetoOptions,
    validate_args?: boolean | null | GeneralizedParetoOptions,
  ) {
    const names = ["loc", "scale", "concentration"] as const;
    super(readGiven("GeneralizedPareto", names, [loc, scale, concentration, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"loc" | "scale" | "concentration", Constraint>> {
    return { loc: real, scale: positive, concentration: real };
  }

  get support(): Constraint {
    const { loc, scale, concentration } = this;
    return interval(loc, where(concentration.lt(0), loc.sub(scale.div(concentration)), Infinity));
  }

  /** NaN from a concentration of 1 on. */
  override get mean(): Tensor {
    const exists = this.concentration.lt(1);
    const safe = where(exists, this.concentration, 0.5);
    return where(exists, this.loc.add(this.scale.div(sub(1, safe))), NaN);
  }

  override get mode(): Tensor {
    return this.loc;
  }

  /** NaN from a concentration of a half on. */
  override get variance(): Tensor {
    const exists = this.concentration.lt(0.5);
    const safe = where(exists, this.concentration, 0.25);
    const below = sub(1, safe)
      .pow(2)
      .mul(sub(1, safe.mul(2)));
    return where(exists, this.scale.pow(2).div(below), NaN);
  }

  override entropy(): Tensor {
    return this.scale.log().add(this.concentration).add(1);
  }

  /** The logarithm of the probability of more than a value. */
  log_survival_function(value: Tensor): Tensor {
    this.checkValue(value);
    const z = this.standardized(value);
    const { isZero, safe } = this.exponents();
    return where(isZero, z.neg(), safe.mul(z).log1p().neg().div(safe));
  }

  /** The logarithm of `cdf`. */
  log_cdf(value: Tensor): Tensor {
    return this.log_survival_function(value).exp().neg().log1p();
  }

  override cdf(value: Tensor | number): Tensor {
    return this.log_cdf(value as Tensor).exp();
  }

  override icdf(value: Tensor): Tensor {
    const { isZero, safe } = this.exponents(zeros_like(this.concentration));
    const log = value.neg().log1p();
    const power = this.loc.add(this.scale.div(safe).mul(safe.neg().mul(log).expm1()));
    return where(isZero, this.loc.sub(this.scale.mul(log)), power);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return this.icdf(rand(shape, { dtype: this.loc.dtype }));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const z = this.standardized(value as Tensor);
    const { isZero, safe } = this.exponents();
    const power = add(safe.reciprocal(), ones_like(z));
    const steep = where(power.eq(0), power, power.mul(safe.mul(z).log1p()));
    return this.scale
      .log()
      .neg()
      .sub(where(isZero, z, steep));
  }

  private standardized(value: Tensor): Tensor {
    return value.sub(this.loc).div(this.scale);
  }

  /** Concentrations to divide by, with 1 in place of those that are nearly 0; which PyTorch has of the default dtype only. */
  private exponents(zero = tensor(0)): { readonly isZero: Tensor; readonly safe: Tensor } {
    const isZero = isclose(this.concentration, zero);
    return { isZero, safe: where(isZero, ones_like(this.concentration), this.concentration) };
  }
}
