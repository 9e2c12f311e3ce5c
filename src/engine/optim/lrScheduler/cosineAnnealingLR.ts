import * as errors from "../../errors.js";
import { quotient, ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface CosineAnnealingLROptions {
  /** After how many epochs the rate is least. */
  readonly T_max: number;
  /** The least rate; 0 unless given. */
  readonly eta_min?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { T_max: number(), eta_min: number(0), last_epoch: number(-1) };

/**
 * Lets the learning rates fall to eta_min, and rise again, as a cosine does.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
 */
export class CosineAnnealingLR extends LRScheduler {
  declare T_max: number;
  declare eta_min: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: CosineAnnealingLROptions]
      | [
          T_max: number,
          eta_min?: number | Partial<CosineAnnealingLROptions>,
          last_epoch?: number | Partial<CosineAnnealingLROptions>,
          options?: Partial<CosineAnnealingLROptions>,
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<CosineAnnealingLROptions>>(
      "CosineAnnealingLR",
      readers,
      [optimizer, ...settings],
    );
    const { last_epoch, ...own } = read;
    super(target, last_epoch, own);
  }

  protected override nextRates(): number[] {
    const { T_max, eta_min, last_epoch } = this;
    if (this._is_initial) return ratesOf(this.optimizer);
    if (T_max === 0) throw errors.zeroDivision("integer modulo by zero");
    if (this._step_count === 1 && last_epoch > 0) return this.ratesAt(last_epoch);
    if ((last_epoch - 1 - T_max) % (2 * T_max) === 0) {
      // The quotient below is 0 / 0 just after the least rate.
      const rise = 1 - Math.cos(Math.PI / T_max);
      return this.changed((rate, group) => rate + ((this.base_lrs[group]! - eta_min) * rise) / 2);
    }
    const height = (epoch: number): number => 1 + Math.cos((Math.PI * epoch) / T_max);
    const ratio = quotient(height(last_epoch), height(last_epoch - 1));
    return this.changed((rate) => ratio * (rate - eta_min) + eta_min);
  }

  protected override ratesAt(epoch: number): number[] {
    const height = 1 + Math.cos(quotient(Math.PI * epoch, this.T_max));
    return this.base_lrs.map((rate) => this.eta_min + ((rate - this.eta_min) * height) / 2);
  }
}
