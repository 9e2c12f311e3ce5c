import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { reductionArgument, type ReductionOption } from "../functional/reduction.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { Module } from "../module.js";

export type ReductionName = NonNullable<ReductionOption["reduction"]>;

/** What losses have in common: how those of single elements become one. */
export abstract class Loss extends Module {
  /** What is made of the losses of all elements. */
  readonly reduction: ReductionName;

  constructor(reduction: unknown) {
    super();
    this.reduction = reductionArgument(reduction ?? undefined);
  }

  abstract override forward(...args: never[]): Tensor;

  /** A tensor that belongs to the loss's state without being learned. */
  protected registerWeight(name: string, tensor: unknown): void {
    const given = tensor ?? null;
    if (given !== null && !isTensor(given)) throw errors.wrongArgument(this.constructor.name, name, "Tensor", given);
    this.register_buffer(name, given);
  }
}

/** What losses have in common that have no other setting. */
export abstract class PlainLoss extends Loss {
  constructor(options?: ReductionOption) {
    super(readArguments<ReductionOption>(new.target.name, ["reduction"], [options]).reduction);
  }
}
