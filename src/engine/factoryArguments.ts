import { booleanArgument, isOptions, readArguments, sizesArgument } from "./arguments.js";
import { DType } from "./dtype.js";
import * as errors from "./errors.js";
import { opObserver } from "./observer.js";
import { reportUntracked } from "./ops/dispatch.js";
import type { Shape } from "./shape.js";
import type { Tensor } from "./tensor.js";

export interface TensorOptions {
  /** float32 unless given; for `tensor` and `full` by the values. */
  readonly dtype?: DType | null;
  /** Whether backward is to accumulate a gradient in `.grad`. Floating-point dtypes only. */
  readonly requires_grad?: boolean;
}

/** The options that every function has which makes a tensor. */
export const factoryOptionNames = ["dtype", "requires_grad"] as const;

/** Reads the options of a function that makes a tensor. Throws for unknown ones and for values of another type. */
export function factoryOptions(
  op: string,
  options: unknown,
): { readonly dtype: DType | null; readonly requires_grad: boolean } {
  if (options !== undefined && !isOptions(options))
    throw errors.wrongArgument(op, "options", "a plain object", options);
  const { dtype = null, requires_grad } = readArguments<TensorOptions>(op, factoryOptionNames, [options ?? {}]);
  if (dtype !== null && !(dtype instanceof DType)) throw errors.wrongArgument(op, "dtype", "torch.dtype", dtype);
  return { dtype, requires_grad: booleanArgument(op, "requires_grad", requires_grad, false) };
}

/** Sizes that stand one by one or as one array. Throws for negative ones. */
export function factoryShape(op: string, args: readonly unknown[]): Shape {
  const shape = [...sizesArgument(op, "size", args)];
  const negative = shape.find((size) => size < 0);
  if (negative !== undefined) throw errors.negativeSize(negative, shape);
  return shape;
}

/** Makes a new tensor a leaf that wants gradients, if so asked, and tells the observer of it. */
export function finishFactory(op: string, result: Tensor, requires_grad: boolean): Tensor {
  if (requires_grad) {
    if (!result.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("factory");
    result.requires_grad_();
  }
  if (opObserver !== null) reportUntracked(op, [], [result]);
  return result;
}
