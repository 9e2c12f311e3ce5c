import { int32, int64, type DType } from "../dtype.js";
import { minus, plus, subtractedFrom, times } from "../kernels/elementFunctions.js";
import type { ElementFunction } from "../kernels/kernels.js";

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

/** The last number up to which doubles are exact: 2^53 + 1 rounds to it. */
const lastExact = 2 ** 53;

function exactSum(x: number, y: number): number {
  const sum = x + y;
  return Math.abs(sum) === lastExact && sum - x !== y ? beyond(sum) : sum;
}

function exactProduct(x: number, y: number): number {
  const product = x * y;
  return Math.abs(product) === lastExact && product % x !== 0 ? beyond(product) : product;
}

/** What int64 refuses to keep. */
function beyond(rounded: number): number {
  return rounded + 2 * Math.sign(rounded);
}

/** x^y. Integers that wrap around are multiplied step by step; a negative power of an integer is cut off to 0, ±1. */
export function powerIn(dtype: DType): BinaryFunction {
  if (dtype.category !== "integer") return floatingPower;
  const power = dtype === int64 ? Math.pow : wrappedPower;
  return (x, y) => {
    if (y >= 0) return power(x, y);
    if (Math.abs(x) !== 1) return 0;
    return x === 1 || y % 2 === 0 ? 1 : -1;
  };
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
