import type { Positions } from "../kernels/positions.js";
import { int64 } from "../dtype.js";
import { batchLevel } from "../func/batchLevel.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers } from "../kernels/dense.js";
import { contiguousStrides, elementCount, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What an op says of an index that is out of range. */
type Refusal = (index: number, size: number) => Error;

/** The row-major positions of whole slices along a dimension. */
export function slicePositions(shape: Shape, dim: number, indices: ArrayLike<number>, refusal: Refusal): Positions {
  const size = shape[dim] ?? 1;
  const inner = elementCount(shape.slice(dim + 1));
  const outer = elementCount(shape.slice(0, dim));
  for (let i = 0; i < indices.length; i++) {
    if (!(indices[i]! >= 0 && indices[i]! < size)) throw refusal(indices[i]!, size);
  }
  const positions = new Int32Array(outer * indices.length * inner);
  let next = 0;
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < indices.length; i++) {
      const first = (o * size + indices[i]!) * inner;
      for (let k = 0; k < inner; k++) positions[next++] = first + k;
    }
  return positions;
}

/** The row-major position of one element for each of an index's, at the same place but along a dimension. */
export function elementPositions(
  shape: Shape,
  dim: number,
  index: Shape,
  indices: ArrayLike<number>,
  refusal: Refusal,
): Positions {
  const strides = contiguousStrides(shape);
  const positions = new Int32Array(indices.length);
  const size = shape[dim] ?? 1;
  forEachIndex(index, (place, at) => {
    const chosen = indices[place]!;
    if (!(chosen >= 0 && chosen < size)) throw refusal(chosen, size);
    let position = chosen * (strides[dim] ?? 1);
    for (let i = 0; i < at.length; i++) if (i !== dim) position += at[i]! * (strides[i] ?? 1);
    positions[place] = position;
  });
  return positions;
}

/** Positions as an operand of `take`. */
export function positionTensor(shape: Shape, positions: ArrayLike<number>): Tensor {
  const tensor = emptyTensor(shape, int64);
  for (let i = 0; i < positions.length; i++) tensor.storage.write(i, positions[i]!);
  return tensor;
}

/** The positions of an index without those that have been before. */
export function eachOnce(places: Tensor): Tensor {
  const once = [...new Set(denseNumbers(places))];
  return once.length === places.numel() ? places : positionTensor([once.length], once);
}

/** What follows from the numbers of an index: for each of its slices where it is mapped over. */
export function fromIndex(index: Tensor, compute: (index: Tensor) => Tensor): Tensor {
  const own = index.detach();
  return (batchLevel === null ? null : overSlices([own], ([slice]) => compute(slice!))) ?? compute(own);
}

/** Visits all elements of a shape in row-major order; the array of indices is reused. */
function forEachIndex(shape: Shape, visit: (place: number, at: readonly number[]) => void): void {
  const at = shape.map(() => 0);
  const count = elementCount(shape);
  for (let place = 0; place < count; place++) {
    visit(place, at);
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      at[dim]!++;
      if (at[dim]! < shape[dim]!) break;
      at[dim] = 0;
    }
  }
}
