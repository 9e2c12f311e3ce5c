import { bool, float32, float64, int32, int64, uint8, type DType } from "../dtype.js";
import { elementCount, type Shape } from "../shape.js";
import { allocate } from "../storage.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/**
 * The types of elements that files have. One that GradLens has not is read as the smallest of its dtypes that holds every
 * value exactly: half precision as float32, small integers as int32, large ones as int64. Integers beyond 2^53 throw.
 */
export interface ElementType {
  readonly bytes: number;
  readonly dtype: DType;
  read(view: DataView, at: number, littleEndian: boolean): number;
}

export type ElementName =
  "bool" | "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "u64" | "i64" | "f16" | "bf16" | "f32" | "f64";

export const elementTypes: { readonly [Name in ElementName]: ElementType } = {
  bool: { bytes: 1, dtype: bool, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  u8: { bytes: 1, dtype: uint8, read: (view, at) => view.getUint8(at) },
  i8: { bytes: 1, dtype: int32, read: (view, at) => view.getInt8(at) },
  u16: { bytes: 2, dtype: int32, read: (view, at, little) => view.getUint16(at, little) },
  i16: { bytes: 2, dtype: int32, read: (view, at, little) => view.getInt16(at, little) },
  u32: { bytes: 4, dtype: int64, read: (view, at, little) => view.getUint32(at, little) },
  i32: { bytes: 4, dtype: int32, read: (view, at, little) => view.getInt32(at, little) },
  u64: { bytes: 8, dtype: int64, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i64: { bytes: 8, dtype: int64, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  f16: { bytes: 2, dtype: float32, read: (view, at, little) => halfToNumber(view.getUint16(at, little)) },
  bf16: { bytes: 2, dtype: float32, read: (view, at, little) => brainToNumber(view.getUint16(at, little)) },
  f32: { bytes: 4, dtype: float32, read: (view, at, little) => view.getFloat32(at, little) },
  f64: { bytes: 8, dtype: float64, read: (view, at, little) => view.getFloat64(at, little) },
};

/** Where the elements lie in a file, one after the other. */
export interface Elements {
  readonly type: ElementType;
  readonly view: DataView;
  readonly littleEndian: boolean;
}

/** A tensor of a file's elements, or the index of the first that GradLens cannot hold: an integer beyond 2^53. */
export function tensorOfElements(
  { type, view, littleEndian }: Elements,
  shape: Shape,
  strides: Shape,
): Tensor | number {
  const count = elementCount(shape);
  const storage = allocate(type.dtype, count);
  const isWide = type.bytes === 8 && type.dtype === int64;
  for (let i = 0; i < count; i++) {
    const value = type.read(view, i * type.bytes, littleEndian);
    if (isWide && Math.abs(value) > Number.MAX_SAFE_INTEGER) return i;
    if (storage.array === null) storage.write(i, value);
    else storage.array[i] = value;
  }
  return newTensor(storage, { offset: 0, shape, strides }, type.dtype);
}

export function viewOf(bytes: Uint8Array, start = 0, end = bytes.length): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
}

/**
 * How many bytes a shape's elements take; null where a size is no whole number from 0 or the product cannot be told exactly.
 * Nothing is allocated for what a file merely claims.
 */
export function bytesOfShape(shape: readonly unknown[], itemsize: number): number | null {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || (size as number) < 0) return null;
    count *= size as number;
  }
  const bytes = count * itemsize;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** IEEE 754's half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function brainToNumber(bits: number): number {
  scratch.setUint16(0, bits);
  return scratch.getFloat32(0);
}
