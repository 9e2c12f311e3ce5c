import * as errors from "../../errors.js";
import { callUserCode } from "../../observer.js";
import { power } from "../power.js";
import { beginMomentum, forEachGroup, groupsOf, quotient, setMomentum, setRates, usesBeta } from "./groupSettings.js";
import { LRScheduler, type SchedulerStateDict } from "./lrScheduler.js";
import {
  asGiven,
  boolean,
  number,
  oneOf,
  optionalFunction,
  optionalNumber,
  perGroup,
  readScheduler,
  type AnyOptimizer,
} from "./readers.js";

export type CycleMode = "triangular" | "triangular2" | "exp_range";

export interface CyclicLROptions {
  /** The least rate, of all groups or of each. */
  readonly base_lr: number | readonly number[];
  /** The greatest rate, of all groups or of each. */
  readonly max_lr: number | readonly number[];
  /** How many steps a cycle rises; 2000 unless given. */
  readonly step_size_up?: number;
  /** How many steps it falls; as many as it rises unless given. */
  readonly step_size_down?: number | null;
  /** All cycles alike, each half as high as the one before, or lower with each step by gamma. */
  readonly mode?: CycleMode;
  /** The base of mode "exp_range": amplitudes are multiplied by gamma to the power of the iteration; 1 unless given. */
  readonly gamma?: number;
  /** How high a cycle is, from its number or the step's; in place of `mode`. */
  readonly scale_fn?: ((x: number) => number) | null;
  /** What `scale_fn` is given. */
  readonly scale_mode?: "cycle" | "iterations";
  /** Whether the momentum falls while the rate rises; true unless given. */
  readonly cycle_momentum?: boolean;
  /** The least momentum, one for all groups or one for each; 0.8 unless given. */
  readonly base_momentum?: number | readonly number[];
  /** The greatest momentum, one for all groups or one for each; 0.9 unless given. */
  readonly max_momentum?: number | readonly number[];
  /** The last step that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = {
  base_lr: perGroup(),
  max_lr: perGroup(),
  step_size_up: number(2000),
  step_size_down: optionalNumber(),
  mode: asGiven<CycleMode>("triangular"),
  gamma: number(1),
  scale_fn: optionalFunction<(x: number) => number>(),
  scale_mode: oneOf(["cycle", "iterations"], "cycle"),
  cycle_momentum: boolean(true),
  base_momentum: perGroup(0.8),
  max_momentum: perGroup(0.9),
  last_epoch: number(-1),
};

const modes: { readonly [Mode in CycleMode]: "cycle" | "iterations" } = {
  triangular: "cycle",
  triangular2: "cycle",
  exp_range: "iterations",
};

/**
 * Lets the learning rates rise and fall between two bounds, and the momentum the other way. Stepped after each batch.
 * Throws where an optimizer has no momentum to cycle.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
 */
export class CyclicLR extends LRScheduler {
  /** The greatest learning rate of each group. */
  declare max_lrs: number[];
  /** How many iterations a cycle has. */
  declare total_size: number;
  /** The share of a cycle in which the rate grows. */
  declare step_ratio: number;
  declare mode: CycleMode;
  declare gamma: number;
  declare scale_mode: "cycle" | "iterations";
  declare cycle_momentum: boolean;
  /** Whether the momentum is the first of `betas`. */
  declare use_beta1: boolean;
  /** The least momentum of each group. */
  declare base_momentums: number[];
  /** The greatest momentum of each group. */
  declare max_momentums: number[];
  declare protected _scale_fn_custom: ((x: number) => number) | null;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: CyclicLROptions]
      | [
          base_lr: number | readonly number[],
          max_lr: number | readonly number[],
          ...rest: (number | boolean | readonly number[] | CycleMode | null | Partial<CyclicLROptions>)[],
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<CyclicLROptions>>("CyclicLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { step_size_up, mode, gamma, scale_fn, cycle_momentum, last_epoch } = read;
    const base_lrs = forEachGroup("base_lr", target, read.base_lr);
    const max_lrs = forEachGroup("max_lr", target, read.max_lr);
    if (!(mode in modes) && scale_fn === null) throw errors.cycleMode();
    const total_size = step_size_up + (read.step_size_down ?? step_size_up);
    const scale_mode = scale_fn === null ? modes[mode] : read.scale_mode;
    const step_ratio = quotient(step_size_up, total_size);
    const momentum = cycle_momentum ? momentumOf(target, read) : null;
    if (last_epoch === -1) {
      setRates(target, base_lrs);
      if (momentum !== null)
        beginMomentum(target, { base: momentum.base_momentums, max: momentum.max_momentums }, momentum.use_beta1);
    }
    const cycle = { max_lrs, total_size, step_ratio, mode, gamma, scale_mode, _scale_fn_custom: scale_fn };
    super(target, last_epoch, { ...cycle, cycle_momentum, ...momentum });
    this.base_lrs = base_lrs;
  }

  /** How high a cycle is, from its number or the step's. */
  scale_fn(x: number): number {
    const custom = this._scale_fn_custom;
    if (custom !== null) return callUserCode(() => custom(x));
    if (this.mode === "triangular") return 1;
    return this.mode === "triangular2" ? 1 / 2 ** (x - 1) : power(this.gamma, x);
  }

  override state_dict(): SchedulerStateDict {
    return { ...super.state_dict(), _scale_fn_custom: null };
  }

  override load_state_dict({ _scale_fn_custom: _none, ...state }: SchedulerStateDict): void {
    super.load_state_dict(state);
  }

  protected override nextRates(): number[] {
    const { last_epoch, total_size, step_ratio } = this;
    const cycle = Math.floor(1 + last_epoch / total_size);
    const place = 1 + last_epoch / total_size - cycle;
    const share = place <= step_ratio ? quotient(place, step_ratio) : (place - 1) / (step_ratio - 1);
    const height = (least: number, greatest: number): number =>
      (greatest - least) * share * this.scale_fn(this.scale_mode === "cycle" ? cycle : last_epoch);
    const rates = this.base_lrs.map((least, group) => least + height(least, this.max_lrs[group]!));
    if (this.cycle_momentum) {
      groupsOf(this.optimizer).forEach((group, i) => {
        const [least, greatest] = [this.base_momentums[i]!, this.max_momentums[i]!];
        setMomentum(group, greatest - height(least, greatest), this.use_beta1);
      });
    }
    return rates;
  }
}

function momentumOf(
  optimizer: AnyOptimizer,
  read: Required<CyclicLROptions>,
): { readonly use_beta1: boolean; readonly base_momentums: number[]; readonly max_momentums: number[] } {
  return {
    use_beta1: usesBeta(optimizer),
    base_momentums: forEachGroup("base_momentum", optimizer, read.base_momentum),
    max_momentums: forEachGroup("max_momentum", optimizer, read.max_momentum),
  };
}
