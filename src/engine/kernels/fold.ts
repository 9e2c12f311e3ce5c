import { broadcastStrides, contiguousStrides, elementCount } from "../shape.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import { walkRows } from "./walk.js";

/** How the elements of a row become one number. Fast kernels know it by its name. */
export interface Fold {
  readonly name: string;
  readonly start: number;
  readonly next: (total: number, value: number) => number;
}

/** Folds over the dimensions in which `out` has size 1 and `x` has not, in row-major order and in double. */
export function fold({ start, next }: Fold, x: View, out: View): void {
  const totals = new Float64Array(elementCount(out.shape)).fill(start);
  if (elementCount(x.shape) > 0) {
    const kept = { offset: 0, shape: out.shape, strides: contiguousStrides(out.shape) };
    const numbers = denseDoubles(x);
    const target: View = { storage: out.storage, offset: 0, shape: x.shape, strides: broadcastStrides(kept, x.shape) };
    let i = 0;
    walkRows(x.shape, [target], (count, [to], [step]) => {
      for (let k = 0, at = to!; k < count; k++, at += step!, i++) totals[at] = next(totals[at]!, numbers[i]!);
    });
  }
  writeNumbers(out, totals);
}
