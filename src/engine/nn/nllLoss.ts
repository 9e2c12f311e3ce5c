import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { nll_loss, type NllLossOptions } from "./functional/classificationLosses.js";
import { reductionArgument, type ReductionOption } from "./functional/reduction.js";
import { Module } from "./module.js";

/**
 * The negative log-probability of each target class, from log-probabilities [N, C] and int64 classes [N]: their mean, sum,
 * or with reduction "none" each. `weight` has a number for each class.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
 */
export class NLLLoss extends Module {
  declare readonly weight: Tensor | null;
  readonly ignore_index: number;
  readonly reduction: NonNullable<ReductionOption["reduction"]>;

  constructor(weight?: Tensor | null | NllLossOptions, options?: NllLossOptions) {
    super();
    const args = [weight, options].filter((value) => value !== undefined);
    const given = readArguments<NllLossOptions>("NLLLoss", ["weight", "ignore_index", "reduction"], args);
    this.register_buffer("weight", given.weight ?? null);
    this.ignore_index = given.ignore_index ?? -100;
    this.reduction = reductionArgument(given.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignore_index, reduction } = this;
    return nll_loss(input, target, { weight, ignore_index, reduction });
  }
}
