import { float32, type DType } from "../dtype.js";

/**
 * x·y + z with one rounding, as the CPU instruction that PyTorch's kernels are compiled to. Exact for float32 operands;
 * for doubles the last bit can be wrong where the exact value lies within 2^−50 of a tie.
 */
export function fusedMultiplyAdd(dtype: DType, x: number, y: number, z: number): number {
  return dtype === float32 ? fusedSingle(x, y, z) : double(x, y, z);
}

/** x·y + z of float32 numbers as a float32, with one rounding. */
export function fusedSingle(x: number, y: number, z: number): number {
  // The product of two float32 is exact in double precision; the sum may not be.
  const product = x * y;
  const sum = product + z;
  const rounded = Math.fround(sum);
  const rest = sum - rounded;
  const other = rounded + 2 * rest;
  const lost = lostInSum(product, z, sum);
  // Halfway between two float32, what the sum has lost decides.
  return rest !== 0 && Math.fround(other) === other && lost * rest > 0 ? other : rounded;
}

function double(x: number, y: number, z: number): number {
  const product = x * y;
  const sum = product + z;
  const lost = lostInSum(product, z, sum) + lostInProduct(x, y, product);
  if (!Number.isNaN(lost)) return sum + lost;
  // Beyond 2^996 the halves overflow; with infinities nothing can be lost.
  const isLarge = Number.isFinite(sum) && Math.abs(x) < 2 ** 53;
  return isLarge ? double(x, y * 2 ** -100, z * 2 ** -100) * 2 ** 100 : sum;
}

function lostInSum(a: number, b: number, sum: number): number {
  const fromB = sum - a;
  return a - (sum - fromB) + (b - fromB);
}

/** What the product has lost, by Dekker: the operands are split into halves whose products are exact. */
export function lostInProduct(x: number, y: number, product: number): number {
  const [upperX, upperY] = [upperHalf(x), upperHalf(y)];
  const [lowerX, lowerY] = [x - upperX, y - upperY];
  return lowerX * lowerY - (product - upperX * upperY - lowerX * upperY - upperX * lowerY);
}

function upperHalf(x: number): number {
  const shifted = (2 ** 27 + 1) * x;
  return shifted - (shifted - x);
}
