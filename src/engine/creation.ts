import { isOptions } from "./arguments.js";
import { bool, defaultDtype, int64, type DType } from "./dtype.js";
import * as errors from "./errors.js";
import { factoryOptions, factoryShape, finishFactory, type TensorOptions } from "./factoryArguments.js";
import type { Shape } from "./shape.js";
import { emptyTensor, filledTensor } from "./tensorFactory.js";
import { Tensor } from "./tensor.js";
import { elements } from "./values.js";

export type { TensorOptions };

/** A number, boolean, bigint or tensor with one element, or arrays of them in arrays. */
export type TensorData = number | boolean | bigint | Tensor | ArrayLike<number> | readonly TensorData[];

/**
 * A tensor of the given values: nested arrays give its shape. Numbers make float32, booleans alone bool, bigints alone
 * int64, unless a dtype is given. Throws for ragged arrays and for values that are no numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.tensor.html
 */
export function tensor(data: TensorData, options?: TensorOptions): Tensor {
  const { dtype, requires_grad } = factoryOptions("tensor", options);
  if (data instanceof Tensor) return finishFactory("tensor", copyOf(data, dtype ?? data.dtype), requires_grad);
  const shape: number[] = [];
  for (let level: unknown = data; isSequence(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const values: (number | boolean | bigint)[] = [];
  collect(data, shape, 0, values);
  const result = emptyTensor(shape, dtype ?? dtypeOf(values));
  values.forEach((value, i) => {
    result.storage.write(i, Number(value));
  });
  return finishFactory("tensor", result, requires_grad);
}

type Sizes = readonly number[] | readonly [readonly number[]];
type SizesAndOptions = readonly [...Sizes, TensorOptions] | Sizes;

/**
 * A tensor of zeros: `zeros(2, 3)`, `zeros([2, 3], { requires_grad: true })`. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.zeros.html
 */
export function zeros(...size: SizesAndOptions): Tensor {
  return filledFrom("zeros", size, 0);
}

/**
 * A tensor of ones: `ones(2, 3)`, `ones([2, 3], { requires_grad: true })`. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.ones.html
 */
export function ones(...size: SizesAndOptions): Tensor {
  return filledFrom("ones", size, 1);
}

/**
 * A tensor with one value throughout; `full([], 2)` is 0-d. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.full.html
 */
export function full(size: readonly number[], fill_value: number | boolean | bigint, options?: TensorOptions): Tensor {
  const { dtype, requires_grad } = factoryOptions("full", options);
  const shape = factoryShape("full", [size]);
  return finishFactory(
    "full",
    filledTensor(shape, Number(scalar(fill_value)), dtype ?? dtypeOf([fill_value])),
    requires_grad,
  );
}

/**
 * Zeros of another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.zeros_like.html
 */
export function zeros_like(input: Tensor, options?: TensorOptions): Tensor {
  return filledLike("zeros_like", input, 0, options);
}

/**
 * Ones of another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.ones_like.html
 */
export function ones_like(input: Tensor, options?: TensorOptions): Tensor {
  return filledLike("ones_like", input, 1, options);
}

/**
 * A tensor with one value throughout, of another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.full_like.html
 */
export function full_like(input: Tensor, fill_value: number, options?: TensorOptions): Tensor {
  return filledLike("full_like", input, Number(scalar(fill_value)), options);
}

function filledFrom(op: string, args: readonly unknown[], value: number): Tensor {
  const last = args.at(-1);
  const { dtype, requires_grad } = factoryOptions(op, isOptions(last) ? last : undefined);
  const shape = factoryShape(op, isOptions(last) ? args.slice(0, -1) : args);
  return finishFactory(op, filledTensor(shape, value, dtype ?? defaultDtype()), requires_grad);
}

function filledLike(op: string, input: unknown, value: number, options: unknown): Tensor {
  if (!(input instanceof Tensor)) throw errors.wrongArgument(op, "input", "Tensor", input);
  const { dtype, requires_grad } = factoryOptions(op, options);
  return finishFactory(op, filledTensor(input.shape, value, dtype ?? input.dtype), requires_grad);
}

function copyOf(source: Tensor, dtype: DType): Tensor {
  const copy = emptyTensor(source.shape, dtype);
  elements(source).forEach((value, i) => {
    copy.storage.write(i, value);
  });
  return copy;
}

function collect(data: unknown, shape: Shape, depth: number, values: (number | boolean | bigint)[]): void {
  if (depth === shape.length) {
    values.push(scalar(data));
    return;
  }
  if (!isSequence(data)) throw errors.notASequence(data);
  if (data.length !== shape[depth]) throw errors.raggedData(shape[depth]!, data.length, depth);
  for (let i = 0; i < data.length; i++) collect(data[i], shape, depth + 1, values);
}

function scalar(value: unknown): number | boolean | bigint {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (value instanceof Tensor && value.numel() === 1) return value.item();
  throw errors.invalidElement(value);
}

function isSequence(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function dtypeOf(values: readonly (number | boolean | bigint)[]): DType {
  if (values.length === 0) return defaultDtype();
  if (values.every((value) => typeof value === "boolean")) return bool;
  return values.every((value) => typeof value === "bigint") ? int64 : defaultDtype();
}
