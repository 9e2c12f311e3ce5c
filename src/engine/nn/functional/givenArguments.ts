import { flagArgument, integerArgument, readArguments } from "../../arguments.js";
import { floatArgument, numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { optionalTensor } from "./optionalTensor.js";

/** What a script passed beside the first tensors, read one by one. */
export interface GivenArguments {
  has(name: string): boolean;
  number(name: string, otherwise: number): number;
  float(name: string, otherwise: number): number;
  integer(name: string, otherwise: number): number;
  /** As a function of PyTorch's in C++ reads it, which refuses null. */
  flag(name: string, otherwise: boolean): boolean;
  tensor(name: string): Tensor | null;
  value(name: string): unknown;
}

/** Reads the arguments in PyTorch's order or by name. */
export function givenArguments(op: string, names: readonly string[], args: readonly unknown[]): GivenArguments {
  const given = readArguments<Record<string, unknown>>(op, names, args);
  return {
    has: (name) => given[name] !== undefined && given[name] !== null,
    number: (name, otherwise) => numberArgument(op, name, given[name], otherwise),
    float: (name, otherwise) => floatArgument(op, name, given[name], otherwise),
    integer: (name, otherwise) => integerArgument(op, name, given[name], otherwise),
    flag: (name, otherwise) => flagArgument(op, name, given[name], otherwise),
    tensor: (name) => optionalTensor(op, name, given[name]),
    value: (name) => given[name],
  };
}
