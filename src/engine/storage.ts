import { bool, float32, float64, int64, type DType } from "./dtype.js";
import { integerOverflow } from "./errors.js";

export type NumberArray = Float32Array | Float64Array | Uint8Array;

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

  /** Writes a value after rounding it to the dtype. Throws for an integer beyond 2^53. */
  write(index: number, value: number): void {
    const rounded = roundTo(this.dtype, value);
    if (this.array === null) this.single = rounded;
    else this.array[index] = rounded;
  }
}

/** Zeroed room for `length` elements. */
export function allocate(dtype: DType, length: number): Storage {
  return new Storage(dtype, length === 1 ? null : newArray(dtype, length), 0);
}

/** One number, rounded to the dtype. */
export function singleValue(dtype: DType, value: number): Storage {
  return new Storage(dtype, null, roundTo(dtype, value));
}

/** The value that a storage of this dtype keeps of a number. */
export function roundTo(dtype: DType, value: number): number {
  switch (dtype) {
    case float32:
      return Math.fround(value);
    case float64:
      return value;
    case bool:
      return value === 0 ? 0 : 1;
    default:
      return toInteger(value);
  }
}

function toInteger(value: number): number {
  // Adding 0 turns −0, which no integer dtype has, into 0.
  const whole = Math.trunc(value) + 0;
  if (!(Math.abs(whole) <= Number.MAX_SAFE_INTEGER + 1)) throw integerOverflow(value);
  return whole;
}

function newArray(dtype: DType, length: number): NumberArray {
  switch (dtype) {
    case float32:
      return new Float32Array(length);
    case float64:
    case int64:
      return new Float64Array(length);
    default:
      return new Uint8Array(length);
  }
}
