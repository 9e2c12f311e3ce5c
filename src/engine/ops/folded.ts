import { denseNumbers } from "../kernels/dense.js";
import { contiguousStrides, elementCount, type Geometry } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** Whether places of a tensor may be one in storage, as those of `unfold` are. */
export function isFolded({ shape, strides }: Tensor): boolean {
  const dims = shape.flatMap((size, dim) => (size > 1 ? [dim] : [])).sort((a, b) => strides[a]! - strides[b]!);
  let reach = 0;
  for (const dim of dims) {
    if (strides[dim]! <= reach) return true;
    reach += (shape[dim]! - 1) * strides[dim]!;
  }
  return false;
}

/** Whether some of a tensor's elements are one in storage, because it was expanded. */
export function isRepeated({ shape, strides }: Pick<Geometry, "shape" | "strides">): boolean {
  return !shape.includes(0) && shape.some((size, dim) => size > 1 && strides[dim] === 0);
}

/** For each element the first one, in row-major order, that is one with it in storage. */
export function firstOfSame({ shape, strides }: Geometry): Int32Array {
  const rows = contiguousStrides(shape);
  const firsts = new Map<number, number>();
  return Int32Array.from({ length: elementCount(shape) }, (_, i) => {
    const place = shape.reduce((at, size, dim) => at + (Math.floor(i / rows[dim]!) % size) * strides[dim]!, 0);
    if (!firsts.has(place)) firsts.set(place, i);
    return firsts.get(place)!;
  });
}

/** Writes a result over a folded tensor: where an element stays as it was, what was written to its place by another one stays. */
export function writeChanges(result: Tensor, self: Tensor): void {
  const { offset, shape, strides, storage } = self;
  const [before, after] = [Float64Array.from(denseNumbers(self)), denseNumbers(result)];
  const rows = contiguousStrides(shape);
  before.forEach((value, i) => {
    if (Object.is(value, after[i])) return;
    const place = shape.reduce((at, size, dim) => at + (Math.floor(i / rows[dim]!) % size) * strides[dim]!, offset);
    storage.write(place, after[i]!);
  });
}
