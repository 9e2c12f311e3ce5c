import { readArguments } from "../arguments.js";
import { int64 } from "../dtype.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { full } from "../fills.js";
import { tensorArgument } from "../ops/operands.js";
import { broadcast_tensors } from "../ops/reshaping.js";
import { multinomial } from "../random/multinomial.js";
import { arange } from "../ranges.js";
import { elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { integer_interval, real_vector, simplex, type Constraint } from "./constraints.js";
import { Distribution, listed, type ExpandOption } from "./distribution.js";
import { lazily, own } from "./ownFields.js";
import { clampedProbs } from "./parameters.js";

export interface CategoricalOptions {
  /** The weights of the categories along the last dimension; or `logits`, but not both. */
  readonly probs?: Tensor | null;
  /** Logarithms of weights. */
  readonly logits?: Tensor | null;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/**
 * Distributions of the indices of the last dimension, by weights, which are divided by their sum. Throws unless either
 * `probs` or `logits` are given, for tensors without dimensions, and for weights that are negative or sum up to 0.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.categorical.Categorical
 */
export class Categorical extends Distribution {
  override has_enumerate_support = true;
  private readonly given: "probs" | "logits";

  constructor(
    probs?: Tensor | null | CategoricalOptions,
    logits?: Tensor | null | CategoricalOptions,
    validate_args?: boolean | null | CategoricalOptions,
  ) {
    const names = ["probs", "logits", "validate_args"] as const;
    const given = readArguments<CategoricalOptions>("Categorical", names, [probs, logits, validate_args]);
    const [weights, scores] = [given.probs ?? null, given.logits ?? null];
    if ((weights === null) === (scores === null)) throw errors.probsOrLogits();
    const name = weights === null ? "logits" : "probs";
    const parameter = tensorArgument("Categorical", name, weights ?? scores);
    if (parameter.ndim < 1) throw errors.categoriesWithoutDimension(name);
    super(parameter.shape.slice(0, -1));
    this.given = name;
    own(this, {
      [name]: weights === null ? parameter.sub(parameter.logsumexp(-1, true)) : parameter.div(parameter.sum(-1, true)),
    });
    this.checkParameters(given.validate_args);
  }

  /** The probabilities of the categories. */
  get probs(): Tensor {
    return lazily(this, "probs", () => this.logits.softmax(-1));
  }

  /** The logarithms of the probabilities. */
  get logits(): Tensor {
    return lazily(this, "logits", () => clampedProbs(this.probs).log());
  }

  /** The shape of probs and logits. */
  get param_shape(): readonly number[] {
    return this.parameter.shape;
  }

  get arg_constraints(): Readonly<Record<"probs" | "logits", Constraint>> {
    return { probs: simplex, logits: real_vector };
  }

  get support(): Constraint {
    return integer_interval(0, this.categories - 1);
  }

  /** NaN: categories have no mean. */
  override get mean(): Tensor {
    return full(this.batch_shape, NaN, { dtype: this.probs.dtype });
  }

  override get mode(): Tensor {
    return this.probs.argmax(-1);
  }

  /** NaN, as the mean. */
  override get variance(): Tensor {
    return this.mean;
  }

  expand(batch_shape: readonly number[]): this {
    return this.withExpanded(batch_shape, ["probs", "logits"], [this.categories]);
  }

  override entropy(): Tensor {
    const logits = this.logits.clamp({ min: finfo(this.logits.dtype).min });
    return logits.mul(this.probs).sum(-1).neg();
  }

  /** All indices along a first dimension; the batch's shape follows, with sizes of 1 if `expand` is false. */
  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    return listed(arange(this.categories, { dtype: int64 }), this.batch_shape, expand);
  }

  protected override draw(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const rows = this.probs.reshape([-1, this.categories]);
    return multinomial(rows, elementCount(sample_shape), true).t().reshape(shape);
  }

  protected logDensity(value: Tensor | number): Tensor {
    const indices = tensorArgument("log_prob", "value", value).to(int64).unsqueeze(-1);
    const [wanted, logits] = broadcast_tensors(indices, this.logits);
    return logits!.gather(-1, wanted!.narrow(-1, 0, 1)).squeeze(-1);
  }

  protected override isComputed(): boolean {
    return true;
  }

  /** @internal The parameter that was given. */
  get parameter(): Tensor {
    return this[this.given];
  }

  /** @internal How many categories there are. */
  get categories(): number {
    return this.parameter.size(-1);
  }
}
