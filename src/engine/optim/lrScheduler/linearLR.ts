import * as errors from "../../errors.js";
import { quotient, ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface LinearLROptions {
  /** What the first rate is multiplied by, above 0 and at most 1; a third unless given. */
  readonly start_factor?: number;
  /** What the last one is multiplied by, from 0 to 1; 1 unless given. */
  readonly end_factor?: number;
  /** How many epochs lie between them; 5 unless given. */
  readonly total_iters?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = {
  start_factor: number(1 / 3),
  end_factor: number(1),
  total_iters: number(5),
  last_epoch: number(-1),
};

/**
 * Changes the learning rates linearly from one factor to another over the first epochs. Throws for factors out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
 */
export class LinearLR extends LRScheduler {
  declare start_factor: number;
  declare end_factor: number;
  declare total_iters: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings: [
      start_factor?: number | LinearLROptions,
      end_factor?: number | LinearLROptions,
      total_iters?: number | LinearLROptions,
      last_epoch?: number | LinearLROptions,
      options?: LinearLROptions,
    ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<LinearLROptions>>("LinearLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { last_epoch, ...own } = read;
    if (own.start_factor > 1 || own.start_factor <= 0) throw errors.startFactor();
    if (own.end_factor > 1 || own.end_factor < 0) throw errors.endFactor();
    super(target, last_epoch, own);
  }

  protected override nextRates(): number[] {
    const { start_factor, end_factor, total_iters, last_epoch } = this;
    if (last_epoch === 0) return this.times(start_factor);
    if (this._is_initial || last_epoch > total_iters) return ratesOf(this.optimizer);
    const rise = end_factor - start_factor;
    return this.times(1 + quotient(rise, total_iters * start_factor + (last_epoch - 1) * rise));
  }

  protected override ratesAt(epoch: number): number[] {
    const { start_factor, end_factor, total_iters } = this;
    const share = quotient((end_factor - start_factor) * Math.min(total_iters, epoch), total_iters);
    return this.base_lrs.map((rate) => rate * (start_factor + share));
  }
}
