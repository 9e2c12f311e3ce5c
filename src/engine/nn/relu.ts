import { booleanArgument, readArguments } from "../arguments.js";
import ActivationMethods from "../ops/activations.js";
import { inPlace } from "../ops/inPlace.js";
import { noAttributes } from "../ops/op.js";
import type { Tensor } from "../tensor.js";
import { Module } from "./module.js";

/**
 * The greater of each element and 0; `inplace` writes it over the input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
 */
export class ReLU extends Module {
  readonly inplace: boolean;

  constructor(inplace?: boolean | { readonly inplace?: boolean }) {
    super();
    const args = inplace === undefined ? [] : [inplace];
    const given = readArguments<{ inplace: boolean }>("ReLU", ["inplace"], args);
    this.inplace = booleanArgument("ReLU", "inplace", given.inplace, false);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? inPlace(ActivationMethods.ops.relu, input, [], noAttributes) : input.relu();
  }

  override extra_repr(): string {
    return this.inplace ? "inplace=True" : "";
  }
}
