import { booleanArgument, readArguments } from "../../arguments.js";
import { linear } from "../../ops/affine.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool } from "../../pythonValues.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { initAffine } from "./affineInit.js";

export interface LinearOptions extends FactoryOptions {
  /** Whether a bias is added; true unless given. */
  readonly bias?: boolean;
}

interface LinearSizes {
  /** How many features an input has. */
  readonly in_features: number;
  /** How many features a result has. */
  readonly out_features: number;
}

/**
 * y = x @ weight.T + bias. Shapes: x [*, in_features], weight [out_features, in_features], bias [out_features]; the result
 * is [*, out_features]. The initial weights are uniform on ±1/√in_features.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
 */
export class Linear extends Module {
  in_features: number;
  out_features: number;
  /** Shape [out_features, in_features]. */
  weight: Parameter;
  /** Shape [out_features]; null without a bias. */
  bias: Parameter | null;

  constructor(sizes: LinearSizes & LinearOptions);
  constructor(
    in_features: number,
    out_features: number | (Pick<LinearSizes, "out_features"> & LinearOptions),
    bias?: boolean | LinearOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["in_features", "out_features", "bias", ...factoryNames] as const;
    const given = readArguments<LinearSizes & LinearOptions>("Linear", names, args);
    this.in_features = countArgument("Linear", "in_features", given.in_features);
    this.out_features = countArgument("Linear", "out_features", given.out_features);
    const dtype = parameterDtype("Linear", given);
    this.weight = emptyParameter([this.out_features, this.in_features], dtype);
    const withBias = booleanArgument("Linear", "bias", given.bias, true);
    this.bias = withBias ? emptyParameter([this.out_features], dtype) : null;
    this.reset_parameters();
  }

  /** Draws the weights anew. */
  reset_parameters(): void {
    initAffine(this.weight, this.bias);
  }

  override forward(input: Tensor): Tensor {
    return linear(input, this.weight, this.bias);
  }

  override extra_repr(): string {
    const { in_features, out_features, bias } = this;
    return `in_features=${in_features}, out_features=${out_features}, bias=${pythonBool(bias !== null)}`;
  }
}
