import * as errors from "../../errors.js";
import { power } from "../power.js";
import { ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface StepLROptions {
  /** After how many epochs the rate changes. */
  readonly step_size: number;
  /** What it is multiplied by; 0.1 unless given. */
  readonly gamma?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { step_size: number(), gamma: number(0.1), last_epoch: number(-1) };

/**
 * Multiplies the learning rates by gamma every step_size epochs.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
 */
export class StepLR extends LRScheduler {
  declare step_size: number;
  declare gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: StepLROptions]
      | [
          step_size: number,
          gamma?: number | Partial<StepLROptions>,
          last_epoch?: number | Partial<StepLROptions>,
          options?: Partial<StepLROptions>,
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<StepLROptions>>("StepLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { last_epoch, ...own } = read;
    super(target, last_epoch, own);
  }

  protected override nextRates(): number[] {
    if (this.last_epoch === 0) return ratesOf(this.optimizer);
    if (this.step_size === 0) throw errors.zeroDivision("integer modulo by zero");
    return this.last_epoch % this.step_size === 0 ? this.times(this.gamma) : ratesOf(this.optimizer);
  }

  protected override ratesAt(epoch: number): number[] {
    const factor = power(this.gamma, Math.floor(epoch / this.step_size));
    return this.base_lrs.map((rate) => rate * factor);
  }
}
