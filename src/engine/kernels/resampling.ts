import { elementCount, type Shape } from "../shape.js";
import { rowsAlong } from "./alongDimension.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import type { NumberArray } from "../storage.js";

/**
 * A linear map along one dimension: place p of the result is the sum of the elements at `indices`, times `weights`, from
 * starts[p] to before starts[p + 1]. Maps along several dimensions are applied one after the other.
 */
export interface Taps {
  readonly size: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly weights: Float64Array;
}

/** Maps each of the last dimensions of x. */
export function resample(x: View, taps: readonly Taps[], out: View): void {
  let numbers: NumberArray = denseNumbers(x);
  let shape = x.shape;
  taps.forEach((along, i) => {
    const dim = x.shape.length - taps.length + i;
    const next = shape.with(dim, along.starts.length - 1);
    numbers = gathered(numbers, shape, dim, along, new Float64Array(elementCount(next)));
    shape = next;
  });
  writeNumbers(out, Float64Array.from(numbers));
}

/** The transpose of `resample`. */
export function resampleInput(g: View, taps: readonly Taps[], input: View): void {
  let numbers: NumberArray = denseNumbers(g);
  let shape = g.shape;
  taps.forEach((along, i) => {
    const dim = g.shape.length - taps.length + i;
    const next = shape.with(dim, along.size);
    numbers = spread(numbers, next, dim, along, new Float64Array(elementCount(next)));
    shape = next;
  });
  writeNumbers(input, Float64Array.from(numbers));
}

function gathered(x: NumberArray, shape: Shape, dim: number, taps: Taps, sums: Float64Array): Float64Array {
  forEachTap(shape, dim, taps, (source, target, weight, inner) => {
    for (let i = 0; i < inner; i++) sums[target + i]! += weight * x[source + i]!;
  });
  return sums;
}

function spread(g: NumberArray, shape: Shape, dim: number, taps: Taps, sums: Float64Array): Float64Array {
  forEachTap(shape, dim, taps, (source, target, weight, inner) => {
    for (let i = 0; i < inner; i++) sums[source + i]! += weight * g[target + i]!;
  });
  return sums;
}

/** Gets where a run of `inner` elements begins in the operand, where in the result, and what it is multiplied with. */
type TapVisitor = (source: number, target: number, weight: number, inner: number) => void;

function forEachTap(shape: Shape, dim: number, { starts, indices, weights }: Taps, visit: TapVisitor): void {
  const { outer, size, inner } = rowsAlong(shape, dim);
  const places = starts.length - 1;
  for (let row = 0; row < outer; row++)
    for (let place = 0; place < places; place++)
      for (let tap = starts[place]!; tap < starts[place + 1]!; tap++)
        visit((row * size + indices[tap]!) * inner, (row * places + place) * inner, weights[tap]!, inner);
}
