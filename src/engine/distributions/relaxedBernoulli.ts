import * as errors from "../errors.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { real, unit_interval, type Constraint } from "./constraints.js";
import { OddsDistribution, readOdds, type OddsOptions } from "./oddsDistribution.js";
import { broadcastAll, clampedProbs, type Parameter } from "./parameters.js";
import { RelaxedDistribution } from "./relaxedDistribution.js";
import { SigmoidTransform } from "./transforms/elementTransforms.js";

export interface RelaxedBernoulliOptions extends OddsOptions {
  /** The lower, the nearer are the samples to 0 and 1. */
  readonly temperature?: Tensor;
}

/** The logits of what `RelaxedBernoulli` draws. */
class LogitRelaxedBernoulli extends OddsDistribution {
  /** The lower, the nearer are the samples to 0 and 1. */
  readonly temperature: Tensor;

  constructor(temperature: Tensor, probs: unknown, logits: unknown) {
    super(probs, logits);
    this.temperature = temperature;
    this.checkParameters(undefined);
  }

  get support(): Constraint {
    return real;
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const probs = clampedProbs(this.probs.expand(shape));
    const uniforms = clampedProbs(rand(shape, { dtype: probs.dtype }));
    const odds = uniforms.log().sub(uniforms.neg().log1p()).add(probs.log()).sub(probs.neg().log1p());
    return odds.div(this.temperature);
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [logits, at] = broadcastAll(this.logits, value) as [Tensor, Tensor];
    const difference = logits.sub(at.mul(this.temperature));
    return this.temperature.log().add(difference).sub(difference.exp().log1p().mul(2));
  }
}

/**
 * Bernoulli distributions of numbers between 0 and 1, which can be differentiated by the probabilities: the lower
 * `temperature` is, the nearer they are to 0 and 1. Throws unless either `probs`, in [0, 1], or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.relaxed_bernoulli.RelaxedBernoulli
 */
export class RelaxedBernoulli extends RelaxedDistribution {
  constructor(
    temperature: Tensor | RelaxedBernoulliOptions,
    probs?: Parameter | null | RelaxedBernoulliOptions,
    logits?: Parameter | null | RelaxedBernoulliOptions,
    validate_args?: boolean | null | RelaxedBernoulliOptions,
  ) {
    const names = ["temperature", "probs", "logits", "validate_args"] as const;
    const args = [temperature, probs, logits, validate_args];
    const given = readOdds<RelaxedBernoulliOptions>("RelaxedBernoulli", names, args);
    if (given.temperature === undefined) throw errors.missingArgument("RelaxedBernoulli.__init__", "temperature");
    const base = new LogitRelaxedBernoulli(given.temperature, given.probs, given.logits);
    super(base, new SigmoidTransform(), given.validate_args);
  }

  override get arg_constraints(): Readonly<Record<"probs" | "logits", Constraint>> {
    return { probs: unit_interval, logits: real };
  }

  override get support(): Constraint {
    return unit_interval;
  }
}
