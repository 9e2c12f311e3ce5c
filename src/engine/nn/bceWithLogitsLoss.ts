import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { binary_cross_entropy_with_logits, type LogitLossOptions } from "./functional/classificationLosses.js";
import { reductionArgument, type ReductionOption } from "./functional/reduction.js";
import { Module } from "./module.js";

/**
 * The cross entropy between scores, which sigmoid makes probabilities of "yes", and targets from 0 to 1 of the same shape:
 * its mean, sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
 */
export class BCEWithLogitsLoss extends Module {
  declare readonly weight: Tensor | null;
  declare readonly pos_weight: Tensor | null;
  readonly reduction: NonNullable<ReductionOption["reduction"]>;

  constructor(weight?: Tensor | null | LogitLossOptions, options?: LogitLossOptions) {
    super();
    const args = [weight, options].filter((value) => value !== undefined);
    const given = readArguments<LogitLossOptions>("BCEWithLogitsLoss", ["weight", "reduction", "pos_weight"], args);
    this.register_buffer("weight", given.weight ?? null);
    this.register_buffer("pos_weight", given.pos_weight ?? null);
    this.reduction = reductionArgument(given.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, pos_weight, reduction } = this;
    return binary_cross_entropy_with_logits(input, target, { weight, pos_weight, reduction });
  }
}
