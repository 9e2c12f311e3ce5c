import { booleanArgument, isOptions, readArguments, sizesArgument } from "./arguments.js";
import { inOrder } from "./callByName.js";
import { deviceArgument, type DeviceLike } from "./device.js";
import { dtypeArgument, type DType } from "./dtype.js";
import * as errors from "./errors.js";
import { opObserver } from "./observer.js";
import { reportUntracked } from "./ops/dispatch.js";
import { elementCount, type Shape } from "./shape.js";
import { exactNumber } from "./storage.js";
import { isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

export interface TensorOptions {
  /** The default dtype unless given; for `tensor` and `full` by the values. */
  readonly dtype?: DType | null;
  /** "cpu". */
  readonly device?: DeviceLike | null;
  /** Null: all tensors are strided. */
  readonly layout?: null;
  /** false: there is no memory to pin. */
  readonly pin_memory?: boolean | null;
  /** Whether backward is to accumulate a gradient in `.grad`. Floating-point dtypes only. */
  readonly requires_grad?: boolean;
}

/** The options that every function has which makes a tensor. */
export const factoryOptionNames = ["dtype", "layout", "device", "pin_memory", "requires_grad"] as const;

/** The same as the end of a signature. */
export const factoryKeywords = `*, ${factoryOptionNames.join(", ")}`;

/** Reads the options of a function that makes a tensor. Throws for unknown ones and for values of another type. */
export function factoryOptions(
  op: string,
  options: unknown,
): { readonly dtype: DType | null; readonly requires_grad: boolean } {
  if (options !== undefined && !isOptions(options))
    throw errors.wrongArgument(op, "options", "a plain object", options);
  const { dtype, layout, device, pin_memory, requires_grad } = readArguments<TensorOptions>(op, factoryOptionNames, [
    options ?? {},
  ]);
  deviceArgument(op, device);
  if (layout !== undefined && layout !== null) throw errors.onlyStrided(op, layout);
  if (booleanArgument(op, "pin_memory", pin_memory, false)) throw errors.noPinnedMemory();
  return { dtype: dtypeArgument(op, dtype), requires_grad: booleanArgument(op, "requires_grad", requires_grad, false) };
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

/** The sizes and the options of a function of both; the sizes stand one by one, as one array or by name. */
export function sizesAndOptions(
  op: string,
  args: readonly unknown[],
  keywords = factoryKeywords,
): {
  readonly sizes: readonly unknown[];
  readonly options: object;
} {
  const last = args.at(-1);
  const given = isOptions(last) ? args.slice(0, -1) : args;
  const size = given.length > 1 ? given : given[0];
  const [read, options = {}] = inOrder(`${op}(size, ${keywords})`, isOptions(last) ? [size, last] : [size]);
  return { sizes: read === undefined ? [] : given.length > 1 ? given : [read], options: options as object };
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
  if (typeof given === "bigint") return { value: exactNumber(given), isInteger: true };
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
