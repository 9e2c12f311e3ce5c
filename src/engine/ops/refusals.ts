import { bool, type DType } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import type { Operand } from "./op.js";

type Check = (operands: readonly Operand[], dtype: DType) => void;

/** Refuses bools, as PyTorch's kernel of that name does. */
export function refuseBools(kernel: string): Check {
  return (_, dtype) => {
    if (dtype === bool) throw notImplementedFor(kernel, dtype.label);
  };
}

/** Refuses whatever is not floating point. */
export function onlyFloating(kernel: string): Check {
  return (_, dtype) => {
    if (!dtype.is_floating_point) throw notImplementedFor(kernel, dtype.label);
  };
}
