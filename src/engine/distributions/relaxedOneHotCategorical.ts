import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { full_like } from "../fills.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { Categorical, type CategoricalOptions } from "./categorical.js";
import { real_vector, simplex, type Constraint } from "./constraints.js";
import { OfCategorical } from "./ofCategorical.js";
import { broadcastAll, clampedProbs } from "./parameters.js";
import { RelaxedDistribution } from "./relaxedDistribution.js";
import { ExpTransform } from "./transforms/elementTransforms.js";

export interface RelaxedOneHotCategoricalOptions extends CategoricalOptions {
  /** The lower, the nearer are the samples to vectors with a single one. */
  readonly temperature?: Tensor;
}

/** The logarithms of what `RelaxedOneHotCategorical` draws. */
class ExpRelaxedCategorical extends OfCategorical {
  override has_rsample = true;
  /** The lower, the nearer are the samples to vectors with a single one. */
  readonly temperature: Tensor;

  constructor(
    temperature: Tensor,
    probs: Tensor | null | undefined,
    logits: Tensor | null | undefined,
    validate_args: boolean | null | undefined,
  ) {
    super(new Categorical(probs, logits));
    this.temperature = temperature;
    this.checkParameters(validate_args);
  }

  get support(): Constraint {
    return real_vector;
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const uniforms = clampedProbs(rand(shape, { dtype: this.logits.dtype }));
    const gumbels = uniforms.log().neg().log().neg();
    const scores = this.logits.add(gumbels).div(this.temperature);
    return scores.sub(scores.logsumexp(-1, true));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const count = this.categorical.categories;
    const { temperature } = this;
    const [logits, at] = broadcastAll(this.logits, value) as [Tensor, Tensor];
    const scale = full_like(temperature, count)
      .lgamma()
      .sub(temperature.log().mul(1 - count));
    const score = logits.sub(at.mul(temperature));
    return score.sub(score.logsumexp(-1, true)).sum(-1).add(scale);
  }
}

/**
 * Distributions of vectors that sum up to 1, which can be differentiated by the weights of the categories: the lower
 * `temperature` is, the nearer they are to a single one. Throws unless either `probs` or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.relaxed_categorical.RelaxedOneHotCategorical
 */
export class RelaxedOneHotCategorical extends RelaxedDistribution {
  constructor(
    temperature: Tensor | RelaxedOneHotCategoricalOptions,
    probs?: Tensor | null | RelaxedOneHotCategoricalOptions,
    logits?: Tensor | null | RelaxedOneHotCategoricalOptions,
    validate_args?: boolean | null | RelaxedOneHotCategoricalOptions,
  ) {
    const names = ["temperature", "probs", "logits", "validate_args"] as const;
    const args = [temperature, probs, logits, validate_args];
    const given = readArguments<RelaxedOneHotCategoricalOptions>("RelaxedOneHotCategorical", names, args);
    const { temperature: heat, validate_args: validates } = given;
    if (heat === undefined) throw errors.missingArgument("RelaxedOneHotCategorical.__init__", "temperature");
    super(new ExpRelaxedCategorical(heat, given.probs, given.logits, validates), new ExpTransform(), validates);
  }

  override get arg_constraints(): Readonly<Record<"probs" | "logits", Constraint>> {
    return { probs: simplex, logits: real_vector };
  }

  override get support(): Constraint {
    return simplex;
  }
}
