import * as errors from "../errors.js";
import { contiguousStrides, elementCount, type Geometry, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** The shape with its −1 filled in. Throws if it does not fit `count` elements. */
export function inferredShape(shape: Shape, count: number): Shape {
  const open = shape.indexOf(-1);
  if (open !== shape.lastIndexOf(-1)) throw errors.twoInferredSizes();
  shape.forEach((size, index) => {
    if (size < -1) throw errors.invalidShapeDimension(size, index, shape);
  });
  const known = elementCount(shape.filter((size) => size !== -1));
  if (open === -1) {
    if (known !== count) throw errors.invalidViewShape(shape, count);
    return shape;
  }
  if (known === 0 && count === 0) throw errors.ambiguousInferredSize(shape);
  if (known === 0 || count % known !== 0) throw errors.invalidViewShape(shape, count);
  return shape.with(open, count / known);
}

/**
 * The strides of a view in another shape with as many elements, or null if there are none. Dimensions of the old shape
 * that lie without gaps in each other form blocks; the new dimensions must divide each block exactly.
 */
export function viewStrides(from: Geometry, shape: Shape): readonly number[] | null {
  if (elementCount(from.shape) === 0) return contiguousStrides(shape);
  const strides = new Array<number>(shape.length).fill(1);
  let next = shape.length - 1;
  let blockSize = 1;
  let blockStride = from.strides.at(-1) ?? 1;
  for (let dim = from.shape.length - 1; dim >= 0; dim--) {
    blockSize *= from.shape[dim]!;
    const joined = dim > 0 && (from.shape[dim - 1] === 1 || from.strides[dim - 1] === blockSize * blockStride);
    if (joined) continue;
    let filled = 1;
    while (next >= 0 && (filled < blockSize || shape[next] === 1)) {
      strides[next] = filled * blockStride;
      filled *= shape[next]!;
      next--;
    }
    if (filled !== blockSize) return null;
    blockSize = 1;
    blockStride = from.strides[dim - 1] ?? 1;
  }
  return strides;
}

/** The sizes that `expand` was asked for, with each −1 replaced by the size there is. */
export function expandedShape(tensor: Tensor, shape: Shape): Shape {
  const lead = shape.length - tensor.ndim;
  if (lead < 0) throw errors.expandTooFewSizes(tensor.dtype.label, tensor.shape, shape);
  // Of several faults PyTorch tells the last one.
  const expanded = shape.reduceRight<number[]>((sizes, size, dim) => {
    const existing = tensor.shape[dim - lead];
    if (existing === undefined && size < 0) throw errors.expandLeading(size, dim);
    if (existing !== undefined && size !== -1 && size !== existing && existing !== 1) {
      throw errors.expandMismatch(size, existing, dim, shape, tensor.shape);
    }
    sizes[dim] = size === -1 ? existing! : size;
    return sizes;
  }, new Array<number>(shape.length));
  if (expanded.some((size) => size < 0)) throw errors.elementCountOverflow();
  return expanded;
}
