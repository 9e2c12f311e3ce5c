import { readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { binary_cross_entropy_with_logits } from "../nn/functional/classificationLosses.js";
import { sub } from "../ops/arithmetic.js";
import { bernoulli } from "../random/bernoulli.js";
import { arange } from "../ranges.js";
import type { Tensor } from "../tensor.js";
import { boolean, real, unit_interval, type Constraint } from "./constraints.js";
import { Distribution, listed, type ExpandOption } from "./distribution.js";
import { broadcastAll, clampedProbs, type Parameter } from "./parameters.js";

export interface BernoulliOptions {
  /** The probability of a one; or `logits`, but not both. */
  readonly probs?: Parameter | null;
  /** log(p / (1 − p)) of the probability of a one. */
  readonly logits?: Parameter | null;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/**
 * Distributions of ones and zeros. Throws unless either `probs`, in [0, 1], or `logits` are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.bernoulli.Bernoulli
 */
export class Bernoulli extends Distribution {
  override has_enumerate_support = true;
  private knownProbs: Tensor | null = null;
  private knownLogits: Tensor | null = null;

  constructor(
    probs?: Parameter | null | BernoulliOptions,
    logits?: Parameter | null | BernoulliOptions,
    validate_args?: boolean | null | BernoulliOptions,
  ) {
    const names = ["probs", "logits", "validate_args"] as const;
    const given = readArguments<BernoulliOptions>("Bernoulli", names, [probs, logits, validate_args]);
    const [likely, odds] = [given.probs ?? null, given.logits ?? null];
    if ((likely === null) === (odds === null)) throw errors.probsOrLogits();
    const [parameter] = broadcastAll(likely ?? odds);
    super(parameter!.shape);
    if (likely === null) this.knownLogits = parameter!;
    else this.knownProbs = parameter!;
    this.checkParameters(given.validate_args);
  }

  /** The probabilities of a one. */
  get probs(): Tensor {
    return (this.knownProbs ??= inGradMode(true, () => this.logits.sigmoid()));
  }

  /** log(p / (1 − p)) of the probabilities. */
  get logits(): Tensor {
    return (this.knownLogits ??= inGradMode(true, () => {
      const probs = clampedProbs(this.probs);
      return probs.log().sub(probs.neg().log1p());
    }));
  }

  /** The shape of probs and logits. */
  get param_shape(): readonly number[] {
    return this.batch_shape;
  }

  get arg_constraints(): Readonly<Record<"probs" | "logits", Constraint>> {
    return { probs: unit_interval, logits: real };
  }

  get support(): Constraint {
    return boolean;
  }

  get mean(): Tensor {
    return this.probs;
  }

  /** 1 or 0, whichever is likelier; NaN if neither is. */
  get mode(): Tensor {
    return this.probs.ge(0.5).to(this.probs.dtype).masked_fill_(this.probs.eq(0.5), NaN);
  }

  get variance(): Tensor {
    return this.probs.mul(sub(1, this.probs));
  }

  expand(batch_shape: readonly number[]): this {
    const [knownProbs, knownLogits] = [this.knownProbs, this.knownLogits].map(
      (known) => known?.expand(batch_shape) ?? null,
    );
    return this.with(batch_shape, { knownProbs, knownLogits });
  }

  entropy(): Tensor {
    return binary_cross_entropy_with_logits(this.logits, this.probs, { reduction: "none" });
  }

  /** 0 and 1 along a first dimension; the batch's shape follows, with sizes of 1 if `expand` is false. */
  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    return listed(arange(2, { dtype: (this.knownProbs ?? this.logits).dtype }), this.batch_shape, expand);
  }

  protected known(): Readonly<Record<string, Tensor | null>> {
    return { probs: this.knownProbs, logits: this.knownLogits };
  }

  protected draw(shape: readonly number[]): Tensor {
    return bernoulli(this.probs.expand(shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [logits, target] = broadcastAll(this.logits, value);
    return binary_cross_entropy_with_logits(logits!, target!, { reduction: "none" }).neg();
  }
}
