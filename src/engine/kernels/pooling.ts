import { elementCount } from "../shape.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import type { Windows } from "./windows.js";

/**
 * Pools take the windows along each of the last one to three dimensions of x, which are its space; every element of the
 * result stands for one window of each. Lines and planes are volumes with sizes of 1.
 */
type Space = readonly Windows[];

/** The greatest element under the window, or a NaN, and its index in its space: the first of equal ones. */
export function maxPool(x: View, space: Space, values: View, indices: View): void {
  const numbers = denseNumbers(x);
  const found = new Float64Array(elementCount(values.shape)).fill(-Infinity);
  const at = new Float64Array(found.length).fill(-1);
  const volume = elementCount(x.shape.slice(-space.length));
  forEachRun(values, space, (place, first, end, step) => {
    let best = found[place]!;
    let index = at[place]!;
    for (let i = first; i < end; i += step) {
      const value = numbers[i]!;
      if (value > best || value !== value || index < 0) {
        best = value;
        index = i;
      }
    }
    found[place] = best;
    at[place] = index;
  });
  writeNumbers(values, found);
  for (let i = 0; i < at.length; i++) if (at[i]! >= 0) at[i]! %= volume;
  writeNumbers(indices, at);
}

/** The sum under the window by `divisor`, or by the number of its elements. Of integers the quotient is truncated. */
export function averagePool(x: View, space: Space, divisor: number | null, out: View): void {
  const numbers = denseNumbers(x);
  const sums = new Float64Array(elementCount(out.shape));
  forEachRun(out, space, (place, first, end) => {
    let total = sums[place]!;
    for (let i = first; i < end; i++) total += numbers[i]!;
    sums[place] = total;
  });
  divide(sums, space, divisor);
  writeNumbers(out, out.storage.dtype.is_floating_point ? sums : sums.map(Math.trunc));
}

/** The transpose of `averagePool`: spreads each gradient over the elements under its window. */
export function averagePoolInput(g: View, space: Space, divisor: number | null, input: View): void {
  const shares = Float64Array.from(denseNumbers(g));
  divide(shares, space, divisor);
  const sums = new Float64Array(elementCount(input.shape));
  forEachRun(g, space, (place, first, end) => {
    const share = shares[place]!;
    for (let i = first; i < end; i++) sums[i]! += share;
  });
  writeNumbers(input, sums);
}

/** Divides by the number of elements of each window of a result. */
function divide(results: Float64Array, space: Space, divisor: number | null): void {
  const [x = flat, y = flat, z = flat] = space.toReversed();
  for (let place = 0; place < results.length;)
    for (const depth of z.counts)
      for (const height of y.counts)
        for (const width of x.counts) results[place++]! /= divisor ?? depth * height * width;
}

/** Gets the place of a window and one of its rows: the elements from `first` to before `end` that are `step` apart. */
type RunVisitor = (place: number, first: number, end: number, step: number) => void;

function forEachRun(result: View, space: Space, visit: RunVisitor): void {
  const [x = flat, y = flat, z = flat] = space.toReversed();
  const [depths, rows, columns] = [z.starts.length, y.starts.length, x.starts.length];
  const places = elementCount(result.shape);
  for (let place = 0, volume = 0; place < places; volume += z.size)
    for (let d = 0; d < depths; d++)
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++, place++)
          for (let depth = z.starts[d]!; depth < z.ends[d]!; depth += z.step)
            for (let row = y.starts[r]!; row < y.ends[r]!; row += y.step) {
              const line = ((volume + depth) * y.size + row) * x.size;
              visit(place, line + x.starts[c]!, line + x.ends[c]!, x.step);
            }
}

const one = Int32Array.of(1);

/** What stands for the dimensions that a line and a plane have not. */
const flat: Windows = { size: 1, starts: Int32Array.of(0), ends: one, counts: one, step: 1 };
