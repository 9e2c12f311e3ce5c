import type { Tensor } from "../tensor.js";
import { OddsDistribution, type OddsOptions } from "./oddsDistribution.js";
import type { Parameter } from "./parameters.js";

export interface TriesOptions extends OddsOptions {
  /** How many tries, or failures, are counted. */
  readonly total_count?: Parameter;
}

/** Distributions that count by a total and the probabilities of a success. */
export abstract class TriesDistribution extends OddsDistribution {
  /** How many tries, or failures, are counted, as a tensor of the batch's shape. */
  declare readonly total_count: Tensor;

  constructor(total_count: unknown, probs: unknown, logits: unknown) {
    super(probs, logits, { total_count });
    const { total_count: count, parameter } = this;
    if (count.dtype !== parameter.dtype) this.total_count = count.to(parameter.dtype);
  }

  protected override isComputed(parameter?: string): boolean {
    return parameter !== "total_count";
  }
}
