import type { DType } from "./dtype.js";
import type { Geometry } from "./shape.js";
import type { Storage } from "./storage.js";
import type { Tensor } from "./tensor.js";

type TensorClass = new (storage: Storage, geometry: Geometry, dtype: DType) => Tensor;

/**
 * Ops do not import the Tensor class, because the class takes its methods from the ops: it announces itself here instead,
 * so that no module depends on a later one.
 */
export let TensorClass: TensorClass;

export function announceTensorClass(Class: TensorClass): void {
  TensorClass = Class;
}

export function isTensor(value: unknown): value is Tensor {
  return value instanceof TensorClass;
}
