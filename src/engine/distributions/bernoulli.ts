import { binary_cross_entropy_with_logits } from "../nn/functional/classificationLosses.js";
import { sub } from "../ops/arithmetic.js";
import { bernoulli } from "../random/bernoulli.js";
import { arange } from "../ranges.js";
import type { Tensor } from "../tensor.js";
import { boolean, type Constraint } from "./constraints.js";
import { listed, type ExpandOption } from "./distribution.js";
import { OddsDistribution, readOdds, type OddsOptions } from "./oddsDistribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export type BernoulliOptions = OddsOptions;

/**
 * Distributions of ones and zeros. Throws unless either `probs`, in [0, 1], or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.bernoulli.Bernoulli
 */
export class Bernoulli extends OddsDistribution {
  override has_enumerate_support = true;

  constructor(
    probs?: Parameter | null | BernoulliOptions,
    logits?: Parameter | null | BernoulliOptions,
    validate_args?: boolean | null | BernoulliOptions,
  ) {
    const names = ["probs", "logits", "validate_args"] as const;
    const given = readOdds<BernoulliOptions>("Bernoulli", names, [probs, logits, validate_args]);
    super(given.probs, given.logits);
    this.checkParameters(given.validate_args);
  }

  get support(): Constraint {
    return boolean;
  }

  override get mean(): Tensor {
    return this.probs;
  }

  /** 1 or 0, whichever is likelier; NaN if neither is. */
  override get mode(): Tensor {
    return this.probs.ge(0.5).to(this.probs.dtype).masked_fill_(this.probs.eq(0.5), NaN);
  }

  override get variance(): Tensor {
    return this.probs.mul(sub(1, this.probs));
  }

  override entropy(): Tensor {
    return binary_cross_entropy_with_logits(this.logits, this.probs, { reduction: "none" });
  }

  /** 0 and 1 along a first dimension; the batch's shape follows, with sizes of 1 if `expand` is false. */
  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    return listed(arange(2, { dtype: this.parameter.dtype }), this.batch_shape, expand);
  }

  protected override draw(shape: readonly number[]): Tensor {
    return bernoulli(this.probs.expand(shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [logits, target] = broadcastAll(this.logits, value);
    return binary_cross_entropy_with_logits(logits!, target!, { reduction: "none" }).neg();
  }
}
