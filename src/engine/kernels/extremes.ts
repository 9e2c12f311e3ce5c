import { forEachRow, rowsAlong } from "./alongDimension.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** The greatest or the least element of each row along a dimension and its index: the first of equal ones, or a NaN. */
export function extremes(which: "max" | "min", x: View, dim: number, values: View, indices: View): void {
  const numbers = denseNumbers(x);
  const rows = rowsAlong(x.shape, dim);
  const found = new Float64Array(rows.outer * rows.inner);
  const at = new Float64Array(found.length);
  const better = which === "max" ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  forEachRow(rows, (first, row) => {
    let best = numbers[first]!;
    let index = 0;
    for (let k = 1, i = first + rows.inner; k < rows.size && best === best; k++, i += rows.inner) {
      const value = numbers[i]!;
      if (better(value, best) || value !== value) {
        best = value;
        index = k;
      }
    }
    found[row] = best;
    at[row] = index;
  });
  writeNumbers(values, found);
  writeNumbers(indices, at);
}
