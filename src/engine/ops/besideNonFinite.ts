import { allSlicesOf } from "../func/batchLevel.js";
import { denseDoubles } from "../kernels/dense.js";
import { isTensor, zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Operand } from "./op.js";

/**
 * The tangent of a factor. PyTorch's forward mode multiplies the zeros of a missing one, too: beside NaN and infinities, where
 * the product is not zero, it is made.
 */
export function besideNonFinite(
  tangent: Tensor | null | undefined,
  factor: Operand,
  ...others: readonly Operand[]
): Tensor | null {
  if (tangent) return tangent;
  return isTensor(factor) && others.some(hasNonFinite) ? zerosLike(factor) : null;
}

function hasNonFinite(operand: Operand): boolean {
  if (!isTensor(operand) || !operand.dtype.is_floating_point) return false;
  return denseDoubles(allSlicesOf(operand.detach())).some((value) => !Number.isFinite(value));
}
