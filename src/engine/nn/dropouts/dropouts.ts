import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonNumber } from "../../pythonValues.js";
import {
  alpha_dropout,
  dropout,
  dropout1d,
  dropout2d,
  dropout3d,
  feature_alpha_dropout,
} from "../functional/dropout.js";
import { Module } from "../module.js";

export interface DropoutModuleOptions {
  /** With which probability an element becomes 0; 0.5 unless given. */
  readonly p?: number;
  /** Writes the result over the input. */
  readonly inplace?: boolean;
}

/** What the modules that drop have in common: they do so while training and give the input itself in evaluation. */
abstract class DroppingModule extends Module {
  p: number;
  readonly inplace: boolean;

  /** Throws for a p outside [0, 1]. */
  constructor(p?: number | DropoutModuleOptions, inplace?: boolean | DropoutModuleOptions) {
    super();
    const { name } = new.target;
    const given = readArguments<DropoutModuleOptions>(name, ["p", "inplace"], [p, inplace]);
    this.p = given.p ?? 0.5;
    if (!(this.p >= 0 && this.p <= 1)) throw errors.dropoutProbability(this.p);
    this.inplace = booleanArgument(name, "inplace", given.inplace, false);
  }

  override extra_repr(): string {
    return `p=${pythonNumber(this.p)}, inplace=${pythonBool(this.inplace)}`;
  }
}

/**
 * While training, each element becomes 0 with probability p, and the others are divided by 1 − p. Throws for a p outside
 * [0, 1].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
 */
export class Dropout extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return dropout(input, this.p, this.training, this.inplace);
  }
}

/**
 * `Dropout` of whole channels: shape [N, C, L] or [C, L].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html
 */
export class Dropout1d extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return dropout1d(input, this.p, this.training, this.inplace);
  }
}

/**
 * `Dropout` of whole channels: shape [N, C, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html
 */
export class Dropout2d extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return dropout2d(input, this.p, this.training, this.inplace);
  }
}

/**
 * `Dropout` of whole channels: shape [N, C, D, H, W] or [C, D, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html
 */
export class Dropout3d extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return dropout3d(input, this.p, this.training, this.inplace);
  }
}

/**
 * Dropout that keeps the mean and the deviation of normal input, as goes with selu. `inplace` does nothing, as in PyTorch.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html
 */
export class AlphaDropout extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return alpha_dropout(input, this.p, this.training);
  }
}

/**
 * `AlphaDropout` of whole channels: shape [N, C, *].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html
 */
export class FeatureAlphaDropout extends DroppingModule {
  override forward(input: Tensor): Tensor {
    return feature_alpha_dropout(input, this.p, this.training);
  }
}
