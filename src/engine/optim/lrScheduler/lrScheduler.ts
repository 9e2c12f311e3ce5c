import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { Optimizer } from "../optimizer.js";
import { warnEpoch, warnOuterRate, warnStepOrder, warnStepOverridden } from "../warnings.js";
import { groupsOf, ratesOf, setRates } from "./groupSettings.js";
import type { AnyOptimizer } from "./readers.js";

/** A scheduler's state as plain data: everything that it holds but the optimizer. */
export type SchedulerStateDict = Readonly<Record<string, unknown>>;

/** What `step` may be given: the epoch that it goes to, or by `ReduceLROnPlateau` the metric. */
export type StepArgument = number | Tensor | { readonly epoch?: number | null };

/**
 * Sets the learning rates of an optimizer's groups, at once and after each `step`. A class that derives from it says in
 * `get_lr` what they are, one for each group. `get_lr` is called before the constructor of that class goes on: what it reads
 * of `this` is handed to this constructor as `settings`, and declared with `declare`.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LRScheduler.html
 */
export class LRScheduler {
  /** Whose learning rates are set. */
  readonly optimizer: AnyOptimizer;
  /** The rates that the groups had at first. */
  declare base_lrs: number[];
  /** How often it has stepped, or the epoch that it was told. */
  declare last_epoch: number;
  declare protected _step_count: number;
  declare protected _is_initial: boolean;
  declare protected _get_lr_called_within_step: boolean;
  declare protected _last_lr: number[];
  /** What `optimizer.step` was at first: if it was exchanged since, nobody knows whether it was called. */
  protected readonly _step_at_first: unknown;

  /** With null for `last_epoch` it begins by itself. */
  constructor(optimizer: AnyOptimizer, last_epoch: number | null = -1, settings: object = {}) {
    if (!(optimizer instanceof Optimizer)) throw errors.notAnOptimizer(optimizer);
    this.optimizer = optimizer;
    this._step_at_first = optimizer.step;
    Object.assign(this, settings);
    if (last_epoch === null) return;
    const groups = groupsOf(optimizer);
    const rates = ratesOf(optimizer);
    groups.forEach((group, i) => {
      if (last_epoch === -1) group.initial_lr ??= rates[i]!;
      else if (group.initial_lr === undefined) throw errors.noInitialRate(i);
    });
    this.base_lrs = groups.map((group) => group.initial_lr!);
    this.last_epoch = last_epoch;
    optimizer.stepped ??= false;
    this.begin();
  }

  /**
   * Goes on to the next epoch and sets the learning rates. Comes after `optimizer.step()`, and warns if it does not. With an
   * epoch, which PyTorch advises against, it goes to that one.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LRScheduler.html#torch.optim.lr_scheduler.LRScheduler.step
   */
  step(epoch?: StepArgument | null): void {
    if (this._step_count === 1) {
      if (this.optimizer.step !== this._step_at_first) warnStepOverridden();
      else if (this.optimizer.stepped !== true) warnStepOrder();
    }
    this._step_count++;
    const given = epochArgument(epoch);
    if (given !== null) warnEpoch();
    this.moveTo(given);
  }

  /** The learning rates that it set last, one for each group. */
  get_last_lr(): number[] {
    return this._last_lr;
  }

  /** The learning rates of the present epoch, from those before. Whoever asks for the last ones calls `get_last_lr`. */
  get_lr(): number[] {
    if (!this._get_lr_called_within_step) warnOuterRate();
    return this.nextRates();
  }

  /** Everything that the scheduler holds, but the optimizer. */
  state_dict(): SchedulerStateDict {
    const { optimizer: _optimizer, _step_at_first: _step, ...state } = this as Readonly<Record<string, unknown>>;
    return state;
  }

  /** Takes what another scheduler's `state_dict` gave. */
  load_state_dict(state_dict: SchedulerStateDict): void {
    Object.assign(this, state_dict);
  }

  /** @internal The first step, which sets the rates of epoch 0. */
  begin(): void {
    this._step_count = 0;
    this._is_initial = true;
    try {
      this.step();
    } finally {
      this._is_initial = false;
    }
  }

  /** @internal Goes to an epoch, or to the next one. */
  moveTo(epoch: number | null): void {
    this.last_epoch = epoch ?? this.last_epoch + 1;
    this.setFrom(() => (epoch === null ? null : this.ratesAt(epoch)) ?? this.get_lr());
  }

  /** @internal Takes one step back, of a scheduler that another one is to begin anew. */
  undo(): void {
    this.last_epoch--;
  }

  /** Sets the rates that `rates` gives, which is not warned of. */
  protected setFrom(rates: () => number[]): void {
    this._get_lr_called_within_step = true;
    try {
      setRates(this.optimizer, rates());
    } finally {
      this._get_lr_called_within_step = false;
    }
    this._last_lr = ratesOf(this.optimizer);
  }

  /** The rates of the present epoch, from those before. */
  protected nextRates(): number[] {
    throw errors.missingGetLr();
  }

  /** The rates of an epoch from the first ones; null where there is no such form. */
  protected ratesAt(_epoch: number): number[] | null {
    return null;
  }

  /** What becomes of the present rates. */
  protected changed(change: (rate: number, group: number) => number): number[] {
    return ratesOf(this.optimizer).map(change);
  }

  /** Every present rate times a factor. */
  protected times(factor: number): number[] {
    return this.changed((rate) => rate * factor);
  }
}

export function epochArgument(given: unknown): number | null {
  const { epoch = null } = readArguments<{ epoch: unknown }>("step", ["epoch"], given === undefined ? [] : [given]);
  if (epoch !== null && typeof epoch !== "number") throw errors.wrongArgument("step", "epoch", "int", epoch);
  return epoch;
}
