import { byName } from "../callByName.js";
import { bool, int64 } from "../dtype.js";
import { negativeUnravelShape, unravelDtype, unravelShape } from "../errors.js";
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
  const sizes = sizesOf(shape);
  if (sizes.some((size) => size < 0)) throw negativeUnravelShape(sizes);
  const behind = positionTensor(
    [sizes.length],
    sizes.map((_, dim) => elementCount(sizes.slice(dim + 1))),
  );
  const places = flat.to(int64).unsqueeze(-1).floor_divide(behind);
  return places.remainder(positionTensor([sizes.length], sizes)).unbind(-1);
}

function sizesOf(shape: unknown): readonly number[] {
  if (Number.isInteger(shape)) return [shape as number];
  const sizes: unknown = typeof shape === "string" ? [...shape] : shape;
  if (!Array.isArray(sizes)) throw unravelShape("to be int or sequence of ints", shape);
  const wrong = sizes.findIndex((size) => !Number.isInteger(size));
  if (wrong >= 0) throw unravelShape("sequence to only contain ints", sizes[wrong]);
  return sizes as readonly number[];
}
