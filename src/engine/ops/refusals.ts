import { bool, type DType } from "../dtype.js";
import { boolSubtraction, notImplementedFor } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { isZeroTensor } from "../zeroTensors.js";
import type { Operand } from "./op.js";

type Check = (operands: readonly Operand[], dtype: DType) => void;

/** Refuses bools, as PyTorch's kernel of that name does. */
export function refuseBools(kernel: string): Check {
  return (_, dtype) => {
    if (dtype === bool) throw notImplementedFor(kernel, dtype.label);
  };
}

/** PyTorch has no kernel that runs along bools; it needs none where there is one element that is no row, or no element at all. */
export function refuseRowsOfBools(op: "cumsum" | "cumprod", x: Tensor, dtype: DType): void {
  if (dtype === bool && x.ndim > 0 && x.numel() > 0) throw notImplementedFor(`${op}_out_cpu`, dtype.label);
}

/** Refuses whatever is not floating point. */
export function onlyFloating(kernel: string): Check {
  return (_, dtype) => {
    if (!dtype.is_floating_point) throw notImplementedFor(kernel, dtype.label);
  };
}

/** Refuses to subtract bools. */
export function refuseBoolOperands(operands: readonly Operand[]): void {
  // PyTorch does not look at what it subtracts zero tensors from.
  if (operands.some(isZeroTensor)) return;
  const bools = operands.filter((operand) => typeof operand !== "number" && operand.dtype === bool).length;
  if (bools > 0) throw boolSubtraction(bools > 1);
}
