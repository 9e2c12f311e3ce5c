import { booleanArgument, isOptions, readArguments, sizesArgument } from "./arguments.js";
import { deviceArgument, type DeviceLike } from "./device.js";
import { DType } from "./dtype.js";
import * as errors from "./errors.js";
import { opObserver } from "./observer.js";
import { reportUntracked } from "./ops/dispatch.js";
import { elementCount, type Shape } from "./shape.js";
import { isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

export interface TensorOptions {
  /** The default dtype unless given; for `tensor` and `full` by the values. */
  readonly dtype?: DType | null;
  /** "cpu". */
  readonly device?: DeviceLike | null;
  /** Whether backward is to accumulate a gradient in `.grad`. Floating-point dtypes only. */
  readonly requires_grad?: boolean;
}

/** The options that every function has which makes a tensor. */
export const factoryOptionNames = ["dtype", "device", "requires_grad"] as const;

/** Reads the options of a function that makes a tensor. Throws for unknown ones and for values of another type. */
export function factoryOptions(
  op: string,
  options: unknown,
): { readonly dtype: DType | null; readonly requires_grad: boolean } {
  if (options !== undefined && !isOptions(options))
    throw errors.wrongArgument(op, "options", "a plain object", options);
  const { dtype = null, device, requires_grad } = readArguments<TensorOptions>(op, factoryOptionNames, [options ?? {}]);
  if (dtype !== null && !(dtype instanceof DType)) throw errors.wrongArgument(op, "dtype", "torch.dtype", dtype);
  deviceArgument(op, device);
  return { dtype, requires_grad: booleanArgument(op, "requires_grad", requires_grad, false) };
}

/** Sizes that stand one by one or as one array. Throws for none, for negative ones and for more than can be counted. */
export function factoryShape(op: string, args: readonly unknown[]): Shape {
  if (args.length === 0) throw errors.missingArgument(op, "size");
  if (args.length > 1 && Array.isArray(args[0])) throw errors.tooManyArguments(op, 1, args.length);
  const shape = [...sizesArgument(op, "size", args)];
  const negative = shape.find((size) => size < 0);
  if (negative !== undefined) throw op === "zeros" ? errors.negativeZeros() : errors.negativeSize(negative, shape);
  if (!Number.isSafeInteger(elementCount(shape))) throw errors.sizesOverflow(shape);
  return shape;
}

/** The arguments of a function of sizes without the options at their end, in which the sizes may stand by name. */
export function sizesAndOptions(args: readonly unknown[]): {
  readonly sizes: readonly unknown[];
  readonly options: object;
} {
  const last = args.at(-1);
  if (!isOptions(last)) return { sizes: args, options: {} };
  const { size, ...options } = last;
  const sizes = args.slice(0, -1);
  return {
    sizes: sizes.length === 0 && size !== undefined ? [size] : sizes,
    options: sizes.length === 0 ? options : last,
  };
}

/** A number that a script passed as such, as a boolean, a bigint or a 0-d tensor; and whether it counts as an integer. */
export function scalarArgument(
  op: string,
  argument: string,
  given: unknown,
): { readonly value: number; readonly isInteger: boolean } {
  if (isTensor(given) && given.ndim === 0 && !given.requires_grad)
    return { value: Number(given.item()), isInteger: !given.dtype.is_floating_point };
  if (typeof given !== "number" && typeof given !== "boolean" && typeof given !== "bigint")
    throw errors.wrongArgument(op, argument, "Number", given);
  return { value: Number(given), isInteger: typeof given !== "number" || Number.isInteger(given) };
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
