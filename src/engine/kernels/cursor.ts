import { float64 } from "../dtype.js";
import { roundTo, type NumberArray } from "../storage.js";
import type { View } from "./kernels.js";

/** Rows that are shorter are copied sooner by a loop than by the array's own methods. */
const longRow = 24;

/**
 * Goes through the elements of a view in row-major order, some at a time. Dimensions that lie in memory as one are taken
 * together first, so a contiguous view is one long row.
 */
export class Cursor {
  private readonly array: NumberArray;
  private readonly sizes: readonly number[];
  private readonly strides: readonly number[];
  private readonly index: number[];
  /** How many elements a row has, how far they are apart, and how many of this row have been passed. */
  private readonly rowLength: number;
  private readonly step: number;
  private passed = 0;
  /** Where this row begins. */
  private rowStart: number;

  constructor(private readonly view: View) {
    const { storage, offset } = view;
    this.array = storage.array ?? Float64Array.of(storage.read(0));
    const merged = mergedDimensions(view);
    this.rowLength = merged.sizes.pop()!;
    this.step = merged.strides.pop()!;
    this.sizes = merged.sizes;
    this.strides = merged.strides;
    this.index = new Array<number>(this.sizes.length).fill(0);
    this.rowStart = offset;
  }

  /** Copies the next elements to the beginning of `numbers`. */
  read(count: number, numbers: Float64Array): void {
    const { array, step } = this;
    for (let at = 0; at < count;) {
      const length = Math.min(count - at, this.rowLength - this.passed);
      const from = this.rowStart + this.passed * step;
      if (step === 0) numbers.fill(array[from]!, at, at + length);
      else if (step === 1 && length >= longRow) numbers.set(array.subarray(from, from + length), at);
      else for (let i = 0, a = from; i < length; i++, a += step) numbers[at + i] = array[a]!;
      at += length;
      this.pass(length);
    }
  }

  /** Writes the first of the numbers over the next elements, each rounded to the storage's dtype. */
  write(count: number, numbers: Float64Array): void {
    const { array, step } = this;
    const { dtype } = this.view.storage;
    for (let at = 0; at < count;) {
      const length = Math.min(count - at, this.rowLength - this.passed);
      const to = this.rowStart + this.passed * step;
      if (!dtype.is_floating_point)
        for (let i = 0, a = to; i < length; i++, a += step) array[a] = roundTo(dtype, numbers[at + i]!);
      else if (step === 1 && length >= longRow) array.set(numbers.subarray(at, at + length), to);
      else for (let i = 0, a = to; i < length; i++, a += step) array[a] = numbers[at + i]!;
      at += length;
      this.pass(length);
    }
  }

  /** Adds the first of the numbers to the next elements, one after the other: a place may come more than once. */
  add(count: number, numbers: Float64Array): void {
    const { array, step } = this;
    const { dtype } = this.view.storage;
    for (let at = 0; at < count;) {
      const length = Math.min(count - at, this.rowLength - this.passed);
      const to = this.rowStart + this.passed * step;
      if (!dtype.is_floating_point)
        for (let i = 0, a = to; i < length; i++, a += step) array[a] = roundTo(dtype, array[a]! + numbers[at + i]!);
      else if (step === 0 && dtype === float64) array[to] = totalFrom(array[to]!, numbers, at, at + length);
      else for (let i = 0, a = to; i < length; i++, a += step) array[a]! += numbers[at + i]!;
      at += length;
      this.pass(length);
    }
  }

  private pass(length: number): void {
    this.passed += length;
    if (this.passed < this.rowLength) return;
    this.passed = 0;
    for (let dim = this.index.length - 1; dim >= 0; dim--) {
      this.rowStart += this.strides[dim]!;
      if (++this.index[dim]! < this.sizes[dim]!) return;
      this.rowStart -= this.strides[dim]! * this.sizes[dim]!;
      this.index[dim] = 0;
    }
  }
}

function totalFrom(start: number, numbers: Float64Array, from: number, end: number): number {
  let total = start;
  for (let i = from; i < end; i++) total += numbers[i]!;
  return total;
}

/** The fewest sizes and strides that reach the same elements in the same order; at least one of each. */
function mergedDimensions({ shape, strides }: View): { sizes: number[]; strides: number[] } {
  const merged = { sizes: [] as number[], strides: [] as number[] };
  for (let dim = 0; dim < shape.length; dim++) {
    const [size, stride] = [shape[dim]!, strides[dim]!];
    if (size === 1) continue;
    const last = merged.sizes.length - 1;
    if (last >= 0 && merged.strides[last] === stride * size) {
      merged.sizes[last]! *= size;
      merged.strides[last] = stride;
    } else {
      merged.sizes.push(size);
      merged.strides.push(stride);
    }
  }
  return merged.sizes.length > 0 ? merged : { sizes: [1], strides: [1] };
}
