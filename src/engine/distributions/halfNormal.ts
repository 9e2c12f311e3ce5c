import type { Tensor } from "../tensor.js";
import { HalfDistribution, type HalfOptions } from "./halfDistribution.js";
import { Normal } from "./normal.js";
import type { Parameter } from "./parameters.js";

export type HalfNormalOptions = HalfOptions;

/**
 * Distributions of the absolute values of normal numbers with mean 0 and deviation `scale`. Throws unless that is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.half_normal.HalfNormal
 */
export class HalfNormal extends HalfDistribution<Normal> {
  constructor(scale: Parameter | HalfNormalOptions, validate_args?: boolean | null | HalfNormalOptions) {
    super((width) => new Normal(0, width, false), scale, validate_args);
  }

  override get mean(): Tensor {
    return this.scale.mul(Math.sqrt(2 / Math.PI));
  }

  override get variance(): Tensor {
    return this.scale.pow(2).mul(1 - 2 / Math.PI);
  }
}
