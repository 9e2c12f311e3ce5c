import { ratesOf } from "./groupSettings.js";
import { FunctionScheduler, type LambdaSettings } from "./lambdaLR.js";
import type { AnyOptimizer } from "./readers.js";

/**
 * Multiplies the present learning rates by a function of the epoch, from epoch 1 on.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html
 */
export class MultiplicativeLR extends FunctionScheduler {
  constructor(optimizer: AnyOptimizer, ...settings: LambdaSettings) {
    super("MultiplicativeLR", [optimizer, ...settings]);
  }

  protected override nextRates(): number[] {
    return this._is_initial ? ratesOf(this.optimizer) : this.changed((rate, group) => rate * this.factor(group));
  }
}
