import { integersArgument } from "./arguments.js";
import { byName, methodByName } from "./callByName.js";
import { defaultDtype, int64, type DType } from "./dtype.js";
import { missingArgument } from "./errors.js";
import { batchLevel, mappedAs } from "./func/batchLevel.js";
import { dtypeOf, tensorOf, type TensorData } from "./creation.js";
import {
  factoryKeywords,
  factoryOptions,
  factoryShape,
  finishFactory,
  scalarArgument,
  sizesAndOptions,
  type TensorOptions,
} from "./factoryArguments.js";
import { tensorArgument } from "./ops/operands.js";
import { checkNumber } from "./storage.js";
import { filledTensor, inOrderOf, isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";
import type { Sizes } from "./ops/shapes.js";

const fullSignature = `full(size, fill_value, ${factoryKeywords})`;
const scalarTensorSignature = `scalar_tensor(s, ${factoryKeywords})`;
const zerosLikeSignature = `zeros_like(input, ${factoryKeywords})`;
const onesLikeSignature = `ones_like(input, ${factoryKeywords})`;
const emptyLikeSignature = `empty_like(input, ${factoryKeywords})`;
const fullLikeSignature = `full_like(input, fill_value, ${factoryKeywords})`;
const newFullSignature = `new_full(size, fill_value, ${factoryKeywords})`;
const newTensorSignature = `new_tensor(data, ${factoryKeywords})`;

type SizesAndOptions =
  readonly [...Sizes, TensorOptions] | Sizes | readonly [{ readonly size: readonly number[] } & TensorOptions];

/** What fills a tensor; a tensor has no dimensions. */
type FillValue = number | boolean | bigint | Tensor;

/**
 * A tensor of zeros: `zeros(2, 3)`, `zeros([2, 3], { requires_grad: true })`. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.zeros.html
 */
export function zeros(...size: SizesAndOptions): Tensor {
  return filledFrom("zeros", size, 0, null);
}

/**
 * A tensor of ones: `ones(2, 3)`, `ones([2, 3], { requires_grad: true })`. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.ones.html
 */
export function ones(...size: SizesAndOptions): Tensor {
  return filledFrom("ones", size, 1, null);
}

/**
 * A tensor whose numbers mean nothing; here they are 0. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.empty.html
 */
export function empty(...size: SizesAndOptions): Tensor {
  return filledFrom("empty", size, 0, null);
}

/**
 * A tensor with one value throughout; `full([], 2)` is 0-d. A number gives the default dtype, a boolean bool, a bigint
 * int64, unless a dtype is given. Throws for negative sizes and for a value that the dtype cannot hold.
 * https://docs.pytorch.org/docs/stable/generated/torch.full.html
 */
export function full(size: readonly number[], fill_value: FillValue, options?: TensorOptions): Tensor {
  const named = byName(full, fullSignature, arguments);
  if (named !== null) return named.result;
  return fullOf("full", size, fill_value, options, null);
}

/**
 * A 0-d tensor, of the default dtype unless another is given.
 * https://docs.pytorch.org/docs/stable/generated/torch.scalar_tensor.html
 */
export function scalar_tensor(s: FillValue, options?: TensorOptions): Tensor {
  const named = byName(scalar_tensor, scalarTensorSignature, arguments);
  if (named !== null) return named.result;
  const { value } = scalarArgument("scalar_tensor", "s", s);
  const { dtype, requires_grad } = factoryOptions("scalar_tensor", options);
  return finishFactory("scalar_tensor", filled([], value, dtype ?? defaultDtype()), requires_grad);
}

/**
 * Zeros of another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.zeros_like.html
 */
export function zeros_like(input: Tensor, options?: TensorOptions): Tensor {
  const named = byName(zeros_like, zerosLikeSignature, arguments);
  if (named !== null) return named.result;
  return filledLike("zeros_like", input, 0, options);
}

/**
 * Ones of another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.ones_like.html
 */
export function ones_like(input: Tensor, options?: TensorOptions): Tensor {
  const named = byName(ones_like, onesLikeSignature, arguments);
  if (named !== null) return named.result;
  return filledLike("ones_like", input, 1, options);
}

/**
 * A tensor of another one's shape and dtype whose numbers mean nothing; here they are 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.empty_like.html
 */
export function empty_like(input: Tensor, options?: TensorOptions): Tensor {
  const named = byName(empty_like, emptyLikeSignature, arguments);
  if (named !== null) return named.result;
  return filledLike("empty_like", input, 0, options);
}

/**
 * A tensor with one value throughout, of another tensor's shape and dtype. Throws for a value that the dtype cannot hold.
 * https://docs.pytorch.org/docs/stable/generated/torch.full_like.html
 */
export function full_like(input: Tensor, fill_value: FillValue, options?: TensorOptions): Tensor {
  const named = byName(full_like, fullLikeSignature, arguments);
  if (named !== null) return named.result;
  if (fill_value === undefined) throw missingArgument("full_like", "fill_value");
  return filledLike("full_like", input, fill_value, options);
}

/** The methods that make a new tensor of this one's dtype. */
export class NewTensorMethods {
  /** Zeros in this tensor's dtype. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_zeros.html */
  new_zeros(this: Tensor, ...size: SizesAndOptions): Tensor {
    return filledFrom("new_zeros", size, 0, this);
  }

  /** Ones in this tensor's dtype. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_ones.html */
  new_ones(this: Tensor, ...size: SizesAndOptions): Tensor {
    return filledFrom("new_ones", size, 1, this);
  }

  /** Zeros in this tensor's dtype. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty.html */
  new_empty(this: Tensor, ...size: SizesAndOptions): Tensor {
    return filledFrom("new_empty", size, 0, this);
  }

  /**
   * One value throughout, in this tensor's dtype.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_full.html
   */
  new_full(this: Tensor, size: readonly number[], fill_value: FillValue, options?: TensorOptions): Tensor {
    const named = methodByName(this, newFullSignature, arguments);
    if (named !== null) return named.result;
    return fullOf("new_full", size, fill_value, options, this);
  }

  /**
   * A tensor of the given values in this tensor's dtype, as `torch.tensor` reads them.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_tensor.html
   */
  new_tensor(this: Tensor, data: TensorData, options?: TensorOptions): Tensor {
    const named = methodByName(this, newTensorSignature, arguments);
    if (named !== null) return named.result;
    const { dtype, requires_grad } = factoryOptions("new_tensor", options);
    return finishFactory("new_tensor", tensorOf(data, dtype ?? this.dtype), requires_grad);
  }
}

function filledFrom(op: string, args: readonly unknown[], value: number, like: Tensor | null): Tensor {
  const { sizes, options } = sizesAndOptions(op, args);
  const { dtype, requires_grad } = factoryOptions(op, options);
  const numbers = filledTensor(factoryShape(op, sizes), value, dtype ?? like?.dtype ?? defaultDtype());
  return finishFactory(op, mappedWith(like, numbers), requires_grad);
}

function fullOf(op: string, size: unknown, fill: FillValue, options: unknown, like: Tensor | null): Tensor {
  if (fill === undefined) throw missingArgument(op, "fill_value");
  const sizes = integersArgument(op, "size", size);
  const { value } = scalarArgument(op, "fill_value", fill);
  const { dtype, requires_grad } = factoryOptions(op, options);
  const shape = factoryShape(op, [sizes]);
  const numbers = filled(shape, value, dtype ?? like?.dtype ?? fillDtype(fill));
  return finishFactory(op, mappedWith(like, numbers), requires_grad);
}

function filledLike(op: string, input: unknown, fill: FillValue, options: unknown): Tensor {
  const like = tensorArgument(op, "input", input);
  const { value } = scalarArgument(op, "fill_value", fill);
  const { dtype, requires_grad } = factoryOptions(op, options);
  const numbers = filled(like.shape, value, dtype ?? like.dtype);
  // As in PyTorch the elements lie in memory as those of the other tensor do: random numbers are drawn in that order.
  return finishFactory(op, mappedWith(like, inOrderOf(like, numbers.storage)), requires_grad);
}

/** What is made like a tensor that `vmap` maps over can hold what its slices hold, and so is mapped over as well. */
function mappedWith(like: Tensor | null, numbers: Tensor): Tensor {
  return batchLevel === null || like === null ? numbers : mappedAs(numbers, like);
}

function filled(shape: readonly number[], value: number, dtype: DType): Tensor {
  checkNumber(dtype, value, false);
  return filledTensor(shape, value, dtype);
}

/** A tensor gives int64 or the default dtype, as Python's numbers do. */
function fillDtype(value: FillValue): DType {
  if (!isTensor(value)) return dtypeOf(value);
  if (value.dtype.category === "integer") return int64;
  return value.dtype.is_floating_point ? defaultDtype() : value.dtype;
}
