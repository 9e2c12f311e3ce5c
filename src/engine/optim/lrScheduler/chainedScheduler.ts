import { isOptions } from "../../arguments.js";
import { inOrder } from "../../callByName.js";
import * as errors from "../../errors.js";
import { checkSchedulers, CombinedScheduler } from "./combined.js";
import { ratesOf } from "./groupSettings.js";
import type { LRScheduler } from "./lrScheduler.js";
import type { AnyOptimizer } from "./readers.js";

export interface ChainedSchedulerOptions {
  /** The schedulers, in the order in which they step. */
  readonly schedulers: readonly LRScheduler[];
  /** The optimizer of all of them; the first one's unless given. */
  readonly optimizer?: AnyOptimizer | null;
}

/**
 * Steps several schedulers of one optimizer at once: each changes the rates that the one before it left.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html
 */
export class ChainedScheduler extends CombinedScheduler {
  constructor(
    ...settings:
      | [options: ChainedSchedulerOptions]
      | [
          schedulers: readonly LRScheduler[],
          optimizer?: AnyOptimizer | null | Omit<ChainedSchedulerOptions, "schedulers">,
        ]
  ) {
    const call = "ChainedScheduler.__init__";
    const [given, of = null] = inOrder(`${call}(schedulers, optimizer)`, settings);
    if (given === undefined || isOptions(given)) throw errors.missingSetting(call, "schedulers");
    const { schedulers, optimizer } = checkSchedulers("ChainedScheduler", given, of as AnyOptimizer | null);
    super(optimizer, null, { _schedulers: schedulers, _last_lr: ratesOf(optimizer) });
  }

  override step(): void {
    for (const scheduler of this._schedulers) scheduler.step();
    this._last_lr = ratesOf(this.optimizer);
  }
}
