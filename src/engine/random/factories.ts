import { integerArgument, isFirstAlone, isOptions, readArguments, sizeArgument, trimmed } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, defaultDtype, int64, uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { isTensor } from "../tensorFactory.js";
import { integerNumbers, normalBlocks, normalNumbers, permutedNumbers, uniformNumbers } from "./draws.js";
import { integersBetween } from "./integerBounds.js";
import { alike, randomKeywords, randomOptionNames, sized, type Numbers, type RandomOptions } from "./sized.js";
import type { Sizes } from "../ops/shapes.js";

const randLikeSignature = `rand_like(input, ${randomKeywords})`;
const randnLikeSignature = `randn_like(input, ${randomKeywords})`;
const randpermSignature = `randperm(n, ${randomKeywords})`;

type SizesAndOptions =
  readonly [...Sizes, RandomOptions] | Sizes | readonly [{ readonly size: readonly number[] } & RandomOptions];

/**
 * Numbers from the uniform distribution on [0, 1): `rand(2, 3)`, `rand([2, 3], { generator })`. Floating-point dtypes
 * only.
 * https://docs.pytorch.org/docs/stable/generated/torch.rand.html
 */
export function rand(...size: SizesAndOptions): Tensor {
  return sized("rand", size, defaultDtype(), uniform);
}

/**
 * Numbers from the normal distribution with mean 0 and deviation 1: `randn(2, 3)`. Floating-point dtypes only.
 * https://docs.pytorch.org/docs/stable/generated/torch.randn.html
 */
export function randn(...size: SizesAndOptions): Tensor {
  return sized("randn", size, defaultDtype(), standardNormal);
}

/**
 * Uniform numbers on [0, 1) in another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.rand_like.html
 */
export function rand_like(input: Tensor, options?: RandomOptions): Tensor {
  const named = byName(rand_like, randLikeSignature, arguments);
  if (named !== null) return named.result;
  return alike("rand_like", input, options ?? {}, uniform);
}

/**
 * Normal numbers with mean 0 and deviation 1 in another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.randn_like.html
 */
export function randn_like(input: Tensor, options?: RandomOptions): Tensor {
  const named = byName(randn_like, randnLikeSignature, arguments);
  if (named !== null) return named.result;
  return alike("randn_like", input, options ?? {}, standardNormal);
}

/** Bounds and sizes by name. */
export interface IntegerOptions extends RandomOptions {
  /** The least integer that can be drawn; 0 unless given. */
  readonly low?: number;
  /** Greater than every integer that is drawn. */
  readonly high?: number;
  /** The shape of the result. */
  readonly size?: readonly number[];
}

/** Whole numbers in [0, high), as int64. */
export function randint(high: number, size: readonly number[], options?: RandomOptions): Tensor;
/** Whole numbers with bounds and sizes by name. */
export function randint(options: IntegerOptions): Tensor;
/** Whole numbers with the sizes by name. */
export function randint(high: number, options: IntegerOptions): Tensor;
/**
 * Whole numbers in [low, high), as int64 unless another dtype is given. Throws if the range is empty, and for bounds that
 * the dtype cannot hold.
 * https://docs.pytorch.org/docs/stable/generated/torch.randint.html
 */
export function randint(
  low: number,
  high: number,
  size: readonly number[] | IntegerOptions,
  options?: RandomOptions,
): Tensor;
export function randint(...args: unknown[]): Tensor {
  const size = args.find(Array.isArray);
  const others = args.filter((value) => value !== size);
  const numbers = trimmed(others).filter((value) => !isOptions(value));
  const isSized = size !== undefined || others.length > numbers.length;
  if (!isSized && numbers.length === 2) {
    bound("randint", "high", numbers[0]);
    throw errors.wrongArgument("randint", "size", "tuple of ints", numbers[1]);
  }
  const { low, high, options } = boundsGiven("randint", others);
  return sized("randint", [size === undefined ? options : { size, ...options }], int64, integersIn(low, high));
}

/** Whole numbers in [0, high) in another tensor's shape and dtype. */
export function randint_like(input: Tensor, high: number | IntegerOptions, options?: IntegerOptions): Tensor;
/**
 * Whole numbers in [low, high) in another tensor's shape and dtype. Throws as `randint` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.randint_like.html
 */
