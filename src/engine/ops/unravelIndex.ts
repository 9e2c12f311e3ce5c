import { integersArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, int64 } from "../dtype.js";
import { negativeUnravelShape, unravelDtype } from "../errors.js";
import { elementCount, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { positionTensor } from "./indexPositions.js";
import { tensorArgument } from "./operands.js";

/**
 * The indices in each dimension of the elements at flat indices of a tensor of a shape, as int64: one tensor for each dimension.
 * Throws for indices that are no integers, and for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
 */
export function unravel_index(indices: Tensor, shape: number | Shape): readonly Tensor[] {
  const named = byName(unravel_index, "unravel_index(indices, shape)", arguments);
  if (named !== null) return named.result;
  const flat = tensorArgument("unravel_index", "indices", indices);
  if (flat.dtype.is_floating_point || flat.dtype === bool) throw unravelDtype(flat.dtype.name);
  const sizes = integersArgument("unravel_index", "shape", typeof shape === "number" ? [shape] : shape);
  if (sizes.some((size) => size < 0)) throw negativeUnravelShape(sizes);
  const behind = positionTensor(
    [sizes.length],
    sizes.map((_, dim) => elementCount(sizes.slice(dim + 1))),
  );
  const places = flat.to(int64).unsqueeze(-1).floor_divide(behind);
  return places.remainder(positionTensor([sizes.length], sizes)).unbind(-1);
}
