import * as errors from "../../errors.js";
import { forEachGroup, groupsOf } from "../lrScheduler/groupSettings.js";
import { LRScheduler } from "../lrScheduler/lrScheduler.js";
import { isAnnealStrategy, type AnnealStrategy } from "../lrScheduler/oneCycleLR.js";
import { asGiven, number, perGroup, readScheduler, type AnyOptimizer } from "../lrScheduler/readers.js";

export interface SWALROptions {
  /** The rate that it goes to, of all groups or of each. */
  readonly swa_lr: number | readonly number[];
  /** In how many epochs; 10 unless given. */
  readonly anneal_epochs?: number;
  /** As a cosine does unless given. */
  readonly anneal_strategy?: AnnealStrategy;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = {
  swa_lr: perGroup(),
  anneal_epochs: asGiven(10),
  anneal_strategy: asGiven<AnnealStrategy>("cos"),
  last_epoch: number(-1),
};

/**
 * Brings the learning rates to a constant one, at which weights are averaged.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.SWALR.html
 */
export class SWALR extends LRScheduler {
  declare anneal_epochs: number;
  declare protected _anneal_strategy: AnnealStrategy;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: SWALROptions]
      | [
          swa_lr: number | readonly number[],
          anneal_epochs?: number | Partial<SWALROptions>,
          anneal_strategy?: AnnealStrategy | Partial<SWALROptions>,
          last_epoch?: number | Partial<SWALROptions>,
          options?: Partial<SWALROptions>,
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<SWALROptions>>("SWALR", readers, [
      optimizer,
      ...settings,
    ]);
    const { anneal_epochs, anneal_strategy, last_epoch } = read;
    const rates = forEachGroup("swa_lr", target, read.swa_lr);
    if (!isAnnealStrategy(anneal_strategy)) throw errors.annealStrategy(anneal_strategy);
    if (!Number.isInteger(anneal_epochs) || anneal_epochs < 0) throw errors.annealEpochs(anneal_epochs);
    groupsOf(target).forEach((group, i) => {
      group.swa_lr = rates[i]!;
    });
    super(target, last_epoch, { anneal_epochs, _anneal_strategy: anneal_strategy });
  }

  protected override nextRates(): number[] {
    const step = this.anneal_epochs === 0 ? Math.max(1, this._step_count - 1) : this._step_count - 1;
    const [before, now] = [this.shareAt(step - 1), this.shareAt(step)];
    const groups = groupsOf(this.optimizer);
    return this.changed((rate, group) => {
      const swa_lr = groups[group]!.swa_lr!;
      // What the rate would be now had it not begun to change.
      const first = before === 1 ? swa_lr : (rate - before * swa_lr) / (1 - before);
      return swa_lr * now + first * (1 - now);
    });
  }

  private shareAt(step: number): number {
    const share = Math.max(0, Math.min(1, step / Math.max(1, this.anneal_epochs)));
    return this._anneal_strategy === "cos" ? (1 - Math.cos(Math.PI * share)) / 2 : share;
  }
}
