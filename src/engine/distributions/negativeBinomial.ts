import * as errors from "../errors.js";
import { logsigmoid } from "../nn/functional/activations.js";
import { add } from "../ops/arithmetic.js";
import { poisson } from "../random/poisson.js";
import type { Tensor } from "../tensor.js";
import { greater_than_eq, nonnegative_integer, real, type Constraint } from "./constraints.js";
import { Gamma } from "./gamma.js";
import { readOdds } from "./oddsDistribution.js";
import { lazily } from "./ownFields.js";
import { broadcastAll, type Parameter } from "./parameters.js";
import { belowOne } from "./regions/intervals.js";
import { TriesDistribution, type TriesOptions } from "./triesDistribution.js";

export type NegativeBinomialOptions = TriesOptions;

/**
 * Negative binomial distributions: how many tries succeed before `total_count` fail. The parameters are broadcast. Throws
 * unless either `probs`, in [0, 1), or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.negative_binomial.NegativeBinomial
 */
export class NegativeBinomial extends TriesDistribution {
  constructor(
    total_count: Parameter | NegativeBinomialOptions,
    probs?: Parameter | null | NegativeBinomialOptions,
    logits?: Parameter | null | NegativeBinomialOptions,
    validate_args?: boolean | null | NegativeBinomialOptions,
  ) {
    const names = ["total_count", "probs", "logits", "validate_args"] as const;
    const args = [total_count, probs, logits, validate_args];
    const given = readOdds<NegativeBinomialOptions>("NegativeBinomial", names, args);
    if (given.total_count === undefined) throw errors.missingArgument("NegativeBinomial.__init__", "total_count");
    super(given.total_count, given.probs, given.logits);
    this.checkParameters(given.validate_args);
  }

  override get arg_constraints(): Readonly<Record<"total_count" | "probs" | "logits", Constraint>> {
    return { total_count: greater_than_eq(0), probs: belowOne, logits: real };
  }

  get support(): Constraint {
    return nonnegative_integer;
  }

  override get mean(): Tensor {
    return this.total_count.mul(this.logits.exp());
  }

  override get mode(): Tensor {
    return this.total_count.sub(1).mul(this.logits.exp()).floor().clamp({ min: 0 });
  }

  override get variance(): Tensor {
    return this.mean.div(this.logits.neg().sigmoid());
  }

  protected override draw(_shape: readonly number[], sample_shape: readonly number[]): Tensor {
    return poisson(this.rates.sample(sample_shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { total_count, logits } = this;
    const [count] = broadcastAll(value, total_count) as [Tensor, Tensor];
    const unnormalized = total_count.mul(logsigmoid(logits.neg())).add(count.mul(logsigmoid(logits)));
    const both = total_count.add(count);
    const normalization = both.lgamma().neg().add(add(1, count).lgamma()).add(total_count.lgamma());
    return unnormalized.sub(normalization.masked_fill(both.eq(0), 0));
  }

  /** No successes of no failures is certain, although a gamma distribution wants a positive concentration. */
  private get rates(): Gamma {
    return lazily(this, "rates", () => new Gamma(this.total_count, this.logits.neg().exp(), false));
  }
}
