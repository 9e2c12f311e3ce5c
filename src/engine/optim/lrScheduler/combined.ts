import * as errors from "../../errors.js";
import { LRScheduler, type SchedulerStateDict } from "./lrScheduler.js";
import type { AnyOptimizer } from "./readers.js";
import { ReduceLROnPlateau } from "./reduceLROnPlateau.js";

/** A scheduler that is made of others of the same optimizer. */
export abstract class CombinedScheduler extends LRScheduler {
  declare protected _schedulers: readonly LRScheduler[];

  override state_dict(): SchedulerStateDict {
    return { ...super.state_dict(), _schedulers: this._schedulers.map((scheduler) => scheduler.state_dict()) };
  }

  override load_state_dict({ _schedulers: states, ...state }: SchedulerStateDict): void {
    if (!Array.isArray(states)) throw errors.missingKey("_schedulers");
    super.load_state_dict(state);
    this._schedulers.forEach((scheduler, i) => {
      scheduler.load_state_dict(states[i] as SchedulerStateDict);
    });
  }

  /** @internal Takes one step back, each of its schedulers. */
  override undo(): void {
    for (const scheduler of this._schedulers) scheduler.undo();
  }
}

/** Throws for no schedulers, for what is none, for one that wants a metric, and for those of other optimizers. */
export function checkSchedulers(
  name: string,
  schedulers: unknown,
  given: AnyOptimizer | null,
): { readonly schedulers: readonly LRScheduler[]; readonly optimizer: AnyOptimizer } {
  const list: readonly unknown[] = Array.isArray(schedulers) ? schedulers : [];
  if (!Array.isArray(schedulers))
    throw errors.wrongArgument(`${name}.__init__`, "schedulers", "list of schedulers", schedulers);
  if (list.length === 0) throw errors.noSchedulers(name);
  const [first] = list;
  const optimizer = given ?? (first instanceof LRScheduler ? first.optimizer : null);
  list.forEach((scheduler, i) => {
    if (!(scheduler instanceof LRScheduler)) throw errors.schedulerWithoutOptimizer(name, i);
    if (scheduler instanceof ReduceLROnPlateau) throw errors.plateauAmongSchedulers(name, i);
    if (scheduler.optimizer === optimizer) return;
    const inner = { name: scheduler.constructor.name, optimizer: String(scheduler.optimizer) };
    throw errors.schedulerOfOtherOptimizer(name, i, inner, optimizer!.constructor.name);
  });
  return { schedulers: list as readonly LRScheduler[], optimizer: optimizer! };
}
