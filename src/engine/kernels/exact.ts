import { int64 } from "../dtype.js";
import { broadcastStrides, contiguousStrides, elementCount } from "../shape.js";
import { exactNumber } from "../storage.js";
import { forEachRow, rowsAlong } from "./alongDimension.js";
import { denseDoubles, denseNumbers, writeNumbers } from "./dense.js";
import type { Kernels, View } from "./kernels.js";
import { walkRows } from "./walk.js";

/**
 * The kernels with sums of int64 that are right to the last digit. Doubles are summed as long as no sum can leave the range
 * in which they are exact, else bigints; a result that a double cannot keep is refused.
 */
export function exactInIntegers(kernels: Kernels): Kernels {
  return {
    ...kernels,
    sum(x, out) {
      const terms = elementCount(x.shape) / elementCount(out.shape);
      if (isInteger(out) && leavesDoubles(terms * greatest(x))) exactSum(x, out);
      else kernels.sum(x, out);
    },
    matmul(x, y, out) {
      const terms = x.shape[2]!;
      if (isInteger(out) && leavesDoubles(terms * greatest(x) * greatest(y))) exactMatmul(x, y, out);
      else kernels.matmul(x, y, out);
    },
    cumulativeSum(x, dim, from, out) {
      const terms = x.shape[dim] ?? 1;
      if (isInteger(out) && leavesDoubles(terms * greatest(x))) exactCumulativeSum(x, dim, from, out);
      else kernels.cumulativeSum(x, dim, from, out);
    },
  };
}

function isInteger(out: View): boolean {
  return out.storage.dtype === int64;
}

/** 2^53 may have come about by rounding 2^53 + 1. */
function leavesDoubles(bound: number): boolean {
  return bound >= 2 ** 53;
}

/** A bound of the elements' absolute values. */
function greatest(x: View): number {
  const { dtype } = x.storage;
  if (dtype !== int64) return dtype.itemsize === 1 ? 255 : 2 ** 31;
  return denseDoubles(x).reduce((bound, value) => Math.max(bound, Math.abs(value)), 0);
}

function bigintsOf(x: View): readonly bigint[] {
  return Array.from(denseNumbers(x), BigInt);
}

function writeExactly(out: View, results: readonly bigint[]): void {
  writeNumbers(out, Float64Array.from(results, exactNumber));
}

function exactSum(x: View, out: View): void {
  const totals = new Array<bigint>(elementCount(out.shape)).fill(0n);
  const kept = { offset: 0, shape: out.shape, strides: contiguousStrides(out.shape) };
  const target: View = { storage: out.storage, offset: 0, shape: x.shape, strides: broadcastStrides(kept, x.shape) };
  const numbers = bigintsOf(x);
  let i = 0;
  walkRows(x.shape, [target], (count, [to], [step]) => {
    for (let k = 0, at = to!; k < count; k++, at += step!, i++) totals[at]! += numbers[i]!;
  });
  writeExactly(out, totals);
}

function exactMatmul(x: View, y: View, out: View): void {
  const [batches, rows, columns] = out.shape as [number, number, number];
  const inner = x.shape[2]!;
  const [left, right] = [bigintsOf(x), bigintsOf(y)];
  const results: bigint[] = [];
  for (let b = 0; b < batches; b++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let total = 0n;
        for (let k = 0; k < inner; k++)
          total += left[(b * rows + i) * inner + k]! * right[(b * inner + k) * columns + j]!;
        results.push(total);
      }
  writeExactly(out, results);
}

function exactCumulativeSum(x: View, dim: number, from: "start" | "end", out: View): void {
  const results = [...bigintsOf(x)];
  const rows = rowsAlong(x.shape, dim);
  forEachRow(rows, (first) => {
    const step = from === "start" ? rows.inner : -rows.inner;
    const start = from === "start" ? first : first + (rows.size - 1) * rows.inner;
    let total = 0n;
    for (let k = 0, i = start; k < rows.size; k++, i += step) results[i] = total += results[i]!;
  });
  writeExactly(out, results);
}
