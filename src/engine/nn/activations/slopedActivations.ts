import { booleanArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber, pythonSetting } from "../../pythonValues.js";
import { elu, leaky_relu } from "../functional/activations.js";
import { celu } from "../functional/shapedActivations.js";
import { Module } from "../module.js";
import { inPlaceText, type InPlaceModuleOptions } from "./inPlaceModule.js";

export interface AlphaOptions extends InPlaceModuleOptions {
  /** The limit at −∞ is −alpha; 1 unless given. */
  readonly alpha?: number;
}

/** What those have in common that have an alpha. */
abstract class AlphaActivation extends Module {
  readonly alpha: number;
  readonly inplace: boolean;

  constructor(alpha?: number | AlphaOptions, inplace?: boolean | InPlaceModuleOptions) {
    super();
    const { name } = this.constructor;
    const given = readArguments<AlphaOptions>(name, ["alpha", "inplace"], [alpha, inplace]);
    this.alpha = numberArgument(name, "alpha", given.alpha ?? 1);
    this.inplace = booleanArgument(name, "inplace", given.inplace, false);
  }

  abstract override forward(input: Tensor): Tensor;

  override extra_repr(): string {
    return `alpha=${pythonSetting(this.alpha, 1)}${inPlaceText(this.inplace)}`;
  }
}

/**
 * Each element, and alpha·(exp(x) − 1) below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html
 */
export class ELU extends AlphaActivation {
  override forward(input: Tensor): Tensor {
    return elu(input, this.alpha, this.inplace);
  }
}

/**
 * Each element, and alpha·(exp(x/alpha) − 1) below 0. A call throws if alpha is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html
 */
export class CELU extends AlphaActivation {
  override forward(input: Tensor): Tensor {
    return celu(input, this.alpha, this.inplace);
  }
}

export interface LeakyReLUOptions extends InPlaceModuleOptions {
  /** The slope below 0; 0.01 unless given. */
  readonly negative_slope?: number;
}

/**
 * Each element, and negative_slope times it below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html
 */
export class LeakyReLU extends Module {
  readonly negative_slope: number;
  readonly inplace: boolean;

  constructor(negative_slope?: number | LeakyReLUOptions, inplace?: boolean | InPlaceModuleOptions) {
    super();
    const names = ["negative_slope", "inplace"] as const;
    const given = readArguments<LeakyReLUOptions>("LeakyReLU", names, [negative_slope, inplace]);
    this.negative_slope = numberArgument("LeakyReLU", "negative_slope", given.negative_slope ?? 0.01);
    this.inplace = booleanArgument("LeakyReLU", "inplace", given.inplace, false);
  }

  override forward(input: Tensor): Tensor {
    return leaky_relu(input, this.negative_slope, this.inplace);
  }

  override extra_repr(): string {
    return `negative_slope=${pythonNumber(this.negative_slope)}${inPlaceText(this.inplace)}`;
  }
}
