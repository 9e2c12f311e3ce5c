import type { Tensor } from "./tensor.js";
import { contiguousZeros, isTensor } from "./tensorFactory.js";

/**
 * Zeros that PyTorch does not write down, its "zero tensors": what they are multiplied by is swallowed, be it NaN or
 * infinite. The derivative of `sgn` is one, and so is the tangent of an operand that has none beside one that has.
 */
const zeroTensors = new WeakSet<Tensor>();

/** Whether there has been one: no op of a script that makes none looks for them. */
export let areZeroTensorsThere = false;

export function asZeroTensor(zeros: Tensor): Tensor {
  areZeroTensorsThere = true;
  zeroTensors.add(zeros);
  return zeros;
}

export function zeroTensorLike(like: Pick<Tensor, "shape" | "dtype">): Tensor {
  return asZeroTensor(contiguousZeros(like));
}

/** Whether these are such zeros, or a view of them, and nothing was written there since. */
export function isZeroTensor(operand: unknown): boolean {
  if (!areZeroTensorsThere || !isTensor(operand)) return false;
  const base = operand.viewState?.base ?? operand;
  return zeroTensors.has(base) && (base.counter?.version ?? 0) === 0;
}
