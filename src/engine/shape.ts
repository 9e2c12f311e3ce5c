import { broadcastMismatch, dimensionOutOfRange } from "./errors.js";

/** Sizes of a tensor's dimensions, outermost first; empty for a 0-d tensor. */
export type Shape = readonly number[];

/** What a kernel reads or writes: a rectangle of numbers in a storage. */
export interface Geometry {
  readonly offset: number;
  readonly shape: Shape;
  readonly strides: readonly number[];
}

export function elementCount(shape: Shape): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

const noStrides: readonly number[] = [];

export function contiguousStrides(shape: Shape): readonly number[] {
  if (shape.length === 0) return noStrides;
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = step;
    step *= Math.max(shape[dim]!, 1);
  }
  return strides;
}

/** Whether the elements lie in row-major order without gaps. Strides of dimensions of size 1 do not matter. */
export function isContiguous({ shape, strides }: Geometry): boolean {
  let step = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    const size = shape[dim]!;
    if (size === 0) return true;
    if (size !== 1 && strides[dim] !== step) return shape.includes(0);
    step *= size;
  }
  return true;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let dim = 0; dim < a.length; dim++) if (a[dim] !== b[dim]) return false;
  return true;
}

/** The shape of an elementwise result. Throws PyTorch's "The size of tensor a (3) must match …". */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (sameShape(a, b) || b.length === 0) return a;
  if (a.length === 0) return b;
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let dim = rank - 1; dim >= 0; dim--) {
    const sizeA = a[dim - rank + a.length] ?? 1;
    const sizeB = b[dim - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) throw broadcastMismatch(sizeA, sizeB, dim);
    result[dim] = sizeA === 1 ? sizeB : sizeA;
  }
  return result;
}

/** Strides that read `from` as if it had the larger shape: repeated dimensions get stride 0. */
export function broadcastStrides(from: Geometry, shape: Shape): readonly number[] {
  if (sameShape(from.shape, shape)) return from.strides;
  const lead = shape.length - from.shape.length;
  return shape.map((_, dim) => (dim < lead || from.shape[dim - lead] === 1 ? 0 : from.strides[dim - lead]!));
}

/** Whether a tensor of shape `small` can be broadcast to `large` without changing `large`. */
export function isExpandableTo(small: Shape, large: Shape): boolean {
  const lead = large.length - small.length;
  return lead >= 0 && small.every((size, dim) => size === 1 || size === large[dim + lead]);
}

/** A dimension counted from the front; −1 is the last one. Throws PyTorch's "Dimension out of range". */
export function wrapDimension(dim: number, rank: number): number {
  const range = Math.max(rank, 1);
  if (!(dim >= -range && dim < range)) throw dimensionOutOfRange(dim, range);
  return dim < 0 ? dim + range : dim;
}
