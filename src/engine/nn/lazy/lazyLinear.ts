import { booleanArgument, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { Linear, type LinearOptions } from "../linear/linear.js";
import type { Module } from "../module.js";
import { countArgument, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import { UninitializedParameter } from "../uninitializedParameter.js";
import { hasUninitialized, initializeAtFirstCall } from "./lazyModule.js";

interface OutFeatures {
  /** How many features a result has. */
  readonly out_features: number;
}

/**
 * A `Linear` that takes in_features from its first input [*, in_features]: its parameters have no shape before, and it is a
 * `Linear` from then on.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html
 */
export class LazyLinear extends Linear {
  constructor(sizes: OutFeatures & LinearOptions);
  constructor(out_features: number, bias?: boolean | LinearOptions, options?: FactoryOptions);
  constructor(...args: unknown[]) {
    const names = ["out_features", "bias", ...factoryNames] as const;
    const given = readArguments<OutFeatures & LinearOptions>("LazyLinear", names, args);
    const out_features = countArgument("LazyLinear", "out_features", given.out_features);
    const dtype = parameterDtype("LazyLinear", given);
    super(0, 0, false);
    this.weight = new UninitializedParameter({ dtype });
    this.out_features = out_features;
    if (booleanArgument("LazyLinear", "bias", given.bias, true)) this.bias = new UninitializedParameter({ dtype });
    initializeAtFirstCall(this);
  }

  /** Whether the first call is still to come. */
  has_uninitialized_params(): boolean {
    return hasUninitialized(this);
  }

  /** What it is from its first call on. */
  get cls_to_become(): { readonly prototype: Module } {
    return Linear;
  }

  /** Draws the weights anew, once there are some. */
  override reset_parameters(): void {
    if (!hasUninitialized(this) && this.in_features !== 0) super.reset_parameters();
  }

  /** Gives the parameters the shapes that go with an input, and draws them. Throws if loaded ones do not go with it. */
  initialize_parameters(input: Tensor): void {
    const in_features = tensorArgument("LazyLinear", "input", input).shape.at(-1);
    if (in_features === undefined) throw errors.tupleIndexOutOfRange();
    const { weight, bias } = this;
    if (hasUninitialized(this)) {
      this.in_features = in_features;
      inGradMode(false, () => {
        if (weight instanceof UninitializedParameter) weight.materialize([this.out_features, in_features]);
        if (bias instanceof UninitializedParameter) bias.materialize([this.out_features]);
        this.reset_parameters();
      });
    } else if (this.in_features === 0) {
      if (in_features !== weight.shape[1]) throw errors.inferredFeatures(in_features, weight.shape[1]!);
      this.in_features = in_features;
    }
  }
}
