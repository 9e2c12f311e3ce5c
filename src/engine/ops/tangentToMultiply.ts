import { allSlicesOf } from "../func/batchLevel.js";
import { denseDoubles } from "../kernels/dense.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import { isZeroTensor } from "../zeroTensors.js";
import type { Tensor } from "../tensor.js";
import type { Operand } from "./op.js";

/**
 * The tangent that a kernel multiplies; null for zeros of which nothing comes. PyTorch writes those down and multiplies them,
 * too: beside NaN and infinities the product is not zero, and the tangent hangs on what requires grad.
 */
export function tangentToMultiply(tangent: Tensor | null | undefined, ...others: readonly Operand[]): Tensor | null {
  if (!tangent || !isZeroTensor(tangent)) return tangent ?? null;
  return others.some(isFelt) ? contiguousZeros(tangent) : null;
}

function isFelt(operand: Operand): boolean {
  return (isTensor(operand) && operand.requires_grad) || hasNonFinite(operand);
}

function hasNonFinite(operand: Operand): boolean {
  if (!isTensor(operand) || !operand.dtype.is_floating_point) return false;
  return denseDoubles(allSlicesOf(operand.detach())).some((value) => !Number.isFinite(value));
}
