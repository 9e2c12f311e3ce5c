import * as errors from "../errors.js";
import { ones_like, zeros_like } from "../fills.js";
import { binary_cross_entropy_with_logits } from "../nn/functional/classificationLosses.js";
import { mul, sub } from "../ops/arithmetic.js";
import { where } from "../ops/comparisons.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { unit_interval, type Constraint } from "./constraints.js";
import { OddsDistribution, readOdds, type OddsOptions } from "./oddsDistribution.js";
import { lazily, own } from "./ownFields.js";
import { broadcastAll, clampedProbs, type Parameter } from "./parameters.js";

export interface ContinuousBernoulliOptions extends OddsOptions {
  /** Between these probabilities Taylor's series are taken; 0.499 and 0.501 unless given. */
  readonly lims?: readonly [number, number];
}

/**
 * Distributions of numbers between 0 and 1 whose densities are those of Bernoulli's, as for the pixels of images. Throws
 * unless either `probs`, in [0, 1], or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.continuous_bernoulli.ContinuousBernoulli
 */
export class ContinuousBernoulli extends OddsDistribution {
  override has_rsample = true;
  private readonly limits: readonly [number, number];

  constructor(
    probs?: Parameter | null | ContinuousBernoulliOptions,
    logits?: Parameter | null | ContinuousBernoulliOptions,
    lims?: readonly [number, number] | ContinuousBernoulliOptions,
    validate_args?: boolean | null | ContinuousBernoulliOptions,
  ) {
    const names = ["probs", "logits", "lims", "validate_args"] as const;
    const args = [probs, logits, lims, validate_args];
    const given = readOdds<ContinuousBernoulliOptions>("ContinuousBernoulli", names, args);
    super(given.probs, given.logits);
    this.limits = given.lims ?? [0.499, 0.501];
    if (given.probs !== null) {
      const areChecked = (given.validate_args ?? null) !== null;
      if (areChecked && !unit_interval.check(this.probs).all().item()) throw errors.invalidProbs();
      own(this, { probs: clampedProbs(this.probs) });
    }
    this.checkParameters(given.validate_args);
  }

  override get probs(): Tensor {
    return lazily(this, "probs", () => clampedProbs(this.logits.sigmoid()));
  }

  get support(): Constraint {
    return unit_interval;
  }

  override get mean(): Tensor {
    const cut = this.cut();
    const exact = cut.div(cut.mul(2).sub(1)).add(cut.neg().log1p().sub(cut.log()).reciprocal());
    const x = this.probs.sub(0.5);
    const series = x
      .pow(2)
      .mul(16 / 45)
      .add(1 / 3)
      .mul(x)
      .add(0.5);
    return where(this.isStable(), exact, series);
  }

  override get variance(): Tensor {
    const cut = this.cut();
    const odds = cut.neg().log1p().sub(cut.log());
    const exact = cut
      .mul(cut.sub(1))
      .div(sub(1, cut.mul(2)).pow(2))
      .add(odds.pow(2).reciprocal());
    const x = this.probs.sub(0.5).pow(2);
    const series = sub(1 / 12, sub(1 / 15, x.mul(128 / 945)).mul(x));
    return where(this.isStable(), exact, series);
  }

  override entropy(): Tensor {
    const zeros = this.probs.neg().log1p();
    return this.mean.mul(zeros.sub(this.probs.log())).sub(this.logNormalization()).sub(zeros);
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    const [at] = broadcastAll(value, this.probs) as [Tensor, Tensor];
    const cut = this.cut();
    const power = cut.pow(at).mul(sub(1, cut).pow(sub(1, at)));
    const exact = power.add(cut).sub(1).div(cut.mul(2).sub(1));
    const inside = where(this.isStable(), exact, at);
    return where(at.le(0), zeros_like(at), where(at.ge(1), ones_like(at), inside));
  }

  override icdf(value: Tensor): Tensor {
    const cut = this.cut();
    const zeros = cut.neg().log1p();
    const chance = cut
      .neg()
      .add(value.mul(cut.mul(2).sub(1)))
      .log1p();
    return where(this.isStable(), chance.sub(zeros).div(cut.log().sub(zeros)), value);
  }

  /** @internal The logarithm of what Bernoulli's densities are multiplied with. */
  logNormalization(): Tensor {
    const cut = this.cut();
    const below = where(cut.le(0.5), cut, zeros_like(cut));
    const above = where(cut.ge(0.5), cut, ones_like(cut));
    const odds = cut.neg().log1p().sub(cut.log()).abs().log();
    const width = where(cut.le(0.5), below.mul(-2).log1p(), above.mul(2).sub(1).log());
    const x = this.probs.sub(0.5).pow(2);
    const series = x
      .mul(104 / 45)
      .add(4 / 3)
      .mul(x)
      .add(Math.LN2);
    return where(this.isStable(), odds.sub(width), series);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return this.icdf(rand(shape, { dtype: this.probs.dtype }));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [logits, at] = broadcastAll(this.logits, value) as [Tensor, Tensor];
    const bernoulli = binary_cross_entropy_with_logits(logits, at, { reduction: "none" });
    return bernoulli.neg().add(this.logNormalization());
  }

  private isStable(): Tensor {
    return this.probs.le(this.limits[0]).logical_or(this.probs.gt(this.limits[1]));
  }

  /** The probabilities, with a limit in place of those between the limits. */
  private cut(): Tensor {
    return where(this.isStable(), this.probs, mul(this.limits[0], ones_like(this.probs)));
  }
}
