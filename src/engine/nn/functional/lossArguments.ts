import { readArguments } from "../../arguments.js";
import type { Reduction } from "../../ops/classLosses.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { optionalTensor } from "./optionalTensor.js";

/** What a script passed to a loss beside its tensors, read one by one. */
export interface LossArguments {
  readonly reduction: unknown;
  has(name: string): boolean;
  number(name: string, otherwise: number): number;
  tensor(name: string): Tensor | null;
  value(name: string): unknown;
}

/** Reads the arguments in PyTorch's order or by name; those after `inOrder` only by name. */
export function lossArguments(
  op: string,
  inOrder: readonly string[],
  byName: readonly string[],
  args: readonly unknown[],
): LossArguments {
  const given = readArguments<Record<string, unknown>>(op, [...inOrder, ...byName], args);
  return {
    reduction: given["reduction"],
    has: (name) => given[name] !== undefined && given[name] !== null,
    number: (name, otherwise) => numberArgument(op, name, given[name] ?? otherwise),
    tensor: (name) => optionalTensor(op, name, given[name]),
    value: (name) => given[name],
  };
}

/** The losses of single elements made one by ops of their own. */
export function reducedLosses(losses: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return losses;
  return reduction === "mean" ? losses.mean() : losses.sum();
}
