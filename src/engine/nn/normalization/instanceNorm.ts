import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { instance_norm } from "../functional/batchNormalizations.js";
import { StatisticsModule, type NumFeatures, type StatisticsModuleOptions } from "./statisticsModule.js";

/** What instance norms of all numbers of dimensions have in common. */
abstract class InstanceNorm extends StatisticsModule {
  /** The number of dimensions of one instance, channels among them. */
  protected abstract readonly unbatchedRank: number;

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
    super(args, { affine: false, tracking: false });
  }

  override forward(input: Tensor): Tensor {
    const x = tensorArgument(this.constructor.name, "input", input);
    const rank = this.unbatchedRank;
    if (x.ndim !== rank && x.ndim !== rank + 1) throw about(errors.inputRank([rank, rank + 1], x.ndim), x);
    this.checkChannels(x, x.ndim - rank);
    return x.ndim === rank ? this.normalized(x.unsqueeze(0)).squeeze(0) : this.normalized(x);
  }

  private normalized(x: Tensor): Tensor {
    const { running_mean, running_var, weight, bias, momentum, eps } = this;
    const own = this.training || !this.track_running_stats;
    return instance_norm(x, running_mean, running_var, weight, bias, own, momentum ?? 0, eps);
  }

  private checkChannels(x: Tensor, dim: number): void {
    const size = x.size(dim);
    if (size === this.num_features) return;
    if (this.affine) throw about(errors.numFeatures(dim, this.num_features, size), x);
    warnOnce(
      `input's size at dim=${dim} does not match num_features. You can silence this warning by not passing in num_features, which is not used because affine=False`,
    );
  }
}

/**
 * Each channel of each instance of input [N, C, L] or [C, L] minus its mean, by its standard deviation, times weight [C]
 * plus bias [C] if it is affine, which it is not unless told so.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html
 */
export class InstanceNorm1d extends InstanceNorm {
  protected get unbatchedRank(): number {
    return 2;
  }
}

/**
 * `InstanceNorm1d` of images [N, C, H, W] or [C, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
 */
export class InstanceNorm2d extends InstanceNorm {
  protected get unbatchedRank(): number {
    return 3;
  }
}

/**
 * `InstanceNorm1d` of volumes [N, C, D, H, W] or [C, D, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm3d.html
 */
export class InstanceNorm3d extends InstanceNorm {
  protected get unbatchedRank(): number {
    return 4;
  }
}
