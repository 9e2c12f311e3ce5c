import { callUserCode } from "../../observer.js";
import * as errors from "../../errors.js";
import { LRScheduler, type SchedulerStateDict } from "./lrScheduler.js";
import { asGiven, number, readScheduler, type AnyOptimizer } from "./readers.js";

/** What an epoch multiplies the learning rate by. */
export type RateFunction = (epoch: number) => number;

export interface LambdaLROptions {
  /** A function for all groups, or one for each. */
  readonly lr_lambda: RateFunction | readonly RateFunction[];
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

export type LambdaSettings =
  | [options: LambdaLROptions]
  | [
      lr_lambda: RateFunction | readonly RateFunction[],
      last_epoch?: number | Partial<LambdaLROptions>,
      options?: Partial<LambdaLROptions>,
    ];

const readers = { lr_lambda: asGiven<LambdaLROptions["lr_lambda"]>(), last_epoch: number(-1) };

/** A scheduler whose rates are functions of the epoch, which `state_dict` leaves out. */
export abstract class FunctionScheduler extends LRScheduler {
  /** The function of each group. */
  declare readonly lr_lambdas: readonly RateFunction[];

  constructor(scheduler: string, given: readonly unknown[]) {
    const { optimizer, settings } = readScheduler<Required<LambdaLROptions>>(scheduler, readers, given);
    const { lr_lambda, last_epoch } = settings;
    const count = optimizer.param_groups.length;
    const list =
      typeof lr_lambda === "function" || !Array.isArray(lr_lambda)
        ? Array.from({ length: count }, () => lr_lambda)
        : lr_lambda;
    if (list.length !== count) throw errors.functionCount(count, list.length);
    for (const item of list as readonly unknown[]) if (typeof item !== "function") throw errors.rateNotAFunction(item);
    super(optimizer, last_epoch, { lr_lambdas: list });
  }

  override state_dict(): SchedulerStateDict {
    return { ...super.state_dict(), lr_lambdas: this.lr_lambdas.map(() => null) };
  }

  override load_state_dict({ lr_lambdas: _none, ...state }: SchedulerStateDict): void {
    super.load_state_dict(state);
  }

  protected factor(group: number): number {
    return callUserCode(() => this.lr_lambdas[group]!(this.last_epoch));
  }
}

/**
 * Multiplies the first learning rates by a function of the epoch. Throws if there are functions for another number of groups.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html
 */
export class LambdaLR extends FunctionScheduler {
  constructor(optimizer: AnyOptimizer, ...settings: LambdaSettings) {
    super("LambdaLR", [optimizer, ...settings]);
  }

  protected override nextRates(): number[] {
    return this.base_lrs.map((rate, group) => rate * this.factor(group));
  }
}
