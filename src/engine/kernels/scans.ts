import { forEachRow, rowsAlong } from "./alongDimension.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** The sums of each element along a dimension and all before it, or all after it. Accumulates in double. */
export function cumulativeSum(x: View, dim: number, from: "start" | "end", out: View): void {
  const numbers = denseNumbers(x);
  const results = new Float64Array(numbers.length);
  const rows = rowsAlong(x.shape, dim);
  forEachRow(rows, (first) => {
    const step = from === "start" ? rows.inner : -rows.inner;
    const last = first + (rows.size - 1) * rows.inner;
    let total = 0;
    for (let k = 0, i = from === "start" ? first : last; k < rows.size; k++, i += step) {
      total += numbers[i]!;
      results[i] = total;
    }
  });
  writeNumbers(out, results);
}
