import { readArguments } from "../arguments.js";
import { tensor } from "../creation.js";
import { int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { ones_like, zeros } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { Binomial } from "./binomial.js";
import { Categorical, type CategoricalOptions } from "./categorical.js";
import { multinomial, type Constraint } from "./constraints.js";
import { OfCategorical } from "./ofCategorical.js";
import { broadcastAll } from "./parameters.js";

export interface MultinomialOptions extends CategoricalOptions {
  /** How many indices are drawn; 1 unless given. */
  readonly total_count?: number;
}

/**
 * Distributions of how often each category is drawn in `total_count` draws. Throws unless either `probs` or `logits` are
 * given, and for weights that are negative or sum up to 0.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.multinomial.Multinomial
 */
export class Multinomial extends OfCategorical {
  /** How many indices are drawn. */
  readonly total_count: number;
  private readonly binomial: Binomial;

  constructor(
    total_count: number | MultinomialOptions = 1,
    probs?: Tensor | null | MultinomialOptions,
    logits?: Tensor | null | MultinomialOptions,
    validate_args?: boolean | null | MultinomialOptions,
  ) {
    const names = ["total_count", "probs", "logits", "validate_args"] as const;
    const given = readArguments<MultinomialOptions>("Multinomial", names, [total_count, probs, logits, validate_args]);
    const { total_count: count = 1 } = given;
    if (!Number.isInteger(count)) throw errors.totalCountKind();
    super(new Categorical(given.probs, given.logits));
    this.total_count = count;
    this.binomial = new Binomial(count, this.probs);
    this.checkParameters(given.validate_args);
  }

  get support(): Constraint {
    return multinomial(this.total_count);
  }

  override get mean(): Tensor {
    return this.probs.mul(this.total_count);
  }

  override get variance(): Tensor {
    return this.probs.mul(this.total_count).mul(sub(1, this.probs));
  }

  override entropy(): Tensor {
    const count = tensor(this.total_count, { dtype: int64 });
    const ofOrder = this.categorical.entropy().mul(count).sub(count.add(1).lgamma());
    const some = this.binomial.enumerate_support(false).narrow(0, 1, this.total_count);
    const weighted = this.binomial.log_prob(some).exp().mul(some.add(1).lgamma());
    return ofOrder.add(weighted.sum([0, -1]));
  }

  protected override draw(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const indices = this.categorical.sample([this.total_count, ...sample_shape]).movedim(0, -1);
    const counts = zeros(shape, { dtype: indices.dtype });
    return counts.scatter_add_(-1, indices, ones_like(indices)).to(this.probs.dtype);
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [logits, counts] = broadcastAll(this.logits, value) as [Tensor, Tensor];
    const possible = logits.masked_fill(counts.eq(0).logical_and(logits.eq(-Infinity)), 0);
    const orders = counts.sum(-1).add(1).lgamma().sub(counts.add(1).lgamma().sum(-1));
    return orders.add(possible.mul(counts).sum(-1));
  }
}
