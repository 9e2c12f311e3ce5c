import { isOptions } from "../arguments.js";
import { notATensorInList, unknownOption, wrongArgument } from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** Tensors one by one or as one array. */
export type Tensors = readonly Tensor[] | readonly [readonly Tensor[]];

/** Checks what a script passed as tensors, one by one or as one array. */
export function tensorsArgument(op: string, args: readonly unknown[]): readonly Tensor[] {
  const isList = args.length === 1 && (Array.isArray(args[0]) || isOptions(args[0]));
  return tensorList(op, isList ? args[0] : args);
}

/** Checks what a script passed as an array of tensors. */
export function tensorList(op: string, value: unknown, argument = 0): readonly Tensor[] {
  if (isOptions(value)) throw unknownOption(op, Object.keys(value)[0] ?? "", "", []);
  if (!Array.isArray(value)) throw wrongArgument(op, "tensors", "tuple of Tensors", value);
  return value.map((tensor: unknown, entry) => {
    if (!isTensor(tensor)) throw notATensorInList(entry, tensor, argument);
    return tensor;
  });
}
