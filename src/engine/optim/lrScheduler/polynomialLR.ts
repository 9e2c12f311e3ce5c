import { quotient, ratesOf } from "./groupSettings.js";
import { power } from "../power.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface PolynomialLROptions {
  /** After how many epochs the rate is 0; 5 unless given. */
  readonly total_iters?: number;
  /** The power of the share of epochs that is left; 1 unless given. */
  readonly power?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { total_iters: number(5), power: number(1), last_epoch: number(-1) };

/**
 * Lets the learning rates fall to 0 by a power of the share of epochs that is left.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
 */
export class PolynomialLR extends LRScheduler {
  declare total_iters: number;
  declare power: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings: [
      total_iters?: number | PolynomialLROptions,
      power?: number | PolynomialLROptions,
      last_epoch?: number | PolynomialLROptions,
      options?: PolynomialLROptions,
    ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<PolynomialLROptions>>(
      "PolynomialLR",
      readers,
      [optimizer, ...settings],
    );
    const { last_epoch, ...own } = read;
    super(target, last_epoch, own);
  }

  protected override nextRates(): number[] {
    const { last_epoch, total_iters } = this;
    if (this._is_initial || last_epoch > total_iters) return ratesOf(this.optimizer);
    const [left, before] = [1 - last_epoch / total_iters, 1 - (last_epoch - 1) / total_iters];
    return this.times(power(quotient(left, before), this.power));
  }

  protected override ratesAt(epoch: number): number[] {
    const left = 1 - quotient(Math.min(this.total_iters, epoch), this.total_iters);
    return this.base_lrs.map((rate) => rate * power(left, this.power));
  }
}
