import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";

/** Checks what a script passed as a tensor that may be left out. */
export function optionalTensor(op: string, argument: string, value: unknown): Tensor | null {
  return value === undefined || value === null ? null : tensorArgument(op, argument, value);
}
