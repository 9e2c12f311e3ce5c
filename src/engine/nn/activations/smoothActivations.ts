import { readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber, pythonSetting } from "../../pythonValues.js";
import { gelu, softplus } from "../functional/activations.js";
import { hardshrink, prelu, softshrink } from "../functional/shapedActivations.js";
import { constant_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";

export interface GELUOptions {
  /** "tanh" for the approximation by that function; "none" unless given. */
  readonly approximate?: "none" | "tanh";
}

/**
 * x·Φ(x) of each element, with Φ the normal distribution's cumulative function; approximated by tanh if so asked.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html
 */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";

  constructor(approximate?: "none" | "tanh" | GELUOptions) {
    super();
    this.approximate = readArguments<GELUOptions>("GELU", ["approximate"], [approximate]).approximate ?? "none";
  }

  override forward(input: Tensor): Tensor {
    return gelu(input, { approximate: this.approximate });
  }

  override extra_repr(): string {
    return `approximate='${this.approximate}'`;
  }
}

export interface SoftplusOptions {
  /** How steep the bend is; 1 unless given. */
  readonly beta?: number;
  /** Where beta·x is above it, the result is x itself; 20 unless given. */
  readonly threshold?: number;
}

/**
 * log(1 + exp(beta·x)) / beta of each element, and the element itself where beta·x is above the threshold.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html
 */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;

  constructor(beta?: number | SoftplusOptions, threshold?: number | SoftplusOptions) {
    super();
    const given = readArguments<SoftplusOptions>("Softplus", ["beta", "threshold"], [beta, threshold]);
    this.beta = numberArgument("Softplus", "beta", given.beta ?? 1);
    this.threshold = numberArgument("Softplus", "threshold", given.threshold ?? 20);
  }

  override forward(input: Tensor): Tensor {
    return softplus(input, this.beta, this.threshold);
  }

  override extra_repr(): string {
    return `beta=${pythonSetting(this.beta, 1)}, threshold=${pythonSetting(this.threshold, 20)}`;
  }
}

export interface ShrinkOptions {
  /** How far from 0 elements become 0; 0.5 unless given. */
  readonly lambd?: number;
}

/** What those have in common that shrink to 0. */
abstract class Shrinking extends Module {
  readonly lambd: number;

  constructor(lambd?: number | ShrinkOptions) {
    super();
    const { name } = this.constructor;
    this.lambd = numberArgument(name, "lambd", readArguments<ShrinkOptions>(name, ["lambd"], [lambd]).lambd ?? 0.5);
  }

  abstract override forward(input: Tensor): Tensor;

  override extra_repr(): string {
    return pythonNumber(this.lambd);
  }
}

/**
 * Each element that is farther from 0 than lambd, else 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html
 */
export class Hardshrink extends Shrinking {
  override forward(input: Tensor): Tensor {
    return hardshrink(input, this.lambd);
  }
}

/**
 * Each element, brought nearer to 0 by lambd, and 0 within that. A call throws for a negative lambd.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html
 */
export class Softshrink extends Shrinking {
  override forward(input: Tensor): Tensor {
    return softshrink(input, this.lambd);
  }
}

export interface PReLUOptions extends FactoryOptions {
  /** One slope for all channels, or one for each; 1 unless given. */
  readonly num_parameters?: number;
  /** What the slopes are at first; 0.25 unless given. */
  readonly init?: number;
}

/**
 * Each element, and weight times it below 0. weight [num_parameters] is learned. Throws for inputs of another number of
 * channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html
 */
export class PReLU extends Module {
  readonly num_parameters: number;
  readonly init: number;
  /** The slopes below 0. Shape [num_parameters]. */
  weight: Parameter;

  constructor(num_parameters?: number | PReLUOptions, init?: number | PReLUOptions, options?: FactoryOptions) {
    super();
    const names = ["num_parameters", "init", ...factoryNames] as const;
    const given = readArguments<PReLUOptions>("PReLU", names, [num_parameters, init, options]);
    this.num_parameters = countArgument("PReLU", "num_parameters", given.num_parameters ?? 1);
    this.init = numberArgument("PReLU", "init", given.init ?? 0.25);
    this.weight = emptyParameter([this.num_parameters], parameterDtype("PReLU", given));
    this.reset_parameters();
  }

  /** Puts the slopes back to what they were at first. */
  reset_parameters(): void {
    constant_(this.weight, this.init);
  }

  override forward(input: Tensor): Tensor {
    return prelu(input, this.weight);
  }

  override extra_repr(): string {
    return `num_parameters=${this.num_parameters}`;
  }
}
