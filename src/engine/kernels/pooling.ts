import { elementCount } from "../shape.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import type { Windows } from "./windows.js";

/**
 * Pools take the windows along each of the last one to three dimensions of x, which are its space; every element of the
 * result stands for one window of each. Lines and planes are volumes with sizes of 1.
 */
type Space = readonly Windows[];

/** The greatest element under the window, or a NaN, and its index in its space: the first of equal ones. */
export function maxPool(x: View, space: Space, values: View, indices: View): void {
  const numbers = denseDoubles(x);
  const found = new Float64Array(elementCount(values.shape));
  const at = new Float64Array(found.length);
  const [width = flat, height = flat, depth = flat] = space.toReversed();
  forEachWindow(values, space, (place, planes, d, r, c) => {
    const [top, left, right] = [height.starts[r]!, width.starts[c]!, width.ends[c]!];
    const [first, bottom] = [planes * height.size * width.size, height.ends[r]!];
    let best = -Infinity;
    let index = -1;
    for (let z = depth.starts[d]!; z < depth.ends[d]!; z += depth.step)
      for (let y = top; y < bottom; y += height.step) {
        const line = (z * height.size + y) * width.size;
        for (let i = line + left; i < line + right; i += width.step) {
          const value = numbers[first + i]!;
          if (value > best || value !== value || index < 0) {
            best = value;
            index = i;
          }
        }
      }
    found[place] = best;
    at[place] = index;
  });
  writeNumbers(values, found);
  writeNumbers(indices, at);
}

/** The sum under the window by `divisor`, or by the number of its elements. Of integers the quotient is truncated. */
export function averagePool(x: View, space: Space, divisor: number | null, out: View): void {
  const numbers = denseDoubles(x);
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
  const shares = Float64Array.from(denseDoubles(g));
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

/** Gets the place of a window and one of its rows: the elements from `first` to before `end`. */
type RunVisitor = (place: number, first: number, end: number) => void;

/** Visits the rows of windows without gaps. */
function forEachRun(result: View, space: Space, visit: RunVisitor): void {
  const [x = flat, y = flat, z = flat] = space.toReversed();
  forEachWindow(result, space, (place, planes, d, r, c) => {
    for (let depth = z.starts[d]!; depth < z.ends[d]!; depth++)
      for (let row = y.starts[r]!; row < y.ends[r]!; row++) {
        const line = ((planes + depth) * y.size + row) * x.size;
        visit(place, line + x.starts[c]!, line + x.ends[c]!);
      }
  });
}

/** Gets a window's place in the result, how many planes are before its volume, and its place along each dimension. */
type WindowVisitor = (place: number, planes: number, depth: number, row: number, column: number) => void;

function forEachWindow(result: View, space: Space, visit: WindowVisitor): void {
  const [x = flat, y = flat, z = flat] = space.toReversed();
  const [depths, rows, columns] = [z.starts.length, y.starts.length, x.starts.length];
  const places = elementCount(result.shape);
  for (let place = 0, planes = 0; place < places; planes += z.size)
    for (let depth = 0; depth < depths; depth++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++, place++) visit(place, planes, depth, row, column);
}

const one = Int32Array.of(1);

/** What stands for the dimensions that a line and a plane have not. */
const flat: Windows = { size: 1, starts: Int32Array.of(0), ends: one, counts: one, step: 1 };
