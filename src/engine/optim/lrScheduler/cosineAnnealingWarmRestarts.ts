import * as errors from "../../errors.js";
import { epochArgument, LRScheduler, type StepArgument } from "./lrScheduler.js";
import { asGiven, number, readScheduler, type AnyOptimizer } from "./readers.js";

export interface CosineAnnealingWarmRestartsOptions {
  /** How many epochs the first period has. */
  readonly T_0: number;
  /** How many times longer each period is than the one before; 1 unless given. */
  readonly T_mult?: number;
  /** The least rate; 0 unless given. */
  readonly eta_min?: number;
  /** The last epoch that was; −1 for none. */
  readonly last_epoch?: number;
}

const readers = { T_0: asGiven<number>(), T_mult: asGiven(1), eta_min: asGiven(0), last_epoch: number(-1) };

/**
 * Lets the learning rates fall to eta_min as a cosine does, and begins anew after T_0 epochs, then after T_0·T_mult and so
 * on. `step` takes an epoch, also a fraction of one. Throws for periods that are no whole numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
 */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  declare T_0: number;
  /** How many epochs there are between this restart and the next. */
  declare T_i: number;
  declare T_mult: number;
  declare eta_min: number;
  /** How many epochs there were since the last restart. */
  declare T_cur: number;

  constructor(
    optimizer: AnyOptimizer,
    ...settings:
      | [options: CosineAnnealingWarmRestartsOptions]
      | [
          T_0: number,
          T_mult?: number | Partial<CosineAnnealingWarmRestartsOptions>,
          eta_min?: number | Partial<CosineAnnealingWarmRestartsOptions>,
          last_epoch?: number | Partial<CosineAnnealingWarmRestartsOptions>,
          options?: Partial<CosineAnnealingWarmRestartsOptions>,
        ]
  ) {
    const name = "CosineAnnealingWarmRestarts";
    const { optimizer: target, settings: read } = readScheduler<Required<CosineAnnealingWarmRestartsOptions>>(
      name,
      readers,
      [optimizer, ...settings],
    );
    const { T_0, T_mult, eta_min, last_epoch } = read;
    if (!Number.isInteger(T_0) || T_0 <= 0) throw errors.expectedPositiveInteger("T_0", T_0);
    if (!Number.isInteger(T_mult) || T_mult < 1) throw errors.periodFactor(T_mult);
    if (typeof eta_min !== "number") throw errors.leastRate(eta_min);
    super(target, last_epoch, { T_0, T_i: T_0, T_mult, eta_min, T_cur: last_epoch });
  }

  override step(epoch?: StepArgument | null): void {
    const given = epochArgument(epoch) ?? (this.last_epoch < 0 ? 0 : null);
    if (given === null) {
      this.T_cur++;
      if (this.T_cur >= this.T_i) {
        this.T_cur %= this.T_i;
        this.T_i *= this.T_mult;
      }
    } else {
      this.enter(given);
    }
    this.last_epoch = Math.floor(given ?? this.last_epoch + 1);
    this.setFrom(() => this.get_lr());
  }

  protected override nextRates(): number[] {
    const height = 1 + Math.cos((Math.PI * this.T_cur) / this.T_i);
    return this.base_lrs.map((rate) => this.eta_min + ((rate - this.eta_min) * height) / 2);
  }

  /** Finds the period of an epoch. */
  private enter(epoch: number): void {
    const { T_0, T_mult } = this;
    if (epoch < 0) throw errors.negativeEpoch(epoch);
    if (epoch < T_0) {
      this.T_i = T_0;
      this.T_cur = epoch;
    } else if (T_mult === 1) {
      this.T_cur = epoch % T_0;
    } else {
      const period = Math.trunc(Math.log((epoch / T_0) * (T_mult - 1) + 1) / Math.log(T_mult));
      this.T_cur = epoch - (T_0 * (T_mult ** period - 1)) / (T_mult - 1);
      this.T_i = T_0 * T_mult ** period;
    }
  }
}
