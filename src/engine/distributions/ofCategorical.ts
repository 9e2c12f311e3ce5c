import type { Tensor } from "../tensor.js";
import { Categorical } from "./categorical.js";
import { real_vector, simplex, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";

/** Distributions of vectors with a number for each category. */
export abstract class OfCategorical extends Distribution {
  /** @internal */
  readonly categorical: Categorical;

  constructor(categorical: Categorical) {
    super(categorical.batch_shape, categorical.param_shape.slice(-1));
    this.categorical = categorical;
  }

  /** The probabilities of the categories. */
  get probs(): Tensor {
    return this.categorical.probs;
  }

  /** The logarithms of the probabilities. */
  get logits(): Tensor {
    return this.categorical.logits;
  }

  /** The shape of probs and logits. */
  get param_shape(): readonly number[] {
    return this.categorical.param_shape;
  }

  get arg_constraints(): Readonly<Record<"probs" | "logits", Constraint>> {
    return { probs: simplex, logits: real_vector };
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { categorical: this.categorical.expand(batch_shape) });
  }
}
