import * as errors from "../../errors.js";
import { beginMomentum, forEachGroup, groupsOf, quotient, setMomentum, usesBeta } from "./groupSettings.js";
import { LRScheduler } from "./lrScheduler.js";
import { asGiven, boolean, number, optionalNumber, perGroup, readScheduler, type AnyOptimizer } from "./readers.js";

export interface OneCycleLROptions {
  /** The greatest rate, of all groups or of each. */
  readonly max_lr: number | readonly number[];
  /** How many steps there are; epochs · steps_per_epoch unless given. */
  readonly total_steps?: number | null;
  /** How many epochs there are; with steps_per_epoch in place of total_steps. */
  readonly epochs?: number | null;
  /** How many steps an epoch has; with epochs in place of total_steps. */
  readonly steps_per_epoch?: number | null;
  /** The share of the steps in which the rate rises; 0.3 unless given. */
  readonly pct_start?: number;
  /** How it rises and falls: as a cosine does unless given. */
  readonly anneal_strategy?: AnnealStrategy;
  /** Whether the momentum falls while the rate rises; true unless given. */
  readonly cycle_momentum?: boolean;
  /** The least momentum, one for all groups or one for each; 0.85 unless given. */
  readonly base_momentum?: number | readonly number[];
  /** The greatest momentum, one for all groups or one for each; 0.95 unless given. */
  readonly max_momentum?: number | readonly number[];
  /** What the greatest rate is divided by for the first one; 25 unless given. */
  readonly div_factor?: number;
  /** What the first rate is divided by for the last one; 1e4 unless given. */
  readonly final_div_factor?: number;
  /** Falls back to the first rate in as many steps as it rose, and then on to the last one. */
  readonly three_phase?: boolean;
  /** The last step that was; −1 for none. */
  readonly last_epoch?: number;
}

export type AnnealStrategy = "cos" | "linear";

type Rate = "initial_lr" | "max_lr" | "min_lr";
type Momentum = "base_momentum" | "max_momentum";

interface Phase {
  readonly end_step: number;
  readonly start_lr: Rate;
  readonly end_lr: Rate;
  readonly start_momentum: Momentum;
  readonly end_momentum: Momentum;
}

const readers = {
  max_lr: perGroup(),
  total_steps: optionalNumber(),
  epochs: optionalNumber(),
  steps_per_epoch: optionalNumber(),
  pct_start: number(0.3),
  anneal_strategy: asGiven<AnnealStrategy>("cos"),
  cycle_momentum: boolean(true),
  base_momentum: perGroup(0.85),
  max_momentum: perGroup(0.95),
  div_factor: number(25),
  final_div_factor: number(1e4),
  three_phase: boolean(false),
  last_epoch: number(-1),
};

/**
 * Lets the learning rates rise to max_lr and fall far below where they began, and the momentum the other way, in a given
 * number of steps. Stepped after each batch; throws for more steps than it was made for.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 */
export class OneCycleLR extends LRScheduler {
  declare total_steps: number;
  declare cycle_momentum: boolean;
  /** Whether the momentum is the first of `betas`. */
  declare use_beta1: boolean;
  declare protected _schedule_phases: readonly Phase[];
  declare protected _anneal_func_type: AnnealStrategy;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: OneCycleLROptions]
      | [
          max_lr: number | readonly number[],
          total_steps?: number | null | Partial<OneCycleLROptions>,
          ...rest: (number | boolean | readonly number[] | AnnealStrategy | null | Partial<OneCycleLROptions>)[],
        ]
  ) {
    const { optimizer: target, settings: read } = readScheduler<Required<OneCycleLROptions>>("OneCycleLR", readers, [
      optimizer,
      ...settings,
    ]);
    const { pct_start, anneal_strategy, cycle_momentum, last_epoch } = read;
    const total_steps = totalOf(read);
    if (!(pct_start >= 0 && pct_start <= 1)) throw errors.risingShare(pct_start);
    if (!isAnnealStrategy(anneal_strategy)) throw errors.annealStrategy(anneal_strategy);
    const max_lrs = forEachGroup("max_lr", target, read.max_lr);
    const momentum = cycle_momentum ? { use_beta1: usesBeta(target) } : {};
    if (last_epoch === -1) {
      groupsOf(target).forEach((group, i) => {
        group.initial_lr = quotient(max_lrs[i]!, read.div_factor);
        group.max_lr = max_lrs[i]!;
        group.min_lr = quotient(group.initial_lr, read.final_div_factor);
      });
      if ("use_beta1" in momentum) {
        const max = forEachGroup("max_momentum", target, read.max_momentum);
        beginMomentum(
          target,
          { base: forEachGroup("base_momentum", target, read.base_momentum), max },
          momentum.use_beta1,
        );
      }
    }
    const _schedule_phases = phases(total_steps, pct_start, read.three_phase);
    super(target, last_epoch, {
      total_steps,
      _schedule_phases,
      _anneal_func_type: anneal_strategy,
      cycle_momentum,
      ...momentum,
    });
  }

  protected override nextRates(): number[] {
    const { last_epoch, total_steps, _schedule_phases: all } = this;
    if (last_epoch > total_steps) throw errors.tooManyCycleSteps(last_epoch, total_steps);
    const found = all.findIndex(({ end_step }) => last_epoch <= end_step);
    const index = found < 0 ? all.length - 1 : found;
    const phase = all[index]!;
    const start = index === 0 ? 0 : all[index - 1]!.end_step;
    const share = quotient(last_epoch - start, phase.end_step - start);
    return groupsOf(this.optimizer).map((group) => {
      if (this.cycle_momentum) {
        const [from, to] = [group[phase.start_momentum]!, group[phase.end_momentum]!];
        setMomentum(group, this.between(from, to, share), this.use_beta1);
      }
      return this.between(group[phase.start_lr]!, group[phase.end_lr]!, share);
    });
  }

  private between(from: number, to: number, share: number): number {
    if (this._anneal_func_type === "linear") return (to - from) * share + from;
    return to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
  }
}

export function isAnnealStrategy(value: unknown): value is AnnealStrategy {
  return value === "cos" || value === "linear";
}

function totalOf({ total_steps, epochs, steps_per_epoch }: Required<OneCycleLROptions>): number {
  const positive = (name: string, value: number): number => {
    if (!Number.isInteger(value) || value <= 0) throw errors.expectedPositiveInteger(name, value);
    return value;
  };
  if (total_steps !== null) return positive("total_steps", total_steps);
  if (epochs === null || steps_per_epoch === null) throw errors.totalStepsUnknown();
  return positive("epochs", epochs) * positive("steps_per_epoch", steps_per_epoch);
}

function phases(total: number, rising: number, isThreePhase: boolean): Phase[] {
  const [low, high] = ["base_momentum", "max_momentum"] as const;
  const up = { start_lr: "initial_lr", end_lr: "max_lr", start_momentum: high, end_momentum: low } as const;
  const first: Phase = { end_step: rising * total - 1, ...up };
  const last = { end_step: total - 1, end_lr: "min_lr", end_momentum: high } as const;
  if (!isThreePhase) return [first, { ...last, start_lr: "max_lr", start_momentum: low }];
  const down = { start_lr: "max_lr", end_lr: "initial_lr", start_momentum: low, end_momentum: high } as const;
  return [
    first,
    { end_step: 2 * rising * total - 2, ...down },
    { ...last, start_lr: "initial_lr", start_momentum: high },
  ];
}
