import { forEachRow, rowsAlong } from "./alongDimension.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** out[k] = x[0] + … + x[k] along a dimension. Accumulates in double. */
export function cumulativeSum(x: View, dim: number, out: View): void {
  scan(x, dim, out, 0, (total, value) => total + value);
}

/** out[k] = x[0] · … · x[k] along a dimension. Accumulates in double. */
export function cumulativeProduct(x: View, dim: number, out: View): void {
  scan(x, dim, out, 1, (total, value) => total * value);
}

function scan(x: View, dim: number, out: View, start: number, next: (total: number, value: number) => number): void {
  const numbers = denseNumbers(x);
  const results = new Float64Array(numbers.length);
  const rows = rowsAlong(x.shape, dim);
  forEachRow(rows, (first) => {
    const end = first + rows.size * rows.inner;
    let total = start;
    for (let i = first; i < end; i += rows.inner) results[i] = total = next(total, numbers[i]!);
  });
  writeNumbers(out, results);
}
