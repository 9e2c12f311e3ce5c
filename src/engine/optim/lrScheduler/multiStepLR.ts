import { power } from "../power.js";
import { ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, wholeNumbers, type AnyOptimizer } from "./readers.js";

export interface MultiStepLROptions {
  /** The epochs at which the rate changes; one that stands there twice changes it twice. */
  readonly milestones: Iterable<number>;
  /** What it is multiplied by; 0.1 unless given. */
  readonly gamma?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { milestones: wholeNumbers(), gamma: number(0.1), last_epoch: number(-1) };

/**
 * Multiplies the learning rates by gamma at each milestone.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
 */
export class MultiStepLR extends LRScheduler {
  /** How often each epoch is a milestone. */
  declare milestones: Record<number, number>;
  declare gamma: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: MultiStepLROptions]
      | [
          milestones: Iterable<number>,
          gamma?: number | Partial<MultiStepLROptions>,
          last_epoch?: number | Partial<MultiStepLROptions>,
          options?: Partial<MultiStepLROptions>,
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<MultiStepLROptions>>("MultiStepLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { last_epoch, gamma } = read;
    const milestones: Record<number, number> = {};
    for (const epoch of read.milestones) milestones[epoch] = (milestones[epoch] ?? 0) + 1;
    super(target, last_epoch, { milestones, gamma });
  }

  protected override nextRates(): number[] {
    const times = this.milestones[this.last_epoch];
    return times === undefined ? ratesOf(this.optimizer) : this.times(power(this.gamma, times));
  }

  protected override ratesAt(epoch: number): number[] {
    const passed = Object.entries(this.milestones).filter(([milestone]) => Number(milestone) <= epoch);
    const factor = power(
      this.gamma,
      passed.reduce((sum, [, times]) => sum + times, 0),
    );
    return this.base_lrs.map((rate) => rate * factor);
  }
}
