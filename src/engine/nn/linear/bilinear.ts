import { booleanArgument, readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool } from "../../pythonValues.js";
import { bilinear } from "../functional/bilinear.js";
import { uniform_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import type { LinearOptions } from "./linear.js";
import * as errors from "../../errors.js";

interface BilinearSizes {
  /** How many features the first input has. */
  readonly in1_features: number;
  /** How many features the second input has. */
  readonly in2_features: number;
  /** How many features a result has. */
  readonly out_features: number;
}

/**
 * x1ᵀ·weight[k]·x2 + bias[k] for each k of out_features. Shapes: x1 [*, in1_features], x2 [*, in2_features]; weight
 * [out_features, in1_features, in2_features], at first uniform on ±1/√in1_features. Throws for no in1_features.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html
 */
export class Bilinear extends Module {
  readonly in1_features: number;
  readonly in2_features: number;
  readonly out_features: number;
  /** Shape [out_features, in1_features, in2_features]. */
  weight: Parameter;
  /** Shape [out_features]; null without a bias. */
  bias: Parameter | null;

  constructor(sizes: BilinearSizes & LinearOptions);
  constructor(
    in1_features: number,
    in2_features: number,
    out_features: number | (Pick<BilinearSizes, "out_features"> & LinearOptions),
    bias?: boolean | LinearOptions,
    options?: LinearOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["in1_features", "in2_features", "out_features", "bias", ...factoryNames] as const;
    const given = readArguments<BilinearSizes & LinearOptions>("Bilinear", names, args);
    this.in1_features = countArgument("Bilinear", "in1_features", given.in1_features);
    this.in2_features = countArgument("Bilinear", "in2_features", given.in2_features);
    this.out_features = countArgument("Bilinear", "out_features", given.out_features);
    if (this.in1_features <= 0) throw errors.noFirstFeatures(this.in1_features);
    const dtype = parameterDtype("Bilinear", given);
    this.weight = emptyParameter([this.out_features, this.in1_features, this.in2_features], dtype);
    const withBias = booleanArgument("Bilinear", "bias", given.bias, true);
    this.bias = withBias ? emptyParameter([this.out_features], dtype) : null;
    this.reset_parameters();
  }

  /** Draws the weights anew. */
  reset_parameters(): void {
    const bound = 1 / Math.sqrt(this.in1_features);
    uniform_(this.weight, -bound, bound);
    if (this.bias !== null) uniform_(this.bias, -bound, bound);
  }

  override forward(input1: Tensor, input2: Tensor): Tensor {
    return bilinear(input1, input2, this.weight, this.bias);
  }

  override extra_repr(): string {
    const { in1_features, in2_features, out_features, bias } = this;
    return `in1_features=${in1_features}, in2_features=${in2_features}, out_features=${out_features}, bias=${pythonBool(bias !== null)}`;
  }
}
