import { finfo } from "../dtypeFunctions.js";
import { empty } from "../fills.js";
import { add, sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { LocationScale, type LocationScaleOptions } from "./locationScale.js";

export type LaplaceOptions = LocationScaleOptions;

/**
 * Laplace distributions: the logarithm of the density falls by 1/scale with the distance from `loc`. The parameters are
 * broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.laplace.Laplace
 */
export class Laplace extends LocationScale {
  override get stddev(): Tensor {
    return this.scale.mul(Math.SQRT2);
  }

  override get variance(): Tensor {
    return this.scale.pow(2).mul(2);
  }

  override entropy(): Tensor {
    return add(1, this.scale.mul(2).log());
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    const distance = sub(value, this.loc);
    return sub(0.5, distance.sign().mul(0.5).mul(distance.abs().neg().div(this.scale).expm1()));
  }

  override icdf(value: Tensor): Tensor {
    const beside = value.sub(0.5);
    return this.loc.sub(this.scale.mul(beside.sign()).mul(beside.abs().mul(-2).log1p()));
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const { dtype } = this.loc;
    const u = empty(shape, { dtype }).uniform_(finfo(dtype).eps - 1, 1);
    return this.loc.sub(this.scale.mul(u.sign()).mul(u.abs().neg().log1p()));
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.scale.mul(2).log().neg().sub(sub(value, this.loc).abs().div(this.scale));
  }
}
