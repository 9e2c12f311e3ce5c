import { integerArgument, readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { Module } from "./module.js";

export interface FlattenOptions {
  readonly start_dim?: number;
  readonly end_dim?: number;
}

/**
 * Makes one dimension of those from start_dim (1, so that the batch stays) to end_dim (the last).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html
 */
export class Flatten extends Module {
  readonly start_dim: number;
  readonly end_dim: number;

  constructor(start_dim?: number | FlattenOptions, end_dim?: number | FlattenOptions) {
    super();
    const args = [start_dim, end_dim].filter((value) => value !== undefined);
    const given = readArguments<FlattenOptions>("Flatten", ["start_dim", "end_dim"], args);
    this.start_dim = integerArgument("Flatten", "start_dim", given.start_dim ?? 1);
    this.end_dim = integerArgument("Flatten", "end_dim", given.end_dim ?? -1);
  }

  override forward(input: Tensor): Tensor {
    return input.flatten(this.start_dim, this.end_dim);
  }

  override extra_repr(): string {
    return `start_dim=${this.start_dim}, end_dim=${this.end_dim}`;
  }
}
