import { forEachRow, rowsAlong } from "./alongDimension.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** out = exp(x − max) / Σ exp(x − max) along a dimension. */
export function softmax(x: View, dim: number, out: View): void {
  const numbers = denseDoubles(x);
  const results = new Float64Array(numbers.length);
  const rows = rowsAlong(x.shape, dim);
  forEachRow(rows, (first) => {
    const end = first + rows.size * rows.inner;
    const greatest = greatestOf(numbers, first, end, rows.inner);
    let total = 0;
    for (let i = first; i < end; i += rows.inner) total += results[i] = Math.exp(numbers[i]! - greatest);
    for (let i = first; i < end; i += rows.inner) results[i]! /= total;
  });
  writeNumbers(out, results);
}

/** out = x − max − log Σ exp(x − max) along a dimension. */
export function logSoftmax(x: View, dim: number, out: View): void {
  const numbers = denseDoubles(x);
  const results = new Float64Array(numbers.length);
  const rows = rowsAlong(x.shape, dim);
  forEachRow(rows, (first) => {
    const end = first + rows.size * rows.inner;
    const greatest = greatestOf(numbers, first, end, rows.inner);
    let total = 0;
    for (let i = first; i < end; i += rows.inner) total += Math.exp(numbers[i]! - greatest);
    const logTotal = Math.log(total);
    for (let i = first; i < end; i += rows.inner) results[i] = numbers[i]! - greatest - logTotal;
  });
  writeNumbers(out, results);
}

function greatestOf(numbers: ArrayLike<number>, first: number, end: number, step: number): number {
  let greatest = -Infinity;
  for (let i = first; i < end; i += step) if (!(numbers[i]! <= greatest)) greatest = numbers[i]!;
  return greatest;
}
