import { integersArgument, readArguments, refuseMore, sizeArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { allSlicesOf } from "../func/batchLevel.js";
import { elementCount, type Geometry } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { tensorArgument } from "./operands.js";
import { asStrided } from "./strided.js";

export interface AsStridedOptions {
  /** The shape of the view. */
  readonly size?: readonly number[];
  /** How far apart in storage the elements of each dimension are. */
  readonly stride?: readonly number[];
  /** Where in storage the first element is; where the tensor's is unless given. */
  readonly storage_offset?: number | null;
}

/**
 * A view of the tensor's storage with the given sizes, strides and offset, wherever they lead. Throws if that is beyond the
 * storage, and for negative strides.
 * https://docs.pytorch.org/docs/stable/generated/torch.as_strided.html
 */
export function as_strided(
  input: Tensor,
  size: readonly number[],
  stride: readonly number[],
  storage_offset?: number | null,
): Tensor {
  const named = byName(as_strided, "as_strided(input, size, stride, storage_offset)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("as_strided", "input", input);
  return stridedView(x, [size, stride, storage_offset]);
}

/** Tensor methods of this family. */
export default class AsStridedMethods {
  /**
   * A view of this tensor's storage with the given sizes, strides and offset, wherever they lead. Throws if that is beyond the
   * storage, and for negative strides.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.as_strided.html
   */
  as_strided(this: Tensor, size: readonly number[], stride: readonly number[], storage_offset?: number | null): Tensor {
    const named = methodByName(this, "as_strided(size, stride, storage_offset)", arguments);
    if (named !== null) return named.result;
    return stridedView(this, [size, stride, storage_offset]);
  }

  /**
   * Where in its storage the first element is.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.storage_offset.html
   */
  storage_offset(this: Tensor): number {
    if (arguments.length > 0) refuseMore("storage_offset", 0, arguments);
    return this.offset;
  }
}

function stridedView(x: Tensor, args: readonly unknown[]): Tensor {
  const names = ["size", "stride", "storage_offset"] as const;
  const given = readArguments<AsStridedOptions>("as_strided", names, args);
  const shape = integersArgument("as_strided", "size", given.size);
  const strides = integersArgument("as_strided", "stride", given.stride);
  const offset = sizeArgument("as_strided", "storage_offset", given.storage_offset ?? x.offset);
  checkGeometry(x, { shape, strides, offset });
  return asStrided(x, { shape, strides, offset });
}

function checkGeometry(x: Tensor, geometry: Geometry): void {
  const { storage, dtype } = allSlicesOf(x);
  const { shape, strides, offset } = geometry;
  if (shape.length !== strides.length) throw errors.stridedLengths();
  if (strides.some((stride) => stride < 0)) throw errors.stridedNegative(strides);
  if (offset < 0) throw errors.stridedOffset(offset);
  if (shape.some((size) => size < 0)) throw errors.stridedSizes(shape, strides);
  if (elementCount(shape) === 0) return;
  const end = shape.reduce((last, size, dim) => last + (size - 1) * strides[dim]!, offset + 1);
  if (end <= storage.length) return;
  throw errors.stridedOutOfStorage(geometry, dtype.itemsize, end * dtype.itemsize, storage.length * dtype.itemsize);
}
