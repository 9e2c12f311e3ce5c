import { float32, type DType } from "../dtype.js";
import { allocate, type Storage } from "../storage.js";
import { fusedMultiplyAdd } from "./fusedMultiplyAdd.js";
import type { Generator } from "./generator.js";

/**
 * The numbers of each distribution, drawn in the order and with the roundings of PyTorch's CPU kernels
 * (aten/src/ATen/native/cpu/DistributionTemplates.h): the same seed gives the same numbers.
 */

/** Numbers in [from, to): 24 random bits for a float32, 53 for a double. */
export function uniformNumbers(source: Generator, dtype: DType, count: number, from: number, to: number): Storage {
  const [low, high] = dtype === float32 ? [Math.fround(from), Math.fround(to)] : [from, to];
  const width = dtype === float32 ? Math.fround(high - low) : high - low;
  return filled(dtype, count, () => fusedMultiplyAdd(dtype, unit(source, dtype), width, low));
}

/**
 * Normal numbers. Fewer than 16 are drawn one by one in double precision; from 16 on blocks of uniform numbers are
 * turned into normal ones, and the last 16 are drawn anew where the blocks do not come out even.
 */
export function normalNumbers(source: Generator, dtype: DType, count: number, mean: number, std: number): Storage {
  if (count < block) return filled(dtype, count, () => source.normal() * std + mean);
  const numbers = filled(dtype, count, () => unit(source, dtype));
  for (let start = 0; start + block <= count; start += block) toNormal(numbers, start, mean, std);
  if (count % block !== 0) {
    const start = count - block;
    for (let i = start; i < count; i++) numbers.write(i, unit(source, dtype));
    toNormal(numbers, start, mean, std);
  }
  return numbers;
}

/** Ones with probability `p`, else zeros. */
export function bernoulliNumbers(source: Generator, dtype: DType, count: number, p: number): Storage {
  return filled(dtype, count, () => (source.uniform53() < p ? 1 : 0));
}

/** Whole numbers in [low, high). Ranges of 2^28 and more take 64 bits, so that no number is much likelier than another. */
export function integerNumbers(source: Generator, dtype: DType, count: number, low: number, high: number): Storage {
  const range = high - low;
  if (range < 2 ** 28) return filled(dtype, count, () => (source.random() % range) + low);
  return filled(dtype, count, () => Number(source.random64() % BigInt(range)) + low);
}

/** The numbers from 0 to count − 1 in random order. */
export function permutedNumbers(source: Generator, dtype: DType, count: number): Storage {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < count - 1; i++) {
    const other = i + (source.random() % (count - i));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  let next = 0;
  return filled(dtype, count, () => order[next++]!);
}

const block = 16;

function unit(source: Generator, dtype: DType): number {
  return dtype === float32 ? source.uniform24() : source.uniform53();
}

function filled(dtype: DType, count: number, draw: () => number): Storage {
  const storage = allocate(dtype, count);
  for (let i = 0; i < count; i++) storage.write(i, draw());
  return storage;
}

/** Box and Muller's method on 16 uniform numbers: the first eight give the radii, the others the angles. */
function toNormal(numbers: Storage, start: number, mean: number, std: number): void {
  const half = block / 2;
  const round = numbers.dtype === float32 ? Math.fround : (value: number): number => value;
  const turn = round(2 * Math.PI);
  const [center, width] = [round(mean), round(std)];
  for (let i = start; i < start + half; i++) {
    const radius = round(Math.sqrt(-2 * round(Math.log(round(1 - numbers.read(i))))));
    const angle = round(turn * numbers.read(i + half));
    numbers.write(i, round(radius * round(Math.cos(angle))) * width + center);
    numbers.write(i + half, round(radius * round(Math.sin(angle))) * width + center);
  }
}
