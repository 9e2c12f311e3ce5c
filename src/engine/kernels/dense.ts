import { elementCount, isContiguous } from "../shape.js";
import type { NumberArray } from "../storage.js";
import { Cursor } from "./cursor.js";
import type { View } from "./kernels.js";

/** The numbers of a view in row-major order: the storage's own where they lie so, to be read only; else a copy. */
export function denseNumbers(view: View): NumberArray {
  const { storage, offset } = view;
  if (storage.array === null || !isContiguous(view)) return denseDoubles(view);
  return storage.array.subarray(offset, offset + elementCount(view.shape));
}

/** The same as doubles, whatever the dtype: a loop that sees one kind of array is several times as fast. */
export function denseDoubles(view: View): Float64Array {
  const { storage, offset } = view;
  const count = elementCount(view.shape);
  if (storage.array instanceof Float64Array && isContiguous(view))
    return storage.array.subarray(offset, offset + count);
  const numbers = new Float64Array(count);
  if (count > 0) new Cursor(view).read(count, numbers);
  return numbers;
}

/** Writes numbers in row-major order into a result, rounding each to the storage's dtype. */
export function writeNumbers(out: View, numbers: Float64Array): void {
  if (numbers.length === 1) out.storage.write(out.offset, numbers[0]!);
  else if (numbers.length > 0) new Cursor(out).write(numbers.length, numbers);
}
