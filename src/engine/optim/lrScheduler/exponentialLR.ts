import { power } from "../power.js";
import { ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface ExponentialLROptions {
  /** What the rate is multiplied by each epoch. */
  readonly gamma: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { gamma: number(), last_epoch: number(-1) };

/**
 * Multiplies the learning rates by gamma every epoch.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
 */
export class ExponentialLR extends LRScheduler {
  declare gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: ExponentialLROptions]
      | [gamma: number, last_epoch?: number | Partial<ExponentialLROptions>, options?: Partial<ExponentialLROptions>]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<ExponentialLROptions>>(
      "ExponentialLR",
      readers,
      [optimizer, ...settings],
    );
    const { last_epoch, gamma } = read;
    super(target, last_epoch, { gamma });
  }

  protected override nextRates(): number[] {
    return this._is_initial ? ratesOf(this.optimizer) : this.times(this.gamma);
  }

  protected override ratesAt(epoch: number): number[] {
    const factor = power(this.gamma, epoch);
    return this.base_lrs.map((rate) => rate * factor);
  }
}
