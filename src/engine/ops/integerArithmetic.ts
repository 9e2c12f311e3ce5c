import { int32, int64, type DType } from "../dtype.js";
import { minus, plus, plusTimes, subtractedFrom, times } from "../kernels/elementFunctions.js";
import type { ElementFunction } from "../kernels/kernels.js";
import { exactNumber } from "../storage.js";

type BinaryFunction = ((x: number, y: number) => number) & Pick<ElementFunction, "block">;

/** x + y */
export function sumIn(dtype: DType): BinaryFunction {
  return dtype === int64 ? exactSum : plus;
}

/** x − y */
export function differenceIn(dtype: DType): BinaryFunction {
  return dtype === int64 ? (x, y) => exactSum(x, -y) : minus;
}

/** y − x */
export function reversedDifferenceIn(dtype: DType): BinaryFunction {
  return dtype === int64 ? (x, y) => exactSum(y, -x) : subtractedFrom;
}

/** x·y. Of int32 the product may have more digits than a double keeps, and its last ones decide. */
export function productIn(dtype: DType): BinaryFunction {
  if (dtype === int64) return exactProduct;
  return dtype === int32 ? Math.imul : times;
}

/** x + factor·y */
export function sumTimes(dtype: DType, factor: number): BinaryFunction {
  return dtype === int64 ? (x, y) => exactPlus(x, factor, y) : plusTimes(factor);
}

/** x + factor·y, from doubles where they are exact: results below 2^53 are, from whatever is below it. */
export function exactPlus(x: number, factor: number, y: number): number {
  const product = factor * y;
  const sum = x + product;
  if (isExact(product) && isExact(sum)) return sum;
  return exactNumber(BigInt(x) + BigInt(factor) * BigInt(y));
}

function exactSum(x: number, y: number): number {
  const sum = x + y;
  return isExact(sum) ? sum : exactNumber(BigInt(x) + BigInt(y));
}

function exactProduct(x: number, y: number): number {
  const product = x * y;
  return isExact(product) ? product : exactNumber(BigInt(x) * BigInt(y));
}

/** Whether a double cannot have come about by rounding a whole number: 2^53 can, from 2^53 + 1. */
function isExact(whole: number): boolean {
  return Math.abs(whole) < 2 ** 53;
}

/** x^y. Integers that wrap around are multiplied step by step; a negative power of an integer is cut off to 0, ±1. */
export function powerIn(dtype: DType): BinaryFunction {
  if (dtype.category !== "integer") return floatingPower;
  const power = dtype === int64 ? exactPower : wrappedPower;
  return (x, y) => {
    if (y >= 0) return power(x, y);
    if (Math.abs(x) !== 1) return 0;
    return x === 1 || y % 2 === 0 ? 1 : -1;
  };
}

/** Math.pow may be off by less than the last digit, which shows in results near 2^53. */
function exactPower(base: number, exponent: number): number {
  const power = Math.pow(base, exponent);
  const distance = Math.abs(power);
  if (distance < 2 ** 50) return Math.round(power);
  return distance < 2 ** 54 ? exactNumber(BigInt(base) ** BigInt(exponent)) : power;
}

/** As in C, every power of 1 is 1, and so are the infinite ones of −1; in JavaScript they are NaN. */
export function floatingPower(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : Math.pow(x, y);
}

/** By squaring, modulo 2^32, of which uint8 keeps the last byte. */
function wrappedPower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}
