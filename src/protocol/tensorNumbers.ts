import type { NodeEntry } from "./entry.js";
import { histogram, histogramBins } from "./histogram.js";
import { align } from "./passHeader.js";
import { normOf, statistics, wholeLimit, type Summary } from "./summary.js";

/**
 * What a pass keeps of one tensor, and how it lies in the pass's bytes: up to 64 entries as they are (f32 for float32, else
 * f64); of a larger tensor 11 f64, negInf neg zero pos posInf nan min max mean std norm, and a histogram of 16 u8 (see
 * histogram.ts). Where no entry is finite the last five f64 are NaN.
 */
export type TensorNumbers = ArrayLike<number>;

/** What of a node says how its tensors are kept. */
export type TensorLayout = Pick<NodeEntry, "shape" | "dtype">;

const statisticsLength = 11;

export function tensorNumbers(entries: ArrayLike<number>): TensorNumbers {
  if (entries.length <= wholeLimit) return entries;
  const { counts, ...known } = statistics(entries);
  const { negInf, neg, zero, pos, posInf, nan } = counts;
  const { min, max, mean, std, norm } = known;
  const numbers = [min, max, mean, std, norm].map((x) => x ?? NaN);
  return [negInf, neg, zero, pos, posInf, nan, ...numbers, ...histogram(entries, known)];
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

/** The summary of the tensor that lies at `at` in a pass. */
export function summaryAt(bytes: Uint8Array, at: number, layout: TensorLayout): Summary {
  const { shape } = layout;
  const numbers = readNumbers(bytes, at, layout);
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
    histogram: [...bytes.subarray(at + 8 * statisticsLength, at + tensorBytes(layout))],
  };
}

export function tensorBytes(layout: TensorLayout): number {
  if (!isWhole(layout)) return 8 * statisticsLength + histogramBins;
  return align(elementCount(layout.shape) * (layout.dtype === "float32" ? 4 : 8));
}

export function writeNumbers(view: DataView, at: number, numbers: TensorNumbers, layout: TensorLayout): void {
  const isSmall = isWhole(layout);
  if (isSmall && layout.dtype === "float32") {
    for (let i = 0; i < numbers.length; i++) view.setFloat32(at + 4 * i, numbers[i]!, true);
    return;
  }
  const doubles = isSmall ? numbers.length : statisticsLength;
  for (let i = 0; i < doubles; i++) view.setFloat64(at + 8 * i, numbers[i]!, true);
  const heightsAt = at + 8 * doubles;
  for (let i = doubles; i < numbers.length; i++) view.setUint8(heightsAt + i - doubles, numbers[i]!);
}

/** The entries, or the statistics, as they lie in a pass, which begins at a multiple of 8. */
export function readNumbers(bytes: Uint8Array, at: number, layout: TensorLayout): TensorNumbers {
  const place = bytes.byteOffset + at;
  if (!isWhole(layout)) return new Float64Array(bytes.buffer, place, statisticsLength);
  const count = elementCount(layout.shape);
  return layout.dtype === "float32"
    ? new Float32Array(bytes.buffer, place, count)
    : new Float64Array(bytes.buffer, place, count);
}

function isWhole({ shape }: TensorLayout): boolean {
  return elementCount(shape) <= wholeLimit;
}

function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}
