import { readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { huber_loss, l1_loss, mse_loss, smooth_l1_loss, type SmoothL1Options } from "../functional/regressionLosses.js";
import type { ReductionOption } from "../functional/reduction.js";
import { Loss, PlainLoss, type ReductionName } from "./loss.js";

/**
 * The mean of (input − target)², or their sum, or with reduction "none" each. Warns if target is of another size than
 * input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
 */
export class MSELoss extends PlainLoss {
  override forward(input: Tensor, target: Tensor): Tensor {
    return mse_loss(input, target, { reduction: this.reduction });
  }
}

/**
 * The mean of |input − target|, or their sum, or with reduction "none" each. Warns if target is of another size than
 * input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html
 */
export class L1Loss extends PlainLoss {
  override forward(input: Tensor, target: Tensor): Tensor {
    return l1_loss(input, target, { reduction: this.reduction });
  }
}

/**
 * Quadratic where the difference of input and target is below beta, linear beyond: the mean, the sum, or with reduction
 * "none" each. A call throws for a negative beta.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html
 */
export class SmoothL1Loss extends Loss {
  readonly beta: number;

  constructor(options?: SmoothL1Options) {
    const given = readArguments<SmoothL1Options>("SmoothL1Loss", ["reduction", "beta"], [options]);
    super(given.reduction);
    this.beta = numberArgument("SmoothL1Loss", "beta", given.beta ?? 1);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return smooth_l1_loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

export interface HuberLossOptions extends ReductionOption {
  /** Where the loss changes from quadratic to linear; 1 unless given. */
  readonly delta?: number;
}

/**
 * Quadratic where the difference of input and target is at most delta, linear beyond: the mean, the sum, or with
 * reduction "none" each. A call throws unless delta is above 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
 */
export class HuberLoss extends Loss {
  readonly delta: number;

  constructor(reduction?: ReductionName | HuberLossOptions, delta?: number | HuberLossOptions) {
    const given = readArguments<HuberLossOptions>("HuberLoss", ["reduction", "delta"], [reduction, delta]);
    super(given.reduction);
    this.delta = numberArgument("HuberLoss", "delta", given.delta ?? 1);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return huber_loss(input, target, { reduction: this.reduction, delta: this.delta });
  }
}
