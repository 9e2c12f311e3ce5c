import { int32, type DType } from "./dtype.js";
import { batchLevel, zerosOfSlices } from "./func/batchLevel.js";
import { kernels } from "./kernels/kernels.js";
import { preservedStrides } from "./layout.js";
import { contiguousStrides, elementCount, sameShape, type Geometry, type Shape } from "./shape.js";
import { allocate, singleValue, type Storage } from "./storage.js";
import type { Tensor } from "./tensor.js";
import { TensorClass } from "./tensorClass.js";

export { announceTensorClass, isTensor } from "./tensorClass.js";

export function newTensor(storage: Storage, geometry: Geometry, dtype: DType): Tensor {
  return new TensorClass(storage, geometry, dtype);
}

/** A contiguous tensor of zeros, to be filled by a kernel. */
export function emptyTensor(shape: Shape, dtype: DType): Tensor {
  return newTensor(allocate(dtype, elementCount(shape)), contiguous(shape), dtype);
}

/** The same with given strides, which leave no gaps. */
export function emptyStrided(shape: Shape, strides: readonly number[], dtype: DType): Tensor {
  return newTensor(allocate(dtype, elementCount(shape)), { offset: 0, shape, strides }, dtype);
}

/** A tensor to be filled, of another one's shape, whose elements lie in memory in the same order. */
export function emptyLike(like: Geometry, dtype: DType): Tensor {
  return emptyStrided(like.shape, preservedStrides(like), dtype);
}

/** Zeros of a tensor's shape and dtype that lie as it does, and are mapped over where it is. */
export function zerosLike(like: Tensor): Tensor {
  return (batchLevel === null ? null : zerosOfSlices(like)) ?? emptyLike(like, like.dtype);
}

/** The same in row-major order, however the tensor lies. */
export function contiguousZeros({ shape, dtype }: Pick<Tensor, "shape" | "dtype">): Tensor {
  return filledTensor(shape, 0, dtype);
}

/** A 0 of a tensor's dtype, to be broadcast. */
export function zeroOf({ dtype }: Tensor): Tensor {
  return filledTensor([], 0, dtype);
}

/** Zeros as `contiguousZeros` makes them, but for a 1 in one place. */
export function unitLike({ shape, dtype }: Tensor, place: number): Tensor {
  const unit = emptyTensor(shape, dtype);
  unit.storage.write(place, 1);
  return unit;
}

/** A tensor of the same numbers with given strides, which leave no gaps: itself if it lies so already. */
export function laidOut(tensor: Tensor, strides: readonly number[]): Tensor {
  const { shape, dtype } = tensor;
  return sameShape(tensor.strides, strides) ? tensor : copiedInto(emptyStrided(shape, strides, dtype), tensor);
}

/** A tensor of the numbers in a storage, which become elements in the order in which those of another tensor lie. */
export function inOrderOf(like: Geometry, storage: Storage): Tensor {
  return newTensor(storage, { offset: 0, shape: like.shape, strides: preservedStrides(like) }, storage.dtype);
}

/** A contiguous tensor that holds one value throughout. */
export function filledTensor(shape: Shape, value: number, dtype: DType): Tensor {
  if (elementCount(shape) === 1) return newTensor(singleValue(dtype, value), contiguous(shape), dtype);
  const tensor = emptyTensor(shape, dtype);
  if (value !== 0) kernels.fill(value, tensor);
  return tensor;
}

/** A contiguous copy of the numbers, in a dtype; without gradient. */
export function converted(tensor: Tensor, dtype: DType): Tensor {
  return copiedInto(emptyTensor(tensor.shape, dtype), tensor);
}

/** The same, lying in memory as the tensor does. */
export function convertedAlike(tensor: Tensor, dtype: DType): Tensor {
  return copiedInto(emptyLike(tensor, dtype), tensor);
}

function copiedInto(copy: Tensor, tensor: Tensor): Tensor {
  // Integers wrap around, but the processor makes of a floating-point number that int32 cannot hold its least number.
  if (copy.dtype === int32 && tensor.dtype.is_floating_point)
    kernels.map({ name: "to_int32", of: truncated }, [tensor], copy);
  else kernels.copy(tensor, copy);
  return copy;
}

function truncated(value: number): number {
  return value > -(2 ** 31) - 1 && value < 2 ** 31 ? value : -(2 ** 31);
}

function contiguous(shape: Shape): Geometry {
  return { offset: 0, shape, strides: contiguousStrides(shape) };
}
