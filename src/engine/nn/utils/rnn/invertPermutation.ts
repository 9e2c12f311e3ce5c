import { refuseMore } from "../../../arguments.js";
import { tensorArgument } from "../../../ops/operands.js";
import { arange } from "../../../ranges.js";
import { emptyLike } from "../../../tensorFactory.js";
import type { Tensor } from "../../../tensor.js";

/**
 * The order that undoes another one, which is a vector of int64; null of null. Throws for indices out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.invert_permutation.html
 */
export function invert_permutation(permutation: Tensor): Tensor;
export function invert_permutation(permutation: Tensor | null): Tensor | null;
export function invert_permutation(permutation: Tensor | null): Tensor | null {
  if (arguments.length > 1) refuseMore("invert_permutation", 1, arguments);
  if (permutation === null) return null;
  const order = tensorArgument("invert_permutation", "permutation", permutation);
  return emptyLike(order, order.dtype).scatter_(0, order, arange(order.numel()));
}
