import type { NodeEntry } from "./entry.js";
import { align } from "./passHeader.js";
import { normOf, statistics, wholeLimit, type Statistics, type Summary } from "./summary.js";

/**
 * What a pass keeps of one tensor, and how it lies in the pass's bytes: up to 64 entries as they are (f32 for float32, else
 * f64), a larger tensor as 11 f64: negInf neg zero pos posInf nan min max mean std norm. Where no entry is finite the last
 * five are NaN.
 */
export type TensorNumbers = ArrayLike<number>;

/** What of a node says how its tensors are kept. */
export type TensorLayout = Pick<NodeEntry, "shape" | "dtype">;

const statisticsLength = 11;

export function tensorNumbers(entries: ArrayLike<number>): TensorNumbers {
  return entries.length <= wholeLimit ? entries : statisticsNumbers(statistics(entries));
}

/** How many entries are NaN or infinite. */
export function nonFiniteCount(numbers: TensorNumbers, layout: TensorLayout): number {
  if (!isWhole(layout)) return numbers[0]! + numbers[4]! + numbers[5]!;
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! - numbers[i]! !== 0) count++;
  return count;
}

/** The L2 norm over the finite entries; NaN where there are none. */
export function normOfNumbers(numbers: TensorNumbers, layout: TensorLayout): number {
  return (isWhole(layout) ? normOf(numbers) : numbers[statisticsLength - 1]) ?? NaN;
}

export function summaryOfNumbers(numbers: TensorNumbers, layout: TensorLayout): Summary {
  const { shape } = layout;
  if (isWhole(layout)) return { shape, ...statistics(numbers), data: Array.from(numbers) };
  const count = (i: number): number => numbers[i]!;
  const finite = (i: number): number | null => (Number.isNaN(numbers[i]!) ? null : numbers[i]!);
  return {
    shape,
    min: finite(6),
    max: finite(7),
    mean: finite(8),
    std: finite(9),
    norm: finite(10),
    counts: { negInf: count(0), neg: count(1), zero: count(2), pos: count(3), posInf: count(4), nan: count(5) },
  };
}

export function tensorBytes(layout: TensorLayout): number {
  if (!isWhole(layout)) return 8 * statisticsLength;
  return align(elementCount(layout.shape) * (layout.dtype === "float32" ? 4 : 8));
}

export function writeNumbers(view: DataView, at: number, numbers: TensorNumbers, layout: TensorLayout): void {
  const single = layout.dtype === "float32" && isWhole(layout);
  for (let i = 0; i < numbers.length; i++) {
    if (single) view.setFloat32(at + 4 * i, numbers[i]!, true);
    else view.setFloat64(at + 8 * i, numbers[i]!, true);
  }
}

/** The numbers as they lie in a pass, which begins at a multiple of 8. */
export function readNumbers(bytes: Uint8Array, at: number, layout: TensorLayout): TensorNumbers {
  const place = bytes.byteOffset + at;
  if (!isWhole(layout)) return new Float64Array(bytes.buffer, place, statisticsLength);
  const count = elementCount(layout.shape);
  return layout.dtype === "float32"
    ? new Float32Array(bytes.buffer, place, count)
    : new Float64Array(bytes.buffer, place, count);
}

function statisticsNumbers({ counts, min, max, mean, std, norm }: Statistics): TensorNumbers {
  const { negInf, neg, zero, pos, posInf, nan } = counts;
  const numbers = [min, max, mean, std, norm].map((x) => x ?? NaN);
  return [negInf, neg, zero, pos, posInf, nan, ...numbers];
}

function isWhole({ shape }: TensorLayout): boolean {
  return elementCount(shape) <= wholeLimit;
}

function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}
