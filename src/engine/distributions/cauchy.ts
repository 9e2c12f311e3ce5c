import { empty, full } from "../fills.js";
import { mul, sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { LocationScale, type LocationScaleOptions } from "./locationScale.js";

export type CauchyOptions = LocationScaleOptions;

/**
 * Cauchy distributions: ratios of normal numbers, with half of them within `scale` of the median `loc`. The parameters are
 * broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.cauchy.Cauchy
 */
export class Cauchy extends LocationScale {
  /** NaN: the tails are too heavy for a mean. */
  override get mean(): Tensor {
    return full(this.batch_shape, NaN, { dtype: this.loc.dtype });
  }

  override get variance(): Tensor {
    return full(this.batch_shape, Infinity, { dtype: this.loc.dtype });
  }

  override entropy(): Tensor {
    return this.scale.log().add(Math.log(4 * Math.PI));
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    return sub(value, this.loc).div(this.scale).atan().div(Math.PI).add(0.5);
  }

  override icdf(value: Tensor): Tensor {
    return mul(Math.PI, value.sub(0.5)).tan().mul(this.scale).add(this.loc);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return this.loc.add(empty(shape, { dtype: this.loc.dtype }).cauchy_().mul(this.scale));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const deviations = sub(value, this.loc).div(this.scale);
    return sub(-Math.log(Math.PI), this.scale.log()).sub(deviations.pow(2).log1p());
  }
}
