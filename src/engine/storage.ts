import { bool, float32, float64, int32, int64, uint8, type DType } from "./dtype.js";
import { integerOverflow, numberOverflow, outOfMemory } from "./errors.js";

export type NumberArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * The numbers of one or more tensors. A single number is kept inline, so that scalar training loops allocate no typed
 * array; nobody but this file and the kernels may look at which of the two it is.
 */
export class Storage {
  constructor(
    readonly dtype: DType,
    readonly array: NumberArray | null,
    private single: number,
  ) {}

  get length(): number {
    return this.array === null ? 1 : this.array.length;
  }

  get byteLength(): number {
    return this.array === null ? 8 : this.array.byteLength;
  }

  read(index: number): number {
    return this.array === null ? this.single : this.array[index]!;
  }

  /** Writes a value after rounding it to the dtype, as `roundTo` says. */
  write(index: number, value: number): void {
    const rounded = roundTo(this.dtype, value);
    if (this.array === null) this.single = rounded;
    else this.array[index] = rounded;
  }
}

const addresses = new WeakMap<Storage, number>();
let nextAddress = 64;

/** A number that tells storages apart as addresses do. There are no real ones here. */
export function addressOf(storage: Storage): number {
  let address = addresses.get(storage);
  if (address === undefined) {
    address = nextAddress;
    nextAddress += Math.ceil((storage.byteLength + 1) / 64) * 64;
    addresses.set(storage, address);
  }
  return address;
}

/** Refuses as many as no list can hold, as though there were not so much memory. */
export function checkCount(count: number): void {
  if (count > 2 ** 32 - 1) throw outOfMemory(count * int64.itemsize);
}

/** Zeroed room for `length` elements. Throws if there is not so much memory. */
export function allocate(dtype: DType, length: number): Storage {
  return new Storage(dtype, length === 1 ? null : newArray(dtype, length), 0);
}

/** One number, rounded to the dtype. */
export function singleValue(dtype: DType, value: number): Storage {
  return new Storage(dtype, null, roundTo(dtype, value));
}

/** How the steps of a kernel are rounded that computes in a dtype. */
export function roundingOf(dtype: DType): (value: number) => number {
  return dtype === float32 ? Math.fround : (value) => value;
}

/** The value that a storage of this dtype keeps of a number: int32 and uint8 wrap around, int64 throws beyond 2^53. */
export function roundTo(dtype: DType, value: number): number {
  switch (dtype) {
    case float32:
      return Math.fround(value);
    case float64:
      return value;
    case int32:
      return value | 0;
    case uint8:
      return value & 255;
    case bool:
      return value === 0 ? 0 : 1;
    default:
      return toInteger(value);
  }
}

/**
 * Refuses a single number that the dtype cannot hold. Unsigned dtypes take negative whole numbers, which wrap around, and none with a fraction.
 * `isData` is for elements in arrays, of which PyTorch speaks in other words and lets floating point become infinite.
 */
export function checkNumber(dtype: DType, value: number, isData: boolean): void {
  if (fits(dtype, value, isData)) return;
  throw dtype === int64 && Number.isFinite(value) ? integerOverflow(value) : numberOverflow(dtype.name, isData);
}

/** A number that is computed in double, as a dtype holds it where it is too great for that, or too small for all its digits. */
export function heldAtTheEnds(dtype: DType, value: number): number {
  const held = roundTo(dtype, value);
  return held === Infinity || held < 2 ** -126 ? held : value;
}

/** A single number that a script gives an op, as the dtype in which it computes holds it. Throws for one that it cannot hold. */
export function heldNumber(dtype: DType, value: number): number {
  checkNumber(dtype, value, false);
  return roundTo(dtype, value);
}

/** A whole number that a script wrote as a bigint. Throws for one that a number would have to round. */
export function exactNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isFinite(number) || BigInt(number) !== value) throw integerOverflow(value);
  return number;
}

function fits(dtype: DType, value: number, isData: boolean): boolean {
  switch (dtype) {
    case float32:
      return isData || !Number.isFinite(value) || Number.isFinite(Math.fround(value));
    case int32:
      return value > -(2 ** 31) - 1 && value < 2 ** 31;
    case uint8:
      return (Number.isInteger(value) ? value > -256 : value > 0) && value < 256;
    case int64:
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER + 1;
    default:
      return true;
  }
}

function toInteger(value: number): number {
  // Adding 0 turns −0, which no integer dtype has, into 0.
  const whole = Math.trunc(value) + 0;
  if (!(Math.abs(whole) <= Number.MAX_SAFE_INTEGER + 1)) throw integerOverflow(value);
  return whole;
}

function newArray(dtype: DType, length: number): NumberArray {
  try {
    return typedArray(dtype, length);
  } catch (error) {
    throw error instanceof RangeError ? outOfMemory(length * dtype.itemsize) : error;
  }
}

function typedArray(dtype: DType, length: number): NumberArray {
  switch (dtype) {
    case float32:
      return new Float32Array(length);
    case float64:
    case int64:
      return new Float64Array(length);
    case int32:
      return new Int32Array(length);
    default:
      return new Uint8Array(length);
  }
}
