import { refuseMore } from "./arguments.js";
import { inGradMode } from "./autograd/gradMode.js";
import { Device } from "./device.js";
import { DType } from "./dtype.js";
import * as errors from "./errors.js";
import { allocate, type Storage } from "./storage.js";
import { kernels } from "./kernels/kernels.js";
import { Buffer } from "./nn/buffer.js";
import { Callable } from "./nn/callable.js";
import { Module } from "./nn/module.js";
import { Parameter } from "./nn/parameter.js";
import { UninitializedBuffer } from "./nn/uninitializedBuffer.js";
import { UninitializedParameter } from "./nn/uninitializedParameter.js";
import { isTensor, newTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

/** What was copied, by what it was copied from. */
type Memo = Map<object, unknown>;

/**
 * A copy with all that it holds: of modules, tensors, optimizers, arrays and objects. What stands twice in the original
 * stands twice in the copy: tied weights, views of one storage, a module's parameters in its optimizer if both are copied
 * together. Functions and dtypes are not copied. Throws for tensors that have a history.
 * https://docs.python.org/3/library/copy.html#copy.deepcopy
 */
export function deepcopy<T>(x: T): T {
  if (arguments.length > 1) refuseMore("deepcopy", 1, arguments);
  return inGradMode(false, () => copied(x, new Map())) as T;
}

function copied(value: unknown, memo: Memo): unknown {
  const isObject = (typeof value === "object" && value !== null) || value instanceof Callable;
  if (!isObject || value instanceof DType || value instanceof Device) return value;
  if (memo.has(value)) return memo.get(value);
  if (isTensor(value)) return tensorCopy(value, memo);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date) return bytesCopy(value);
  if (value instanceof Map) return mapCopy(value, memo);
  if (value instanceof Set) return setCopy(value, memo);
  const copy = value instanceof Module ? emptyModule(value) : emptyLike(value);
  memo.set(value, copy);
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    if ("value" in descriptor) descriptor.value = copied(descriptor.value, memo);
    if (key !== "length" || !Array.isArray(value)) Object.defineProperty(copy, key, descriptor);
  }
  return copy;
}

/** A module of the same class, the constructors of which have not run but for the engine's own. */
function emptyModule(module: Module): Module {
  const copy = Reflect.construct(Module, [], module.constructor) as Module;
  copy.takeOver(module);
  return copy;
}

function emptyLike(value: object): object {
  return Array.isArray(value) ? new Array(value.length) : (Object.create(Reflect.getPrototypeOf(value)) as object);
}

function tensorCopy(tensor: Tensor, memo: Memo): Tensor {
  if (!tensor.is_leaf) throw errors.copiedHistory();
  const copy = tensor instanceof Parameter ? parameterCopy(tensor) : plainCopy(tensor, memo);
  memo.set(tensor, copy);
  return copy;
}

/** PyTorch does not copy a parameter's gradient. */
function parameterCopy(parameter: Parameter): Parameter {
  if (parameter instanceof UninitializedParameter) {
    const { requires_grad, dtype } = parameter;
    return new UninitializedParameter({ requires_grad, dtype });
  }
  return new Parameter(parameter.data.clone(), parameter.requires_grad);
}

function plainCopy(tensor: Tensor, memo: Memo): Tensor {
  if (tensor instanceof UninitializedBuffer) return new UninitializedBuffer({ dtype: tensor.dtype });
  const storage = (memo.get(tensor.storage) as Storage | undefined) ?? storageCopy(tensor.storage);
  memo.set(tensor.storage, storage);
  const shown = newTensor(storage, tensor, tensor.dtype);
  const copy = tensor instanceof Buffer ? new Buffer(shown, tensor.persistent) : shown;
  if (tensor.requires_grad) copy.requires_grad_();
  if (tensor.gradient !== null) copy.gradient = tensorCopy(tensor.gradient, memo);
  return copy;
}

function storageCopy(storage: Storage): Storage {
  const copy = allocate(storage.dtype, storage.length);
  const all = { offset: 0, shape: [storage.length], strides: [1] };
  kernels.copy(newTensor(storage, all, storage.dtype), newTensor(copy, all, storage.dtype));
  return copy;
}

function mapCopy(map: ReadonlyMap<unknown, unknown>, memo: Memo): Map<unknown, unknown> {
  // An optimizer's state is a map of its own kind.
  const copy = Reflect.construct(map.constructor, []) as Map<unknown, unknown>;
  memo.set(map, copy);
  for (const [key, value] of map) copy.set(copied(key, memo), copied(value, memo));
  return copy;
}

function setCopy(set: ReadonlySet<unknown>, memo: Memo): Set<unknown> {
  const copy = new Set<unknown>();
  memo.set(set, copy);
  for (const value of set) copy.add(copied(value, memo));
  return copy;
}

function bytesCopy(value: ArrayBufferView | ArrayBuffer | Date): object {
  if (value instanceof Date) return new Date(value);
  if (value instanceof ArrayBuffer) return value.slice(0);
  const { buffer, byteOffset, byteLength } = value;
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  return Reflect.construct(value.constructor, [bytes]) as object;
}
