import { inOrder } from "../../callByName.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { warnEpoch } from "../warnings.js";
import { groupsOf, ratesOf, setRate } from "./groupSettings.js";
import { LRScheduler, type SchedulerStateDict } from "./lrScheduler.js";
import { asGiven, number, perGroup, readScheduler, type AnyOptimizer } from "./readers.js";

export interface ReduceLROnPlateauOptions {
  /** Whether less is better, or more; "min" unless given. */
  readonly mode?: "min" | "max";
  /** What the rate is multiplied by; 0.1 unless given, and below 1. */
  readonly factor?: number;
  /** How many epochs without a better metric are waited for; 10 unless given. */
  readonly patience?: number;
  /** By how much better counts as better; 1e-4 unless given. */
  readonly threshold?: number;
  /** Whether that is a share of the best metric, or a difference from it; "rel" unless given. */
  readonly threshold_mode?: "rel" | "abs";
  /** For how many epochs nothing is counted after a reduction. */
  readonly cooldown?: number;
  /** The least rate, of all groups or of each. */
  readonly min_lr?: number | readonly number[];
  /** The least change of a rate; 1e-8 unless given. */
  readonly eps?: number;
}

const readers = {
  mode: asGiven<"min" | "max">("min"),
  factor: number(0.1),
  patience: number(10),
  threshold: number(1e-4),
  threshold_mode: asGiven<"rel" | "abs">("rel"),
  cooldown: number(0),
  min_lr: perGroup(0),
  eps: number(1e-8),
};

/**
 * Reduces the learning rates when a metric, which `step` is given, has stopped getting better.
 * Throws for a factor of 1 or more.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
 */
export class ReduceLROnPlateau extends LRScheduler {
  declare factor: number;
  /** The least learning rate of groups that are added later; null where each group has its own. */
  declare default_min_lr: number | null;
  /** The least learning rate of each group. */
  declare min_lrs: number[];
  declare patience: number;
  declare cooldown: number;
  /** For how many epochs bad ones do not count yet. */
  declare cooldown_counter: number;
  declare eps: number;
  declare mode: "min" | "max";
  /** Worse than every metric: ∞ in mode "min", −∞ in mode "max". */
  declare mode_worse: number;
  declare threshold: number;
  declare threshold_mode: "rel" | "abs";
  /** The best metric so far. */
  declare best: number;
  /** How many epochs there were since the best one. */
  declare num_bad_epochs: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings: [
      mode?: "min" | "max" | ReduceLROnPlateauOptions,
      factor?: number | ReduceLROnPlateauOptions,
      patience?: number | ReduceLROnPlateauOptions,
      threshold?: number | ReduceLROnPlateauOptions,
      threshold_mode?: "rel" | "abs" | ReduceLROnPlateauOptions,
      cooldown?: number | ReduceLROnPlateauOptions,
      min_lr?: number | readonly number[] | ReduceLROnPlateauOptions,
      eps?: number | ReduceLROnPlateauOptions,
      options?: ReduceLROnPlateauOptions,
    ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<ReduceLROnPlateauOptions>>(
      "ReduceLROnPlateau",
      readers,
      [optimizer, ...settings],
    );
    const { min_lr, mode, threshold_mode, ...own } = read;
    const groups = target.param_groups.length;
    if (own.factor >= 1) throw errors.plateauFactor();
    if (typeof min_lr !== "number" && min_lr.length !== groups) throw errors.leastRateCount(groups, min_lr.length);
    if (mode !== "min" && mode !== "max") throw errors.plateauMode("mode", mode);
    if (threshold_mode !== "rel" && threshold_mode !== "abs")
      throw errors.plateauMode("threshold mode", threshold_mode);
    const least = typeof min_lr === "number" ? Array.from({ length: groups }, () => min_lr) : [...min_lr];
    super(target, null, {
      ...own,
      mode,
      threshold_mode,
      default_min_lr: typeof min_lr === "number" ? min_lr : null,
      min_lrs: least,
      last_epoch: 0,
      mode_worse: mode === "min" ? Infinity : -Infinity,
      _last_lr: ratesOf(target),
    });
    this._reset();
  }

  /** Whether nothing is counted as yet after a reduction. */
  get in_cooldown(): boolean {
    return this.cooldown_counter > 0;
  }

  /** Goes on to the next epoch, of which the metric is this. */
  override step(metrics: number | Tensor, epoch?: number | null): void;
  override step(...args: unknown[]): void {
    const call = "ReduceLROnPlateau.step";
    const [metrics, given] = inOrder(`${call}(metrics, epoch)`, args);
    if (metrics === undefined) throw errors.missingSetting(call, "metrics");
    const current = isTensor(metrics) ? metrics.item() : metrics;
    if (typeof current !== "number") throw errors.wrongArgument(call, "metrics", "float", metrics);
    if (typeof given === "number") warnEpoch();
    this.last_epoch = typeof given === "number" ? given : this.last_epoch + 1;
    if (this._is_better(current, this.best)) {
      this.best = current;
      this.num_bad_epochs = 0;
    } else {
      this.num_bad_epochs++;
    }
    if (this.in_cooldown) {
      this.cooldown_counter--;
      this.num_bad_epochs = 0;
    }
    if (this.num_bad_epochs > this.patience) {
      this.reduce();
      this.cooldown_counter = this.cooldown;
      this.num_bad_epochs = 0;
    }
    this._last_lr = ratesOf(this.optimizer);
  }

  override load_state_dict(state_dict: SchedulerStateDict): void {
    super.load_state_dict(state_dict);
    this.mode_worse = this.mode === "min" ? Infinity : -Infinity;
  }

  /** Forgets the best metric and what it has counted. */
  protected _reset(): void {
    this.best = this.mode_worse;
    this.cooldown_counter = 0;
    this.num_bad_epochs = 0;
  }

  /** Whether a metric is better than the best so far. */
  protected _is_better(a: number, best: number): boolean {
    const { mode, threshold, threshold_mode } = this;
    if (mode === "min") return a < (threshold_mode === "rel" ? best * (1 - threshold) : best - threshold);
    return a > (threshold_mode === "rel" ? best * (threshold + 1) : best + threshold);
  }

  private reduce(): void {
    const groups = groupsOf(this.optimizer);
    if (groups.length !== this.min_lrs.length) {
      const { default_min_lr } = this;
      if (default_min_lr === null) throw errors.plateauGroupsChanged(groups.length, this.min_lrs.length);
      this.min_lrs = groups.map(() => default_min_lr);
    }
    ratesOf(this.optimizer).forEach((rate, i) => {
      const reduced = Math.max(rate * this.factor, this.min_lrs[i]!);
      if (rate - reduced > this.eps) setRate(groups[i]!, reduced);
    });
  }
}
