import { RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function stridedLengths(): Error {
  return new RuntimeError("mismatch in length of strides and shape");
}

export function stridedNegative(strides: Sizes): Error {
  return new RuntimeError(
    `as_strided: Negative strides are not supported at the moment, got strides: ${list(strides)}`,
  );
}

export function stridedSizes(sizes: Sizes, strides: Sizes): Error {
  return new RuntimeError(`Storage size calculation overflowed with sizes=${list(sizes)} and strides=${list(strides)}`);
}

export function stridedOffset(offset: number): Error {
  return new RuntimeError(`Tensor: invalid storage offset ${offset}`);
}

export function stridedOutOfStorage(
  { shape, strides, offset }: { readonly shape: Sizes; readonly strides: Sizes; readonly offset: number },
  itemsize: number,
  needed: number,
  present: number,
): Error {
  return new RuntimeError(
    `setStorage: sizes ${list(shape)}, strides ${list(strides)}, storage offset ${offset}, and itemsize ${itemsize} requiring a storage size of ${needed} are out of bounds for storage of size ${present}`,
  );
}
