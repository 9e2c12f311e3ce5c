import { warnOnce } from "../../autograd/warnings.js";
import { bool, type DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** What a mask is called where it is refused. */
export interface MaskName {
  readonly name: string;
  /** The mask that should have the same dtype, and its name. */
  readonly beside?: readonly [name: string, mask: Tensor | null];
}

/** What a mask adds to the scores: a bool one −∞ where it is true, which here means that nothing is attended to. */
export function canonicalMask(mask: Tensor | null, { name, beside }: MaskName, dtype: DType): Tensor | null {
  if (mask === null) return null;
  if (mask.dtype !== bool && !mask.dtype.is_floating_point) throw about(errors.maskKind(name), mask);
  const [other, otherMask] = beside ?? ["", null];
  if (otherMask !== null && otherMask.dtype !== mask.dtype)
    warnOnce(`Support for mismatched ${name} and ${other} is deprecated. Use same type for both instead.`);
  return mask.dtype === bool ? filledTensor(mask.shape, 0, dtype).masked_fill_(mask, -Infinity) : mask;
}
