import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** Checks a state that is given as two tensors; null stands for zeros. */
export function pairArgument(op: string, hx: unknown): readonly [h: Tensor, c: Tensor] | null {
  if (hx === null) return null;
  if (!Array.isArray(hx) || !hx.every(isTensor)) throw errors.wrongArgument(op, "hx", "tuple of Tensors", hx);
  if (hx.length !== 2) throw errors.notTwoStates(op);
  return hx as unknown as readonly [Tensor, Tensor];
}
