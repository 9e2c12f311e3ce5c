import { readArguments } from "../arguments.js";
import { one_hot as oneHot } from "../nn/functional/sparse.js";
import { sub } from "../ops/arithmetic.js";
import { eye } from "../ranges.js";
import type { Tensor } from "../tensor.js";
import { Categorical, type CategoricalOptions } from "./categorical.js";
import { one_hot, type Constraint } from "./constraints.js";
import { isExpanded, type ExpandOption } from "./distribution.js";
import { OfCategorical } from "./ofCategorical.js";

export type OneHotCategoricalOptions = CategoricalOptions;

/**
 * Distributions of vectors of zeros with a one at a category, by weights, which are divided by their sum. Throws unless
 * either `probs` or `logits` are given, for tensors without dimensions, and for weights that are negative or sum up to 0.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.one_hot_categorical.OneHotCategorical
 */
export class OneHotCategorical extends OfCategorical {
  override has_enumerate_support = true;

  constructor(
    probs?: Tensor | null | OneHotCategoricalOptions,
    logits?: Tensor | null | OneHotCategoricalOptions,
    validate_args?: boolean | null | OneHotCategoricalOptions,
  ) {
    const names = ["probs", "logits", "validate_args"] as const;
    const given = readArguments<OneHotCategoricalOptions>(new.target.name, names, [probs, logits, validate_args]);
    super(new Categorical(given.probs, given.logits));
    this.checkParameters(given.validate_args);
  }

  get support(): Constraint {
    return one_hot;
  }

  override get mean(): Tensor {
    return this.probs;
  }

  override get mode(): Tensor {
    return this.inDtype(oneHot(this.probs.argmax(-1), this.categorical.categories));
  }

  override get variance(): Tensor {
    return this.probs.mul(sub(1, this.probs));
  }

  override entropy(): Tensor {
    return this.categorical.entropy();
  }

  /** The vector of each category along a first dimension; the batch's shape follows, with sizes of 1 if `expand` is false. */
  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    const count = this.categorical.categories;
    const vectors = eye(count, { dtype: this.categorical.parameter.dtype });
    const aligned = vectors.view([count, ...this.batch_shape.map(() => 1), count]);
    return isExpanded(expand) ? aligned.expand([count, ...this.batch_shape, count]) : aligned;
  }

  protected override draw(_shape: readonly number[], sample_shape: readonly number[]): Tensor {
    return this.inDtype(oneHot(this.categorical.sample(sample_shape), this.categorical.categories));
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.categorical.log_prob((value as Tensor).max(-1)[1]);
  }

  private inDtype(vectors: Tensor): Tensor {
    return vectors.to(this.probs.dtype);
  }
}

/**
 * The same with samples whose gradients are passed straight on to the probabilities.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.one_hot_categorical.OneHotCategoricalStraightThrough
 */
export class OneHotCategoricalStraightThrough extends OneHotCategorical {
  override has_rsample = true;

  protected override drawDifferentiably(_shape: readonly number[], sample_shape: readonly number[]): Tensor {
    return this.sample(sample_shape).add(this.probs.sub(this.probs.detach()));
  }
}
