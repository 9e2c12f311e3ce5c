import { integerArgument, integersArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonTuple } from "../../pythonValues.js";
import { Module } from "../module.js";
import { countArgument } from "../module/factory.js";

export interface FlattenOptions {
  /** The first dimension that is flattened; 1 unless given. */
  readonly start_dim?: number;
  /** The last dimension that is flattened; the last of all unless given. */
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
    const given = readArguments<FlattenOptions>("Flatten", ["start_dim", "end_dim"], [start_dim, end_dim]);
    this.start_dim = integerArgument("Flatten", "start_dim", given.start_dim ?? 1);
    this.end_dim = integerArgument("Flatten", "end_dim", given.end_dim ?? -1);
  }

  override forward(input: Tensor): Tensor {
    return tensorArgument("Flatten", "input", input).flatten(this.start_dim, this.end_dim);
  }

  override extra_repr(): string {
    return `start_dim=${this.start_dim}, end_dim=${this.end_dim}`;
  }
}

interface UnflattenSizes {
  /** The dimension to divide. */
  readonly dim: number;
  /** The sizes of the dimensions that it becomes; −1 for one that follows from the others. */
  readonly unflattened_size: readonly number[];
}

/**
 * Makes several dimensions of one. A call throws if their sizes do not give its.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html
 */
export class Unflatten extends Module {
  readonly dim: number;
  readonly unflattened_size: readonly number[];

  constructor(sizes: UnflattenSizes);
  constructor(dim: number, unflattened_size: readonly number[] | Pick<UnflattenSizes, "unflattened_size">);
  constructor(...args: unknown[]) {
    super();
    const given = readArguments<UnflattenSizes>("Unflatten", ["dim", "unflattened_size"], args);
    this.dim = countArgument("Unflatten", "dim", given.dim);
    if (given.unflattened_size === undefined) throw errors.missingArgument("Unflatten.__init__", "unflattened_size");
    this.unflattened_size = integersArgument("Unflatten", "unflattened_size", given.unflattened_size);
  }

  override forward(input: Tensor): Tensor {
    return tensorArgument("Unflatten", "input", input).unflatten(this.dim, this.unflattened_size);
  }

  override extra_repr(): string {
    return `dim=${this.dim}, unflattened_size=${pythonTuple(this.unflattened_size)}`;
  }
}

/**
 * Gives its input, whatever it was made with.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html
 */
export class Identity extends Module {
  constructor(..._args: readonly unknown[]) {
    super();
  }

  override forward(input: Tensor): Tensor {
    return input;
  }
}
