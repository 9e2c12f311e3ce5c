import { empty } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import { normal } from "../random/normal.js";
import type { Tensor } from "../tensor.js";
import { LocationScale, type LocationScaleOptions } from "./locationScale.js";

export type NormalOptions = LocationScaleOptions;

/**
 * Normal distributions with mean `loc` and deviation `scale`, which are broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.normal.Normal
 */
export class Normal extends LocationScale {
  override get stddev(): Tensor {
    return this.scale;
  }

  override get variance(): Tensor {
    return this.scale.pow(2);
  }

  override entropy(): Tensor {
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

  protected override draw(shape: readonly number[]): Tensor {
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
