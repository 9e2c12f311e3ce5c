import * as errors from "../../errors.js";
import { quotient, ratesOf } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface ConstantLROptions {
  /** What the rate is multiplied by, from 0 to 1; a third unless given. */
  readonly factor?: number;
  /** For how many epochs; 5 unless given. */
  readonly total_iters?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { factor: number(1 / 3), total_iters: number(5), last_epoch: number(-1) };

/**
 * Multiplies the learning rates by a factor for the first epochs. Throws for a factor outside [0, 1].
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
 */
export class ConstantLR extends LRScheduler {
  declare factor: number;
  declare total_iters: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings: [
      factor?: number | ConstantLROptions,
      total_iters?: number | ConstantLROptions,
      last_epoch?: number | ConstantLROptions,
      options?: ConstantLROptions,
    ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<ConstantLROptions>>("ConstantLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { last_epoch, ...own } = read;
    if (own.factor > 1 || own.factor < 0) throw errors.constantFactor();
    super(target, last_epoch, own);
  }

  protected override nextRates(): number[] {
    if (this.last_epoch === 0) return this.times(this.factor);
    return this.last_epoch === this.total_iters ? this.times(quotient(1, this.factor)) : ratesOf(this.optimizer);
  }

  protected override ratesAt(epoch: number): number[] {
    return this.base_lrs.map((rate) => rate * (this.factor + Number(epoch >= this.total_iters) * (1 - this.factor)));
  }
}
