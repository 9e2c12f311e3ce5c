import { int32, type DType } from "./dtype.js";
import { kernels } from "./kernels/kernels.js";
import { contiguousStrides, elementCount, type Geometry, type Shape } from "./shape.js";
import { allocate, singleValue, type Storage } from "./storage.js";
import type { Tensor } from "./tensor.js";

/**
 * Makes tensors for the ops. Ops do not import the Tensor class, because the class takes its methods from the ops: it
 * announces itself here instead, so that no module depends on a later one.
 */
type TensorClass = new (storage: Storage, geometry: Geometry, dtype: DType) => Tensor;

let TensorClass: TensorClass;

export function announceTensorClass(Class: TensorClass): void {
  TensorClass = Class;
}

export function isTensor(value: unknown): value is Tensor {
  return value instanceof TensorClass;
}

export function newTensor(storage: Storage, geometry: Geometry, dtype: DType): Tensor {
  return new TensorClass(storage, geometry, dtype);
}

/** A contiguous tensor of zeros, to be filled by a kernel. */
export function emptyTensor(shape: Shape, dtype: DType): Tensor {
  return newTensor(allocate(dtype, elementCount(shape)), contiguous(shape), dtype);
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
  const copy = emptyTensor(tensor.shape, dtype);
  // Integers wrap around, but the processor makes of a floating-point number that int32 cannot hold its least number.
  if (dtype === int32 && tensor.dtype.is_floating_point)
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
