import { byName } from "./callByName.js";
import { deviceArgument } from "./device.js";
import { bool, defaultDtype, dtypeArgument, int64, type DType } from "./dtype.js";
import * as errors from "./errors.js";
import { factoryKeywords, factoryOptions, finishFactory, type TensorOptions } from "./factoryArguments.js";
import { elementCount, type Shape } from "./shape.js";
import { checkNumber, exactNumber } from "./storage.js";
import { convertedAlike, emptyTensor, filledTensor, isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

const tensorSignature = `tensor(data, ${factoryKeywords})`;

export type { TensorOptions };

/** A number, boolean, bigint or tensor with one element, or arrays of them in arrays. */
export type TensorData = number | boolean | bigint | Tensor | ArrayLike<number> | readonly TensorData[];

/**
 * A tensor of the given values: nested arrays give its shape. Numbers make the default dtype, booleans alone bool, bigints
 * alone int64, tensors in arrays count by their own, unless a dtype is given. Throws for ragged arrays, for values that are
 * no numbers and for those that the dtype cannot hold.
 * https://docs.pytorch.org/docs/stable/generated/torch.tensor.html
 */
export function tensor(data: TensorData, options?: TensorOptions): Tensor {
  const named = byName(tensor, tensorSignature, arguments);
  if (named !== null) return named.result;
  const { dtype, requires_grad } = factoryOptions("tensor", options);
  return finishFactory("tensor", tensorOf(data, dtype), requires_grad);
}

/**
 * The given tensor itself if it has the dtype, else a tensor of its values in the dtype; of arrays what `tensor` makes.
 * https://docs.pytorch.org/docs/stable/generated/torch.as_tensor.html
 */
export function as_tensor(
  data: TensorData,
  dtype?: DType | null | Pick<TensorOptions, "dtype" | "device">,
  device?: TensorOptions["device"] | Pick<TensorOptions, "device">,
): Tensor;
export function as_tensor(data: TensorData, dtype?: unknown, device?: unknown): Tensor {
  const named = byName(as_tensor, "as_tensor(data, dtype, device)", arguments);
  if (named !== null) return named.result;
  const chosen = dtypeArgument("as_tensor", dtype);
  deviceArgument("as_tensor", device);
  if (isTensor(data)) return chosen === null ? data : data.to(chosen);
  return finishFactory("as_tensor", tensorOf(data, chosen), false);
}

/**
 * Whether a value is a tensor.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_tensor.html
 */
export function is_tensor(obj: unknown): obj is Tensor {
  const named = byName(is_tensor, "is_tensor(obj)", arguments);
  if (named !== null) return named.result;
  return isTensor(obj);
}

/** A new tensor of what a script wrote down. The dtype is the values' own where none is given. */
export function tensorOf(data: unknown, dtype: DType | null): Tensor {
  if (isTensor(data)) return convertedAlike(data, dtype ?? data.dtype);
  const shape: number[] = [];
  for (let level: unknown = data; isSequence(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const values: Element[] = [];
  collect(data, shape, 0, values);
  const chosen = dtype ?? commonDtype(values);
  for (const value of values) if (isTensor(value)) checkElement(value, chosen);
  const numbers = values.map((value) => Number(isTensor(value) ? value.item() : value));
  for (const number of numbers) checkNumber(chosen, number, true);
  if (chosen === int64) for (const value of values) if (typeof value === "bigint") exactNumber(value);
  if (shape.length === 0) return filledTensor([], numbers[0]!, chosen);
  const result = emptyTensor(shape, chosen);
  numbers.forEach((number, i) => {
    result.storage.write(i, number);
  });
  return result;
}

/** A tensor has one element. */
type Element = number | boolean | bigint | Tensor;

function collect(data: unknown, shape: Shape, depth: number, values: Element[]): void {
  if (depth === shape.length) {
    values.push(element(data));
    return;
  }
  if (!isSequence(data)) throw errors.notASequence(data);
  if (data.length !== shape[depth]) throw errors.raggedData(shape[depth]!, data.length, depth);
  for (let i = 0; i < data.length; i++) collect(data[i], shape, depth + 1, values);
}

function element(value: unknown): Element {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (!isTensor(value)) throw errors.invalidElement(value);
  return value;
}

/** Python makes an int of a tensor by its index, which only one whole number has. */
function checkElement({ shape, dtype }: Tensor, chosen: DType): void {
  const isOne = elementCount(shape) === 1;
  if (!chosen.is_floating_point && (!isOne || dtype.is_floating_point)) throw errors.noIndex();
  if (!isOne) throw errors.manyElementsAsNumber();
}

function isSequence(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function commonDtype(values: readonly Element[]): DType {
  const dtypes = values.map(dtypeOf);
  return dtypes.length === 0 ? defaultDtype() : dtypes.reduce((a, b) => (b.rank > a.rank ? b : a));
}

/** JavaScript does not tell 2 from 2.0: a number is floating point. */
export function dtypeOf(value: Element): DType {
  if (typeof value === "boolean") return bool;
  if (typeof value === "bigint") return int64;
  return typeof value === "number" ? defaultDtype() : value.dtype;
}
