import { full } from "../fills.js";
import type { Tensor } from "../tensor.js";
import { Cauchy } from "./cauchy.js";
import { HalfDistribution, type HalfOptions } from "./halfDistribution.js";
import type { Parameter } from "./parameters.js";

export type HalfCauchyOptions = HalfOptions;

/**
 * Distributions of the absolute values of Cauchy numbers around 0. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.half_cauchy.HalfCauchy
 */
export class HalfCauchy extends HalfDistribution<Cauchy> {
  constructor(scale: Parameter | HalfCauchyOptions, validate_args?: boolean | null | HalfCauchyOptions) {
    super((width) => new Cauchy(0, width, false), scale, validate_args);
  }

  override get mean(): Tensor {
    return full(this.batch_shape, Infinity, { dtype: this.scale.dtype });
  }

  override get variance(): Tensor {
    return this.base_dist.variance;
  }
}
