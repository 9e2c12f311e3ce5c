import { integerArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import {
  binary_cross_entropy_with_logits,
  cross_entropy,
  nll_loss,
  type CrossEntropyOptions,
  type LogitLossOptions,
  type NllLossOptions,
} from "../functional/classificationLosses.js";
import { binary_cross_entropy, type BinaryCrossEntropyOptions } from "../functional/probabilityLosses.js";
import { Loss } from "./loss.js";

/**
 * The cross entropy between scores [N, C, …], which softmax makes probabilities, and targets: int64 classes [N, …] or
 * probabilities [N, C, …]. Its mean, its sum, or with reduction "none" each. weight [C] has a number for each class.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
 */
export class CrossEntropyLoss extends Loss {
  declare readonly weight: Tensor | null;
  readonly ignore_index: number;
  readonly label_smoothing: number;

  constructor(weight?: Tensor | null | CrossEntropyOptions, options?: CrossEntropyOptions) {
    const names = ["weight", "ignore_index", "reduction", "label_smoothing"] as const;
    const given = readArguments<CrossEntropyOptions>("CrossEntropyLoss", names, [weight, options]);
    super(given.reduction);
    this.registerWeight("weight", given.weight);
    this.ignore_index = integerArgument("CrossEntropyLoss", "ignore_index", given.ignore_index ?? -100);
    this.label_smoothing = numberArgument("CrossEntropyLoss", "label_smoothing", given.label_smoothing ?? 0);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignore_index, reduction, label_smoothing } = this;
    return cross_entropy(input, target, { weight, ignore_index, reduction, label_smoothing });
  }
}

/**
 * −input at the target's class: input [N, C, …] of log probabilities, target [N, …] of int64 classes. The mean, the sum,
 * or with reduction "none" each. weight [C] has a number for each class.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
 */
export class NLLLoss extends Loss {
  declare readonly weight: Tensor | null;
  readonly ignore_index: number;

  constructor(weight?: Tensor | null | NllLossOptions, options?: NllLossOptions) {
    const given = readArguments<NllLossOptions>("NLLLoss", ["weight", "ignore_index", "reduction"], [weight, options]);
    super(given.reduction);
    this.registerWeight("weight", given.weight);
    this.ignore_index = integerArgument("NLLLoss", "ignore_index", given.ignore_index ?? -100);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignore_index, reduction } = this;
    return nll_loss(input, target, { weight, ignore_index, reduction });
  }
}

/**
 * The cross entropy of probabilities of "yes" and targets from 0 to 1 of the same shape: its mean, its sum, or with
 * reduction "none" each. Throws if target is of another size, and for numbers that are not between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
 */
export class BCELoss extends Loss {
  declare readonly weight: Tensor | null;

  constructor(weight?: Tensor | null | BinaryCrossEntropyOptions, options?: BinaryCrossEntropyOptions) {
    const given = readArguments<BinaryCrossEntropyOptions>("BCELoss", ["weight", "reduction"], [weight, options]);
    super(given.reduction);
    this.registerWeight("weight", given.weight);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return binary_cross_entropy(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

/**
 * The cross entropy between scores, which sigmoid makes probabilities of "yes", and targets from 0 to 1 of the same
 * shape: its mean, its sum, or with reduction "none" each. pos_weight multiplies the loss of "yes".
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
 */
export class BCEWithLogitsLoss extends Loss {
  declare readonly weight: Tensor | null;
  declare readonly pos_weight: Tensor | null;

  constructor(weight?: Tensor | null | LogitLossOptions, options?: LogitLossOptions) {
    const names = ["weight", "reduction", "pos_weight"] as const;
    const given = readArguments<LogitLossOptions>("BCEWithLogitsLoss", names, [weight, options]);
    super(given.reduction);
    this.registerWeight("weight", given.weight);
    this.registerWeight("pos_weight", given.pos_weight);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, pos_weight, reduction } = this;
    return binary_cross_entropy_with_logits(input, target, { weight, pos_weight, reduction });
  }
}