export function randint_like(input: Tensor, low: number, high: number, options?: RandomOptions): Tensor;
export function randint_like(input: Tensor, ...args: unknown[]): Tensor {
  const named = isOptions(input) ? byName(randint_like, randintLikeSignature, arguments) : null;
  if (named !== null) return named.result;
  const { low, high, options } = boundsGiven("randint_like", args);
  return alike("randint_like", input, options, integersIn(low, high));
}

/**
 * The whole numbers from 0 to n − 1 in random order, as int64 unless another dtype is given. Throws for a negative n, for
 * bool and for more numbers than uint8 has.
 * https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
 */
export function randperm(n: number, options?: RandomOptions): Tensor {
  const named = byName(randperm, randpermSignature, arguments);
  if (named !== null) return named.result;
  const length = sizeArgument("randperm", "n", n);
  if (length < 0) throw errors.negativeSize(length, [length]);
  return sized("randperm", [[length], options ?? {}], int64, (source) => (dtype, count) => {
    if (dtype === bool) throw errors.notImplementedFor("randperm", dtype.label);
    if (dtype === uint8 && length > 256) throw errors.permutationOverflow();
    return permutedNumbers(source, dtype, count, length);
  });
}

const randintLikeSignature = `randint_like(input, low, high, ${randomKeywords}) | randint_like(input, high, ${randomKeywords})`;

const uniform: Numbers = (source) => (dtype, count) => {
  if (!dtype.is_floating_point) throw errors.notImplementedFor("check_uniform_bounds", dtype.label);
  return uniformNumbers(source, dtype, count, 0, 1);
};

const standardNormal: Numbers = (source, isContiguous) => (dtype, count) => {
  if (!dtype.is_floating_point && count > 0) throw errors.notImplementedFor("normal_kernel_cpu", dtype.label);
  return (isContiguous ? normalBlocks : normalNumbers)(source, dtype, count, 0, 1);
};

function integersIn(from: number, to: number): Numbers {
  return (source) => (dtype, count) => {
    const { low, range } = integersBetween(dtype, from, to);
    return integerNumbers(source, dtype, count, low, range);
  };
}

/** One number is the upper bound, unless that is given by name. */
function boundsGiven(op: string, args: readonly unknown[]) {
  const given = trimmed(args);
  const last = given.at(-1);
  const size = op === "randint" ? ["size"] : [];
  readArguments<Record<string, unknown>>(
    op,
    ["low", "high", ...size, ...randomOptionNames],
    [isOptions(last) ? last : {}],
  );
  const { low: least, high: most, ...options } = (isOptions(last) ? last : {}) as IntegerOptions;
  const numbers = isOptions(last) ? given.slice(0, -1) : given;
  if (numbers.length > 2) throw errors.tooManyArguments(op, 3, numbers.length + 1);
  const isUpper = isFirstAlone(numbers) && most === undefined;
  const [low, high] = isUpper ? [undefined, ...numbers] : numbers;
  if (isUpper && least !== undefined && op === "randint" && !("size" in options)) bound(op, "high", high);
  if (isUpper && least !== undefined) throw errors.invalidCombination(op, Object.entries({ high, low: least }));
  if (low !== undefined && least !== undefined) throw errors.repeatedArgument(op, "low");
  if (high !== undefined && most !== undefined) throw errors.repeatedArgument(op, "high");
  return {
    low: bound(op, "low", (low === undefined ? least : low) ?? 0),
    high: bound(op, "high", high === undefined ? most : high),
    options,
  };
}

/** A bound, which PyTorch takes as a tensor of one element, too. */
/** A tensor that PyTorch's parser takes for an int. */
function isWholeNumber({ shape, dtype }: Tensor): boolean {
  return elementCount(shape) === 1 && !dtype.is_floating_point && dtype !== bool;
}

function bound(op: string, name: string, value: unknown): number {
  if (value === undefined) throw errors.missingArgument(op, name);
  return integerArgument(op, name, isTensor(value) && isWholeNumber(value) ? Number(value.item()) : value);
}
