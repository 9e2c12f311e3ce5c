import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { unit_interval, type Constraint } from "../constraints.js";
import type { Distribution } from "../distribution.js";
import { Transform, type CacheOption } from "./transform.js";

export interface CumulativeDistributionTransformOptions extends CacheOption {
  /** The distribution whose probabilities are taken. */
  readonly distribution?: Distribution;
}

/**
 * The probability of at most a value, by a distribution that has `cdf` and `icdf`.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.CumulativeDistributionTransform
 */
export class CumulativeDistributionTransform extends Transform {
  override bijective = true;
  /** The distribution whose probabilities are taken. */
  readonly distribution: Distribution;

  constructor(
    distribution: Distribution | CumulativeDistributionTransformOptions,
    cache_size?: number | CumulativeDistributionTransformOptions,
  ) {
    const given = readArguments<CumulativeDistributionTransformOptions>(
      "CumulativeDistributionTransform",
      ["distribution", "cache_size"],
      [distribution, cache_size],
    );
    if (given.distribution === undefined)
      throw errors.missingArgument("CumulativeDistributionTransform.__init__", "distribution");
    super(given.cache_size);
    this.distribution = given.distribution;
  }

  get domain(): Constraint {
    return this.distribution.support;
  }

  get codomain(): Constraint {
    return unit_interval;
  }

  override get sign(): number {
    return 1;
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return this.distribution.log_prob(x);
  }

  protected forward(x: Tensor): Tensor {
    return this.distribution.cdf(x);
  }

  protected inverse(y: Tensor): Tensor {
    return this.distribution.icdf(y);
  }

  protected override settings(): readonly unknown[] {
    return [this.distribution];
  }
}
