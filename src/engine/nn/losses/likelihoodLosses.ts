import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { ctc_loss, type CtcLossOptions, type Lengths } from "../functional/ctcLoss.js";
import {
  gaussian_nll_loss,
  kl_div,
  poisson_nll_loss,
  type GaussianNllOptions,
  type KlDivOptions,
  type PoissonNllOptions,
} from "../functional/likelihoodLosses.js";
import { Module } from "../module.js";
import { Loss, type ReductionName } from "./loss.js";

/**
 * Kullback and Leibler's divergence target·(log(target) − input) of log probabilities from probabilities: the mean, the
 * sum, the "batchmean", or with reduction "none" each. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html
 */
export class KLDivLoss extends Module {
  readonly reduction: ReductionName | "batchmean";
  readonly log_target: boolean;

  constructor(options?: KlDivOptions) {
    super();
    const given = readArguments<KlDivOptions>("KLDivLoss", ["reduction", "log_target"], [options]);
    this.reduction = given.reduction ?? "mean";
    this.log_target = booleanArgument("KLDivLoss", "log_target", given.log_target, false);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return kl_div(input, target, { reduction: this.reduction, log_target: this.log_target });
  }
}

/**
 * The negative log likelihood of counts for Poisson's distribution: exp(input) − target·input, or input −
 * target·log(input + eps) without log_input. The mean, the sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html
 */
export class PoissonNLLLoss extends Loss {
  readonly log_input: boolean;
  readonly full: boolean;
  readonly eps: number;

  constructor(
    log_input?: boolean | PoissonNllOptions,
    full?: boolean | PoissonNllOptions,
    options?: PoissonNllOptions,
  ) {
    const names = ["log_input", "full", "eps", "reduction"] as const;
    const given = readArguments<PoissonNllOptions>("PoissonNLLLoss", names, [log_input, full, options]);
    super(given.reduction);
    this.log_input = booleanArgument("PoissonNLLLoss", "log_input", given.log_input, true);
    this.full = booleanArgument("PoissonNLLLoss", "full", given.full, false);
    this.eps = numberArgument("PoissonNLLLoss", "eps", given.eps ?? 1e-8);
  }

  override forward(log_input: Tensor, target: Tensor): Tensor {
    const { log_input: isLog, full, eps, reduction } = this;
    return poisson_nll_loss(log_input, target, { log_input: isLog, full, eps, reduction });
  }
}

/**
 * The negative log likelihood of targets for normal distributions, (log(var) + (input − target)²/var)/2: the mean, the
 * sum, or with reduction "none" each. Throws for negative variances.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html
 */
export class GaussianNLLLoss extends Loss {
  readonly full: boolean;
  readonly eps: number;

  constructor(options?: GaussianNllOptions) {
    const given = readArguments<GaussianNllOptions>("GaussianNLLLoss", ["full", "eps", "reduction"], [options]);
    super(given.reduction);
    this.full = booleanArgument("GaussianNLLLoss", "full", given.full, false);
    this.eps = numberArgument("GaussianNLLLoss", "eps", given.eps ?? 1e-6);
  }

  override forward(input: Tensor, target: Tensor, variance: Tensor | number): Tensor {
    const { full, eps, reduction } = this;
    return gaussian_nll_loss(input, target, variance, { full, eps, reduction });
  }
}

/**
 * Connectionist temporal classification of log probabilities [T, N, C] or [T, C] from targets [N, S], or all of them one
 * after the other. The mean of the losses by their target's length, the sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
 */
export class CTCLoss extends Loss {
  readonly blank: number;
  readonly zero_infinity: boolean;

  constructor(
    blank?: number | CtcLossOptions,
    reduction?: ReductionName | CtcLossOptions,
    zero_infinity?: boolean | CtcLossOptions,
  ) {
    const names = ["blank", "reduction", "zero_infinity"] as const;
    const given = readArguments<CtcLossOptions>("CTCLoss", names, [blank, reduction, zero_infinity]);
    super(given.reduction);
    this.blank = integerArgument("CTCLoss", "blank", given.blank ?? 0);
    this.zero_infinity = booleanArgument("CTCLoss", "zero_infinity", given.zero_infinity, false);
  }

  override forward(log_probs: Tensor, targets: Tensor, input_lengths: Lengths, target_lengths: Lengths): Tensor {
    const { blank, reduction, zero_infinity } = this;
    return ctc_loss(log_probs, targets, input_lengths, target_lengths, { blank, reduction, zero_infinity });
  }
}
