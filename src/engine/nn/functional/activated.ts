import { booleanArgument, readArguments } from "../../arguments.js";
import type { Attributes, Op } from "../../ops/op.js";
import { inPlace } from "../../ops/inPlace.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { aside } from "../../ops/writing.js";
import type { Tensor } from "../../tensor.js";

/** Options of activations that can write their result over the input. */
export interface InPlaceOptions {
  /** Writes the result over the input. */
  readonly inplace?: boolean;
}

/** Arguments of an activation by their names. */
export type Given = Readonly<Record<string, unknown>>;

/** Reads what follows the input, in PyTorch's order or by name. */
export function optionsOf(name: string, names: readonly string[], args: readonly unknown[]): Given {
  return readArguments<Record<string, unknown>>(name, names, args);
}

/** Reads a number of an activation, which PyTorch calls with an underscore where it writes over the input. */
export function settingOf(name: string, input: unknown, given: Given, option: string, otherwise?: number): number {
  const called = given["inplace"] === true && !name.endsWith("_") ? `${name}_` : name;
  tensorArgument(called, "input", input);
  return numberArgument(called, option, given[option], otherwise);
}

/** Runs an activation's op, over the input if that is what `inplace` says; then it may be another one. */
export function activated<A extends Attributes>(
  op: Op<A>,
  name: string,
  input: unknown,
  attributes: A,
  given: Given,
  opInPlace = op,
): Tensor {
  const x = tensorArgument(name, "input", input);
  const isOver = booleanArgument(name, "inplace", given["inplace"], false);
  return isOver ? inPlace(opInPlace, x, [], attributes) : aside(op, x, [], attributes);
}
