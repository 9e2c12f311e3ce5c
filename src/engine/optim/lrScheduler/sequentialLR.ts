import * as errors from "../../errors.js";
import { checkSchedulers, CombinedScheduler } from "./combined.js";
import { groupsOf, setRate } from "./groupSettings.js";
import type { LRScheduler } from "./lrScheduler.js";
import { asGiven, number, readScheduler, wholeNumbers, type AnyOptimizer } from "./readers.js";

export interface SequentialLROptions {
  /** The schedulers, one after the other. */
  readonly schedulers: readonly LRScheduler[];
  /** The epochs at which the next scheduler takes over: one less than there are schedulers. */
  readonly milestones: readonly number[];
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = {
  schedulers: asGiven<readonly LRScheduler[]>(),
  milestones: wholeNumbers(),
  last_epoch: number(-1),
};

/**
 * Has schedulers of one optimizer work one after the other, each from epoch 0 on.
 * Throws where the milestones do not lie between them.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
 */
export class SequentialLR extends CombinedScheduler {
  declare protected _milestones: readonly number[];

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: SequentialLROptions]
      | [
          schedulers: readonly LRScheduler[],
          milestones: readonly number[] | Omit<SequentialLROptions, "schedulers">,
          last_epoch?: number | Partial<SequentialLROptions>,
          options?: Partial<SequentialLROptions>,
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<SequentialLROptions>>(
      "SequentialLR",
      readers,
      [optimizer, ...settings],
    );
    const { schedulers } = checkSchedulers("SequentialLR", read.schedulers, target);
    const { milestones, last_epoch } = read;
    if (milestones.length !== schedulers.length - 1) throw errors.milestoneCount(schedulers.length, milestones.length);
    super(target, null, { _schedulers: schedulers, _milestones: milestones, last_epoch: last_epoch + 1 });
    // Each of them has set rates when it was made: they are undone, and the one whose turn it is begins anew.
    for (const group of groupsOf(target)) setRate(group, group.initial_lr!);
    this.undo();
    const first = this.current(0);
    first.begin();
    this._last_lr = first.get_last_lr();
  }

  override step(): void {
    this.last_epoch++;
    const scheduler = this.current(this.last_epoch);
    const isItsFirst = this._milestones[this._schedulers.indexOf(scheduler) - 1] === this.last_epoch;
    if (isItsFirst) scheduler.moveTo(0);
    else scheduler.step();
    this._last_lr = scheduler.get_last_lr();
  }

  private current(epoch: number): LRScheduler {
    const next = this._milestones.findIndex((milestone) => epoch < milestone);
    return this._schedulers.at(next)!;
  }
}
