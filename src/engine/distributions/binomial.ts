import * as errors from "../errors.js";
import { binomial } from "../random/poisson.js";
import { sub } from "../ops/arithmetic.js";
import { arange } from "../ranges.js";
import type { Tensor } from "../tensor.js";
import { integer_interval, nonnegative_integer, real, unit_interval, type Constraint } from "./constraints.js";
import { listed, type ExpandOption } from "./distribution.js";
import { readOdds } from "./oddsDistribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";
import { TriesDistribution, type TriesOptions } from "./triesDistribution.js";

export type BinomialOptions = TriesOptions;

/**
 * Binomial distributions: how many of `total_count` tries succeed, 1 unless given. The parameters are broadcast. Throws
 * unless either `probs`, in [0, 1], or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.binomial.Binomial
 */
export class Binomial extends TriesDistribution {
  override has_enumerate_support = true;

  constructor(
    total_count: Parameter | BinomialOptions = 1,
    probs?: Parameter | null | BinomialOptions,
    logits?: Parameter | null | BinomialOptions,
    validate_args?: boolean | null | BinomialOptions,
  ) {
    const names = ["total_count", "probs", "logits", "validate_args"] as const;
    const given = readOdds<BinomialOptions>("Binomial", names, [total_count, probs, logits, validate_args]);
    super(given.total_count ?? 1, given.probs, given.logits);
    this.checkParameters(given.validate_args);
  }

  override get arg_constraints(): Readonly<Record<"total_count" | "probs" | "logits", Constraint>> {
    return { total_count: nonnegative_integer, probs: unit_interval, logits: real };
  }

  get support(): Constraint {
    return integer_interval(0, this.total_count);
  }

  override get mean(): Tensor {
    return this.total_count.mul(this.probs);
  }

  override get mode(): Tensor {
    return this.total_count.add(1).mul(this.probs).floor().clamp({ max: this.total_count });
  }

  override get variance(): Tensor {
    return this.total_count.mul(this.probs).mul(sub(1, this.probs));
  }

  /** Throws for distributions of different numbers of tries. */
  override entropy(): Tensor {
    this.tries("entropy");
    const density = this.log_prob(this.enumerate_support(false));
    return density.exp().mul(density).sum(0).neg();
  }

  /** 0 to `total_count` along a first dimension. Throws for distributions of different numbers of tries. */
  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    const counts = arange(1 + this.tries("enumerate_support"), { dtype: this.parameter.dtype });
    return listed(counts, this.batch_shape, expand);
  }

  protected override draw(shape: readonly number[]): Tensor {
    return binomial(this.total_count.expand(shape), this.probs.expand(shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { total_count, logits } = this;
    const [count] = broadcastAll(value, total_count) as [Tensor, Tensor];
    const certain = total_count
      .mul(clampedByZero(logits))
      .add(total_count.mul(logits.abs().neg().exp().log1p()))
      .sub(total_count.add(1).lgamma());
    return count.mul(logits).sub(count.add(1).lgamma()).sub(total_count.sub(count).add(1).lgamma()).sub(certain);
  }

  private tries(method: string): number {
    const count = Math.trunc(this.total_count.max().item() as number);
    if (this.total_count.min().item() !== count) throw errors.unequalCounts(method);
    return count;
  }
}

/** The part above 0, whose gradient at 0 is a half. */
function clampedByZero(x: Tensor): Tensor {
  return x
    .clamp({ min: 0 })
    .add(x)
    .sub(x.clamp({ max: 0 }))
    .div(2);
}
