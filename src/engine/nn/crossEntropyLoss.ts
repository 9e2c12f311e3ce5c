import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { cross_entropy, type CrossEntropyOptions } from "./functional/classificationLosses.js";
import { reductionArgument, type ReductionOption } from "./functional/reduction.js";
import { Module } from "./module.js";

/**
 * The cross entropy between scores [N, C], which softmax makes probabilities, and targets: int64 classes [N] or
 * probabilities [N, C]. Its mean, sum, or with reduction "none" each. `weight` has a number for each class.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
 */
export class CrossEntropyLoss extends Module {
  declare readonly weight: Tensor | null;
  readonly ignore_index: number;
  readonly reduction: NonNullable<ReductionOption["reduction"]>;
  readonly label_smoothing: number;

  constructor(weight?: Tensor | null | CrossEntropyOptions, options?: CrossEntropyOptions) {
    super();
    const args = [weight, options].filter((value) => value !== undefined);
    const given = readArguments<CrossEntropyOptions>(
      "CrossEntropyLoss",
      ["weight", "ignore_index", "reduction", "label_smoothing"],
      args,
    );
    this.register_buffer("weight", given.weight ?? null);
    this.ignore_index = given.ignore_index ?? -100;
    this.reduction = reductionArgument(given.reduction);
    this.label_smoothing = given.label_smoothing ?? 0;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignore_index, reduction, label_smoothing } = this;
    return cross_entropy(input, target, { weight, ignore_index, reduction, label_smoothing });
  }
}
