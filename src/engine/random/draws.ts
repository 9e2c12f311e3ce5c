import { float32, float64, int32, uint8, type DType } from "../dtype.js";
import { allocate, roundingOf, type Storage } from "../storage.js";
import { fusedMultiplyAdd } from "./fusedMultiplyAdd.js";
import type { Generator } from "./generator.js";
import { greatestOf } from "./integerBounds.js";
import { cosineAndSine, logarithm } from "./singlePrecision.js";

/**
 * The numbers of each distribution, drawn in the order and with the roundings of PyTorch's CPU kernels
 * (aten/src/ATen/native/cpu/DistributionTemplates.h): the same seed gives the same numbers.
 */

/** One number after the other, each drawn in double precision and then rounded to the dtype. */
export function drawnNumbers(dtype: DType, count: number, draw: () => number): Storage {
  const storage = allocate(dtype, count);
  // Of a floating-point number that int32 cannot hold, the processor makes its least number.
  const narrow = dtype === int32 || dtype === uint8;
  for (let i = 0; i < count; i++) {
    const number = draw();
    storage.write(i, narrow && !(Math.abs(number) < 2 ** 31) ? -(2 ** 31) : number);
  }
  return storage;
}

/** Numbers in [from, to): 24 random bits for a float32, 53 for a double. Where rounding gives `to`, it becomes `from`. */
export function uniformNumbers(source: Generator, dtype: DType, count: number, from: number, to: number): Storage {
  const round = roundingOf(dtype);
  const [low, high] = [round(from), round(to)];
  const width = round(high - low);
  return drawnNumbers(dtype, count, () => {
    const number = fusedMultiplyAdd(dtype, unitNumber(source, dtype), width, low);
    return number === high ? low : number;
  });
}

/** Normal numbers, one by one in double precision. */
export function normalNumbers(source: Generator, dtype: DType, count: number, mean: number, std: number): Storage {
  return drawnNumbers(dtype, count, () => normalNumber(source, mean, std));
}

/**
 * Normal numbers for elements that lie row by row. From 16 on, blocks of uniform numbers are turned into normal ones, and
 * the last 16 are drawn anew where the blocks do not come out even.
 */
export function normalBlocks(source: Generator, dtype: DType, count: number, mean: number, std: number): Storage {
  if (count < block) return normalNumbers(source, dtype, count, mean, std);
  const numbers = drawnNumbers(dtype, count, () => unitNumber(source, dtype));
  for (let start = 0; start + block <= count; start += block) toNormal(numbers, start, mean, std);
  if (count % block !== 0) {
    const start = count - block;
    for (let i = start; i < count; i++) numbers.write(i, unitNumber(source, dtype));
    toNormal(numbers, start, mean, std);
  }
  return numbers;
}

/** One normal number. */
export function normalNumber(source: Generator, mean: number, std: number): number {
  return fusedMultiplyAdd(float64, source.normal(), std, mean);
}

/** One uniform number in [0, 1) of as many bits as the dtype holds. */
export function unitNumber(source: Generator, dtype: DType): number {
  return dtype === float64 ? source.uniform53() : source.uniform24();
}

/** Whole numbers in [low, low + range). Ranges of 2^28 and more take 64 bits, so that none is much likelier than another. */
export function integerNumbers(source: Generator, dtype: DType, count: number, low: number, range: bigint): Storage {
  if (range >= 2n ** 28n) {
    const base = BigInt(low);
    return drawnNumbers(dtype, count, () => Number((source.random64() % range) + base));
  }
  const small = Number(range);
  return drawnNumbers(dtype, count, () => (source.random() % small) + low);
}

/** Whole numbers that are not negative, up to the greatest of those that the dtype does not skip. It decides on the bits. */
export function naturalNumbers(source: Generator, dtype: DType, count: number): Storage {
  const range = greatestOf(dtype) + 1n;
  if (dtype.itemsize === 8) return drawnNumbers(dtype, count, () => Number(source.random64() % range));
  const small = Number(range);
  return drawnNumbers(dtype, count, () => source.random() % small);
}

/** Whole numbers of 64 bits with a sign. */
export function wideNumbers(source: Generator, dtype: DType, count: number): Storage {
  return drawnNumbers(dtype, count, () => Number(BigInt.asIntN(64, source.random64())));
}

/** Ones with probability `p`, else zeros. */
export function bernoulliNumbers(source: Generator, dtype: DType, count: number, p: number): Storage {
  return drawnNumbers(dtype, count, () => (source.uniform53() < p ? 1 : 0));
}

/** The numbers from 0 to length − 1 in random order, time after time anew. */
export function permutedNumbers(source: Generator, dtype: DType, count: number, length: number): Storage {
  let order: number[] = [];
  return drawnNumbers(dtype, count, () => {
    if (order.length === 0) order = permutation(source, length).reverse();
    return order.pop()!;
  });
}

function permutation(source: Generator, length: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = 0; i < length - 1; i++) {
    const other = i + (source.random() % (length - i));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** The rounding to a floating-point dtype. @internal */
const block = 16;

/** Box and Muller's method on 16 uniform numbers: the first eight give the radii, the others the angles. */
function toNormal(numbers: Storage, start: number, mean: number, std: number): void {
  const { dtype } = numbers;
  const half = block / 2;
  const round = roundingOf(dtype);
  const isSingle = dtype === float32;
  const turn = round(2 * Math.PI);
  const [center, width] = [round(mean), round(std)];
  for (let i = start; i < start + half; i++) {
    const complement = round(1 - numbers.read(i));
    const log = isSingle ? logarithm(complement) : Math.log(complement);
    const radius = round(Math.sqrt(round(-2 * log)));
    const angle = round(turn * numbers.read(i + half));
    const [cosine, sine] = isSingle ? cosineAndSine(angle) : [Math.cos(angle), Math.sin(angle)];
    numbers.write(i, fusedMultiplyAdd(dtype, round(radius * cosine), width, center));
    numbers.write(i + half, fusedMultiplyAdd(dtype, round(radius * sine), width, center));
  }
}
