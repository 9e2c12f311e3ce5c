import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { batch_norm } from "../functional/batchNormalizations.js";
import { StatisticsModule, type NumFeatures, type StatisticsModuleOptions } from "./statisticsModule.js";

/** What batch norms of all numbers of dimensions have in common. */
export abstract class BatchNorm extends StatisticsModule {
  /** The numbers of dimensions that an input can have. */
  protected abstract readonly ranks: readonly number[];

  constructor(sizes: NumFeatures & StatisticsModuleOptions);
  constructor(
    num_features: number,
    eps?: number | StatisticsModuleOptions,
    momentum?: number | null | StatisticsModuleOptions,
    affine?: boolean | StatisticsModuleOptions,
    track_running_stats?: boolean | StatisticsModuleOptions,
    options?: StatisticsModuleOptions,
  );
  constructor(...args: unknown[]) {
    super(args, { affine: true, tracking: true });
  }

  override forward(input: Tensor): Tensor {
    const x = tensorArgument(this.constructor.name, "input", input);
    if (!this.ranks.includes(x.ndim)) throw about(errors.inputRank(this.ranks, x.ndim), x);
    const { running_mean, running_var, weight, bias, eps, training } = this;
    const moves = training && this.track_running_stats;
    const momentum = moves ? this.countedMomentum() : (this.momentum ?? 0);
    const own = training || (running_mean === null && running_var === null);
    const used = !training || this.track_running_stats;
    return batch_norm(x, used ? running_mean : null, used ? running_var : null, weight, bias, own, momentum, eps);
  }

  private countedMomentum(): number {
    const { num_batches_tracked, momentum } = this;
    num_batches_tracked?.add_(1);
    return momentum ?? (num_batches_tracked === null ? 0 : 1 / num_batches_tracked.item());
  }
}

/**
 * Each channel of input [N, C] or [N, C, L] minus its mean, by its standard deviation, times weight [C] plus bias [C]. In
 * training the statistics are the batch's, and the running ones move towards them; in evaluation they are the running ones.
 * Throws for other shapes, and for one value per channel in training.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
 */
export class BatchNorm1d extends BatchNorm {
  protected get ranks(): readonly number[] {
    return [2, 3];
  }
}

/**
 * `BatchNorm1d` of images [N, C, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
 */
export class BatchNorm2d extends BatchNorm {
  protected get ranks(): readonly number[] {
    return [4];
  }
}

/**
 * `BatchNorm1d` of volumes [N, C, D, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm3d.html
 */
export class BatchNorm3d extends BatchNorm {
  protected get ranks(): readonly number[] {
    return [5];
  }
}
