import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber, pythonSetting } from "../../pythonValues.js";
import { hardtanh } from "../functional/activations.js";
import { rrelu } from "../functional/rrelu.js";
import { threshold } from "../functional/shapedActivations.js";
import { Module } from "../module.js";
import { inPlaceText, type InPlaceModuleOptions } from "./inPlaceModule.js";

export interface HardtanhOptions extends InPlaceModuleOptions {
  /** −1 unless given. */
  readonly min_val?: number;
  /** 1 unless given. */
  readonly max_val?: number;
}

/**
 * Each element, but at least min_val and at most max_val. Throws unless max_val is the greater one.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html
 */
export class Hardtanh extends Module {
  readonly min_val: number;
  readonly max_val: number;
  readonly inplace: boolean;

  constructor(
    min_val?: number | HardtanhOptions,
    max_val?: number | HardtanhOptions,
    inplace?: boolean | InPlaceModuleOptions,
  ) {
    super();
    const names = ["min_val", "max_val", "inplace"] as const;
    const given = readArguments<HardtanhOptions>("Hardtanh", names, [min_val, max_val, inplace]);
    this.min_val = numberArgument("Hardtanh", "min_val", given.min_val ?? -1);
    this.max_val = numberArgument("Hardtanh", "max_val", given.max_val ?? 1);
    this.inplace = booleanArgument("Hardtanh", "inplace", given.inplace, false);
    if (!(this.max_val > this.min_val))
      throw errors.boundsOfHardtanh(pythonNumber(this.max_val), pythonNumber(this.min_val));
  }

  override forward(input: Tensor): Tensor {
    return hardtanh(input, this.min_val, this.max_val, this.inplace);
  }

  override extra_repr(): string {
    const { min_val, max_val, inplace } = this;
    return `min_val=${pythonSetting(min_val, -1)}, max_val=${pythonSetting(max_val, 1)}${inPlaceText(inplace)}`;
  }
}

export interface ThresholdOptions extends InPlaceModuleOptions {
  /** What an element must exceed to stay as it is. */
  readonly threshold: number;
  /** What stands for the elements that are not above the threshold. */
  readonly value: number;
}

/**
 * Each element above the threshold, else the value.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html
 */
export class Threshold extends Module {
  readonly threshold: number;
  readonly value: number;
  readonly inplace: boolean;

  constructor(settings: ThresholdOptions);
  constructor(threshold: number, value: number, inplace?: boolean | InPlaceModuleOptions);
  constructor(...args: unknown[]) {
    super();
    const given = readArguments<ThresholdOptions>("Threshold", ["threshold", "value", "inplace"], args);
    for (const name of ["threshold", "value"] as const)
      if (given[name] === undefined) throw errors.missingArgument("Threshold.__init__", name);
    this.threshold = numberArgument("Threshold", "threshold", given.threshold);
    this.value = numberArgument("Threshold", "value", given.value);
    this.inplace = booleanArgument("Threshold", "inplace", given.inplace, false);
  }

  override forward(input: Tensor): Tensor {
    return threshold(input, this.threshold, this.value, this.inplace);
  }

  override extra_repr(): string {
    const { threshold: limit, value, inplace } = this;
    return `threshold=${pythonNumber(limit)}, value=${pythonNumber(value)}${inPlaceText(inplace)}`;
  }
}

export interface RReLUOptions extends InPlaceModuleOptions {
  /** The least slope below 0; 1/8 unless given. */
  readonly lower?: number;
  /** The greatest slope below 0; 1/3 unless given. */
  readonly upper?: number;
}

/**
 * Each element, and below 0 a slope times it that is drawn between lower and upper in training, and halfway between them in
 * evaluation.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html
 */
export class RReLU extends Module {
  readonly lower: number;
  readonly upper: number;
  readonly inplace: boolean;

  constructor(lower?: number | RReLUOptions, upper?: number | RReLUOptions, inplace?: boolean | InPlaceModuleOptions) {
    super();
    const given = readArguments<RReLUOptions>("RReLU", ["lower", "upper", "inplace"], [lower, upper, inplace]);
    this.lower = numberArgument("RReLU", "lower", given.lower ?? 1 / 8);
    this.upper = numberArgument("RReLU", "upper", given.upper ?? 1 / 3);
    this.inplace = booleanArgument("RReLU", "inplace", given.inplace, false);
  }

  override forward(input: Tensor): Tensor {
    return rrelu(input, this.lower, this.upper, this.training, this.inplace);
  }

  override extra_repr(): string {
    return `lower=${pythonNumber(this.lower)}, upper=${pythonNumber(this.upper)}${inPlaceText(this.inplace)}`;
  }
}
