import { integerArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { multi_margin_loss, multilabel_margin_loss, type MultiMarginOptions } from "../functional/classMarginLosses.js";
import {
  cosine_embedding_loss,
  hinge_embedding_loss,
  margin_ranking_loss,
  soft_margin_loss,
  type MarginOptions,
} from "../functional/marginLosses.js";
import { multilabel_soft_margin_loss, type MultilabelSoftMarginOptions } from "../functional/multilabelLosses.js";
import { Loss, PlainLoss } from "./loss.js";

/** What losses have in common that have a margin; `unlessGiven` is what it is then. */
abstract class MarginLoss extends Loss {
  readonly margin: number;

  constructor(margin: number | MarginOptions | undefined, options: MarginOptions | undefined, unlessGiven: number) {
    const { name } = new.target;
    const given = readArguments<MarginOptions>(name, ["margin", "reduction"], [margin, options]);
    super(given.reduction);
    this.margin = numberArgument(name, "margin", given.margin ?? unlessGiven);
  }
}

/**
 * input where target is 1, max(0, margin − input) where it is −1; margin is 1 unless given. The mean, the sum, or with
 * reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html
 */
export class HingeEmbeddingLoss extends MarginLoss {
  constructor(margin?: number | MarginOptions, options?: MarginOptions) {
    super(margin, options, 1);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return hinge_embedding_loss(input, target, { margin: this.margin, reduction: this.reduction });
  }
}

/**
 * max(0, margin − target·(input1 − input2)), with target 1 where the first shall be the greater one, else −1; margin is
 * 0 unless given. The mean, the sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html
 */
export class MarginRankingLoss extends MarginLoss {
  constructor(margin?: number | MarginOptions, options?: MarginOptions) {
    super(margin, options, 0);
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return margin_ranking_loss(input1, input2, target, { margin: this.margin, reduction: this.reduction });
  }
}

/**
 * 1 − cos of the angle between the vectors where target is 1, max(0, cos − margin) where it is −1; margin is 0 unless
 * given. The mean, the sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html
 */
export class CosineEmbeddingLoss extends MarginLoss {
  constructor(margin?: number | MarginOptions, options?: MarginOptions) {
    super(margin, options, 0);
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return cosine_embedding_loss(input1, input2, target, { margin: this.margin, reduction: this.reduction });
  }
}

/**
 * log(1 + exp(−target·input)), with targets of 1 and −1. The mean, the sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html
 */
export class SoftMarginLoss extends PlainLoss {
  override forward(input: Tensor, target: Tensor): Tensor {
    return soft_margin_loss(input, target, { reduction: this.reduction });
  }
}

/**
 * How much less than 1 the scores of a row's classes are above those of the others, summed up and divided by the number
 * of classes; target [N, C] lists the classes, up to the first −1. The mean over the rows, the sum, or with reduction
 * "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html
 */
export class MultiLabelMarginLoss extends PlainLoss {
  override forward(input: Tensor, target: Tensor): Tensor {
    return multilabel_margin_loss(input, target, { reduction: this.reduction });
  }
}

/**
 * The cross entropy of sigmoid(input) and target, the mean over the classes in the last dimension: the mean of that, the
 * sum, or with reduction "none" each. weight [C] multiplies each class.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html
 */
export class MultiLabelSoftMarginLoss extends Loss {
  declare readonly weight: Tensor | null;

  constructor(weight?: Tensor | null | MultilabelSoftMarginOptions, options?: MultilabelSoftMarginOptions) {
    const names = ["weight", "reduction"] as const;
    const given = readArguments<MultilabelSoftMarginOptions>("MultiLabelSoftMarginLoss", names, [weight, options]);
    super(given.reduction);
    this.registerWeight("weight", given.weight);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return multilabel_soft_margin_loss(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

/**
 * Σ max(0, margin − input[c] + input[j])^p over all classes j but c, the target's, by the number of classes: the mean
 * over the rows, the sum, or with reduction "none" each. A call throws for another p than 1 and 2.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html
 */
export class MultiMarginLoss extends Loss {
  readonly p: number;
  readonly margin: number;
  declare readonly weight: Tensor | null;

  constructor(
    p?: number | MultiMarginOptions,
    margin?: number | MultiMarginOptions,
    weight?: Tensor | null | MultiMarginOptions,
    options?: MultiMarginOptions,
  ) {
    const names = ["p", "margin", "weight", "reduction"] as const;
    const given = readArguments<MultiMarginOptions>("MultiMarginLoss", names, [p, margin, weight, options]);
    super(given.reduction);
    this.p = integerArgument("MultiMarginLoss", "p", given.p ?? 1);
    this.margin = numberArgument("MultiMarginLoss", "margin", given.margin ?? 1);
    this.registerWeight("weight", given.weight);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { p, margin, weight, reduction } = this;
    return multi_margin_loss(input, target, { p, margin, weight, reduction });
  }
}
