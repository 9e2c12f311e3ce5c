import { int32 } from "../dtype.js";
import type { NumberArray, Storage } from "../storage.js";
import type { View } from "./kernels.js";
import { reference } from "./reference.js";

/**
 * Products by tiles of 2 rows and 4 columns, whose eight sums stay in registers. The operands are copied first to where
 * the tiles read them one after the other: strips of 2 rows, panels of 4 columns; what a tile has beyond the matrix is not looked at. Each sum adds the
 * same products in the same order as the reference does, so the results are the same to the last bit.
 */
export function matmul(x: View, y: View, out: View): void {
  const [batches, rows, columns] = out.shape as [number, number, number];
  const inner = x.shape[2]!;
  // Copying the right operand costs as much as a few rows of the product.
  if (out.storage.dtype === int32) reference.matmul(x, y, out);
  else if (rows < 4 || columns * inner < 16) eachByItself(x, y, out);
  else {
    const strip = room(2 * inner, 0);
    const panels = room(Math.ceil(columns / 4) * 4 * inner, 1);
    for (let b = 0; b < batches; b++) {
      if (b === 0 || y.strides[0] !== 0) copyPanels(y, b, panels);
      for (let i = 0; i < rows; i += 2) {
        copyStrip(x, b, i, strip);
        for (let j = 0; j < columns; j += 4) {
          tile(strip, panels, j * inner, inner);
          writeTile(out, b, i, j);
        }
      }
    }
  }
}

/** Kept from one product to the next, unless they are great. */
const kept = [new Float64Array(0), new Float64Array(0)];
const greatest = 2 ** 18;

/** Room for so many numbers, which may hold anything. */
function room(length: number, which: 0 | 1): Float64Array {
  if (kept[which]!.length >= length) return kept[which]!;
  const numbers = new Float64Array(length);
  if (length <= greatest) kept[which] = numbers;
  return numbers;
}

/** The sums of a tile, row by row. */
const sums = new Float64Array(8);

function tile(strip: Float64Array, panels: Float64Array, from: number, inner: number): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0, at = from; k < inner; k++, at += 4) {
    const [a, b] = [strip[2 * k]!, strip[2 * k + 1]!];
    const first = panels[at]!;
    a0 += a * first;
    b0 += b * first;
    const second = panels[at + 1]!;
    a1 += a * second;
    b1 += b * second;
    const third = panels[at + 2]!;
    a2 += a * third;
    b2 += b * third;
    const fourth = panels[at + 3]!;
    a3 += a * fourth;
    b3 += b * fourth;
  }
  sums[0] = a0;
  sums[1] = a1;
  sums[2] = a2;
  sums[3] = a3;
  sums[4] = b0;
  sums[5] = b1;
  sums[6] = b2;
  sums[7] = b3;
}

function writeTile(out: View, b: number, i: number, j: number): void {
  const [, rows, columns] = out.shape as [number, number, number];
  const [perBatch, perRow, perColumn] = out.strides as [number, number, number];
  const [height, width] = [Math.min(2, rows - i), Math.min(4, columns - j)];
  const { array, dtype } = out.storage;
  for (let row = 0; row < height; row++) {
    let to = out.offset + b * perBatch + (i + row) * perRow + j * perColumn;
    for (let column = 0; column < width; column++, to += perColumn) {
      const sum = sums[4 * row + column]!;
      if (array !== null && dtype.is_floating_point) array[to] = sum;
      else out.storage.write(to, sum);
    }
  }
}

function copyStrip(x: View, b: number, i: number, strip: Float64Array): void {
  const [perBatch, perRow, step] = x.strides as [number, number, number];
  const [, rows, inner] = x.shape as [number, number, number];
  const numbers = numbersOf(x.storage);
  for (let row = 0; row < 2; row++) {
    if (i + row >= rows) return;
    const from = x.offset + b * perBatch + (i + row) * perRow;
    for (let k = 0, at = from; k < inner; k++, at += step) strip[2 * k + row] = numbers[at]!;
  }
}

function copyPanels(y: View, b: number, panels: Float64Array): void {
  const [perBatch, step, perColumn] = y.strides as [number, number, number];
  const [, inner, columns] = y.shape as [number, number, number];
  const numbers = numbersOf(y.storage);
  for (let j = 0; j < columns; j += 4) {
    const width = Math.min(4, columns - j);
    const from = y.offset + b * perBatch + j * perColumn;
    for (let k = 0, to = j * inner; k < inner; k++, to += 4)
      for (let column = 0; column < width; column++)
        panels[to + column] = numbers[from + k * step + column * perColumn]!;
  }
}

function eachByItself(x: View, y: View, out: View): void {
  const [batches, rows, columns] = out.shape as [number, number, number];
  const [left, right, inner] = [numbersOf(x.storage), numbersOf(y.storage), x.shape[2]!];
  const [step, down] = [x.strides[2]!, y.strides[1]!];
  for (let b = 0; b < batches; b++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let total = 0;
        let from = x.offset + b * x.strides[0]! + i * x.strides[1]!;
        let other = y.offset + b * y.strides[0]! + j * y.strides[2]!;
        for (let k = 0; k < inner; k++, from += step, other += down) total += left[from]! * right[other]!;
        out.storage.write(out.offset + b * out.strides[0]! + i * out.strides[1]! + j * out.strides[2]!, total);
      }
}

/** What can be read by index: a storage that keeps a single number has no array. */
function numbersOf(storage: Storage): NumberArray {
  return storage.array ?? Float64Array.of(storage.read(0));
}
