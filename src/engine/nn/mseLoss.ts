import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { reductionArgument, type ReductionOption } from "./functional/reduction.js";
import { mse_loss } from "./functional/regressionLosses.js";
import { Module } from "./module.js";

/**
 * The mean of (input − target)², or their sum, or with reduction "none" each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
 */
export class MSELoss extends Module {
  readonly reduction: NonNullable<ReductionOption["reduction"]>;

  constructor(options?: ReductionOption) {
    super();
    const given = readArguments<ReductionOption>("MSELoss", ["reduction"], options === undefined ? [] : [options]);
    this.reduction = reductionArgument(given.reduction);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return mse_loss(input, target, { reduction: this.reduction });
  }
}
