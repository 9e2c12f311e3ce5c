import type { DeviceLike } from "../../device.js";
import type { DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { full } from "../../fills.js";
import { triu } from "../../ops/masks.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

/** [size, size], with −∞ where a token would attend to a later one. */
export function causalMask(
  size: number,
  options: { readonly device?: DeviceLike | null; readonly dtype?: DType | null },
): Tensor {
  return triu(full([size, size], -Infinity, options), 1);
}

/** Whether a mask is causal: what the script says, else what the mask shows. */
export function isCausal(mask: Tensor | null, said: boolean | null, length: number): boolean {
  if (said !== null || mask === null) return said === true;
  const causal = causalMask(length, { dtype: mask.dtype });
  return sameShape(mask.shape, causal.shape) && Boolean(mask.eq(causal).all().item());
}

/** How long sequences [length, features] or, in batches, [length, batch, features] are. */
export function sequenceLength(x: Tensor, batch_first: boolean): number {
  const dim = x.ndim !== 2 && batch_first ? 1 : 0;
  if (dim >= x.ndim) throw errors.noSequence();
  return x.size(dim);
}
