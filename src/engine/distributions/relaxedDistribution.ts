import type { Tensor } from "../tensor.js";
import type { Distribution } from "./distribution.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import type { Transform } from "./transforms/transform.js";

/** What a relaxed distribution draws before it is brought between 0 and 1. */
interface Heated extends Distribution {
  readonly temperature: Tensor;
  readonly probs: Tensor;
  readonly logits: Tensor;
}

/** Distributions in the place of ones that draw zeros and ones, which can be differentiated by the probabilities. */
export abstract class RelaxedDistribution extends TransformedDistribution {
  /** The distribution of what is drawn without those bounds. */
  declare readonly base_dist: Heated;

  constructor(base: Heated, transform: Transform, validate_args: boolean | null | undefined) {
    super(base, transform);
    this.has_rsample = true;
    this.checkParameters(validate_args);
  }

  /** The lower, the nearer are the samples to zeros and ones. */
  get temperature(): Tensor {
    return this.base_dist.temperature;
  }

  /** The probabilities of a one. */
  get probs(): Tensor {
    return this.base_dist.probs;
  }

  /** The logarithms of the probabilities, or of what they are to those of a zero. */
  get logits(): Tensor {
    return this.base_dist.logits;
  }
}
