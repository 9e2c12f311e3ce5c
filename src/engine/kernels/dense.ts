import { elementCount, isContiguous } from "../shape.js";
import type { NumberArray } from "../storage.js";
import type { View } from "./kernels.js";
import { walkRows } from "./walk.js";

/** The numbers of a view in row-major order: the storage's own where they lie so, to be read only; else a copy. */
export function denseNumbers(view: View): NumberArray {
  const { storage, offset } = view;
  const count = elementCount(view.shape);
  if (count === 0) return new Float64Array(0);
  if (storage.array === null) return new Float64Array(count).fill(storage.read(0));
  if (isContiguous(view)) return storage.array.subarray(offset, offset + count);
  const numbers = new Float64Array(count);
  let next = 0;
  walkRows(view.shape, [view], (length, [from], [step]) => {
    for (let i = 0, at = from!; i < length; i++, at += step!) numbers[next++] = storage.read(at);
  });
  return numbers;
}

/** Writes numbers in row-major order into a result, rounding each to the storage's dtype. */
export function writeNumbers(out: View, numbers: Float64Array): void {
  const { array, dtype } = out.storage;
  if (!isContiguous(out)) {
    let next = 0;
    walkRows(out.shape, [out], (length, [to], [step]) => {
      for (let i = 0, at = to!; i < length; i++, at += step!) out.storage.write(at, numbers[next++]!);
    });
  } else if (array !== null && dtype.is_floating_point) array.set(numbers, out.offset);
  else for (let i = 0; i < numbers.length; i++) out.storage.write(out.offset + i, numbers[i]!);
}
