import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { gelu } from "./functional/activations.js";
import { Module } from "./module.js";

/**
 * x·Φ(x) of each element, with Φ the normal distribution's cumulative function; approximated by tanh if so asked.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html
 */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";

  constructor(approximate?: "none" | "tanh" | { readonly approximate?: "none" | "tanh" }) {
    super();
    const args = approximate === undefined ? [] : [approximate];
    this.approximate =
      readArguments<{ approximate: "none" | "tanh" }>("GELU", ["approximate"], args).approximate ?? "none";
  }

  override forward(input: Tensor): Tensor {
    return gelu(input, { approximate: this.approximate });
  }

  override extra_repr(): string {
    return `approximate='${this.approximate}'`;
  }
}
