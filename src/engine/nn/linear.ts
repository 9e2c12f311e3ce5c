import { booleanArgument, integerArgument, readArguments } from "../arguments.js";
import type { DType } from "../dtype.js";
import { linear } from "../ops/affine.js";
import type { Tensor } from "../tensor.js";
import { emptyParameter, initAffine } from "./affineInit.js";
import { pythonBool } from "./formatModule.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";

export interface LinearOptions {
  /** Whether a bias is added; true unless given. */
  readonly bias?: boolean;
  readonly dtype?: DType | null;
}

/**
 * y = x @ weight.T + bias. Shapes: x [*, in_features], weight [out_features, in_features], bias [out_features]; the result
 * is [*, out_features]. The initial weights are uniform on ±1/√in_features.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
 */
export class Linear extends Module {
  readonly in_features: number;
  readonly out_features: number;
  weight: Parameter;
  bias: Parameter | null;

  constructor(in_features: number, out_features: number, bias?: boolean | LinearOptions) {
    super();
    const options = readArguments<LinearOptions>("Linear", ["bias", "dtype"], bias === undefined ? [] : [bias]);
    this.in_features = integerArgument("Linear", "in_features", in_features);
    this.out_features = integerArgument("Linear", "out_features", out_features);
    this.weight = emptyParameter([out_features, in_features], options.dtype);
    const withBias = booleanArgument("Linear", "bias", options.bias, true);
    this.bias = withBias ? emptyParameter([out_features], options.dtype) : null;
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
