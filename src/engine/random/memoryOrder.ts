import type { DType } from "../dtype.js";
import { elementCount, type Geometry } from "../shape.js";
import { allocate, type Storage } from "../storage.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/**
 * PyTorch draws the elements of a tensor in the order in which they lie in memory, which is not the order of its indices
 * where it is transposed. It finds that order as its TensorIterator does: by sorting the dimensions by stride.
 */

/** A tensor of the numbers in a storage, which become elements in the order in which those of another tensor lie. */
export function inOrderOf({ shape, strides }: Geometry, storage: Storage): Tensor {
  return newTensor(storage, { offset: 0, shape, strides: denseStrides(shape, strides) }, storage.dtype);
}

/** A tensor to be filled, of another one's shape, whose elements lie in memory in the same order. */
export function emptyLike(like: Geometry, dtype: DType): Tensor {
  return inOrderOf(like, allocate(dtype, elementCount(like.shape)));
}

function denseStrides(shape: readonly number[], strides: readonly number[]): readonly number[] {
  const dense = new Array<number>(shape.length);
  let step = 1;
  for (const dim of innermostFirst(shape, strides)) {
    dense[dim] = step;
    step *= Math.max(shape[dim]!, 1);
  }
  return dense;
}

/** The dimensions by stride. A stride of 0 compares with nothing, so the order is found by inserting, as PyTorch does. */
function innermostFirst(shape: readonly number[], strides: readonly number[]): readonly number[] {
  const order = shape.map((_, i) => shape.length - 1 - i);
  for (let i = 1; i < order.length; i++) {
    let place = i;
    for (let before = i - 1; before >= 0; before--) {
      const comparison = compared(order[before]!, order[place]!, shape, strides);
      if (comparison < 0) break;
      if (comparison === 0) continue;
      [order[before], order[place]] = [order[place]!, order[before]!];
      place = before;
    }
  }
  return order;
}

function compared(a: number, b: number, shape: readonly number[], strides: readonly number[]): number {
  const [strideA, strideB] = [strides[a]!, strides[b]!];
  if (strideA === 0 || strideB === 0) return 0;
  if (strideA !== strideB) return strideA - strideB;
  return shape[a]! > shape[b]! ? 1 : 0;
}
