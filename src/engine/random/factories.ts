import { integerArgument, isOptions, readArguments } from "../arguments.js";
import { defaultDtype, float32, int64, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import {
  factoryOptionNames,
  factoryOptions,
  factoryShape,
  finishFactory,
  type TensorOptions,
} from "../factoryArguments.js";
import { tensorArgument } from "../ops/operands.js";
import { contiguousStrides, elementCount, type Shape } from "../shape.js";
import type { Storage } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor, isTensor, newTensor } from "../tensorFactory.js";
import { integerNumbers, normalNumbers, permutedNumbers, uniformNumbers } from "./draws.js";
import { default_generator, Generator } from "./generator.js";

export interface RandomOptions extends TensorOptions {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

type Sizes = readonly number[] | readonly [readonly number[]];
type SizesAndOptions = readonly [...Sizes, RandomOptions] | Sizes;

/**
 * Numbers from the uniform distribution on [0, 1): `rand(2, 3)`, `rand([2, 3], { generator })`. Floating-point dtypes
 * only.
 * https://docs.pytorch.org/docs/stable/generated/torch.rand.html
 */
export function rand(...size: SizesAndOptions): Tensor {
  return sized("rand", size, defaultDtype(), uniformStorage);
}

/**
 * Numbers from the normal distribution with mean 0 and deviation 1: `randn(2, 3)`. Floating-point dtypes only.
 * https://docs.pytorch.org/docs/stable/generated/torch.randn.html
 */
export function randn(...size: SizesAndOptions): Tensor {
  return sized("randn", size, defaultDtype(), normalStorage);
}

/**
 * Uniform numbers on [0, 1) in another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.rand_like.html
 */
export function rand_like(input: Tensor, options?: RandomOptions): Tensor {
  const { shape, dtype } = tensorArgument("rand_like", "input", input);
  return sized("rand_like", [shape, options ?? {}], dtype, uniformStorage);
}

/**
 * Normal numbers with mean 0 and deviation 1 in another tensor's shape and dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.randn_like.html
 */
export function randn_like(input: Tensor, options?: RandomOptions): Tensor {
  const { shape, dtype } = tensorArgument("randn_like", "input", input);
  return sized("randn_like", [shape, options ?? {}], dtype, normalStorage);
}

/** Whole numbers in [0, high), as int64. */
export function randint(high: number, size: readonly number[], options?: RandomOptions): Tensor;
/**
 * Whole numbers in [low, high), as int64 unless another dtype is given. Throws if the range is empty.
 * https://docs.pytorch.org/docs/stable/generated/torch.randint.html
 */
export function randint(low: number, high: number, size: readonly number[], options?: RandomOptions): Tensor;
export function randint(...args: unknown[]): Tensor {
  const options = isOptions(args.at(-1)) ? args.at(-1) : {};
  const given = args.filter((value) => value !== undefined && value !== options);
  const [low, high, size] = given.length === 2 ? [0, ...given] : given;
  const from = integerArgument("randint", "low", low);
  const to = integerArgument("randint", "high", high);
  if (from >= to) throw errors.emptyIntegerRange(from, to);
  return sized("randint", [size, options], int64, (source, dtype, count) =>
    integerNumbers(source, dtype, count, from, to),
  );
}

/**
 * The whole numbers from 0 to n − 1 in random order, as int64 unless another dtype is given. Throws for a negative n.
 * https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
 */
export function randperm(n: number, options?: RandomOptions): Tensor {
  const count = integerArgument("randperm", "n", n);
  if (count < 0) throw errors.negativePermutation(count);
  return sized("randperm", [[count], options ?? {}], int64, permutedNumbers);
}

/** Normal numbers of a mean and a deviation each, of the shape that the two broadcast to. */
export function normal(mean: Tensor, std: Tensor | number, options?: { readonly generator?: Generator | null }): Tensor;
export function normal(mean: number, std: Tensor, options?: { readonly generator?: Generator | null }): Tensor;
/**
 * Normal numbers with one mean and one deviation, in a shape: `normal(0, 0.1, [100, 1])`. Throws for a negative deviation.
 * https://docs.pytorch.org/docs/stable/generated/torch.normal.html
 */
export function normal(mean: number, std: number, size: readonly number[], options?: RandomOptions): Tensor;
export function normal(mean: Tensor | number, std: Tensor | number, ...rest: unknown[]): Tensor {
  if (isTensor(mean) || isTensor(std)) {
    const shape = (isTensor(mean) ? mean.add(isTensor(std) ? std : 0) : (std as Tensor)).shape;
    const standard = sized("normal", [shape, ...rest], defaultDtype(), normalStorage);
    return standard.mul(std).add(mean);
  }
  if (!(std >= 0)) throw errors.negativeDeviation(std);
  return sized("normal", rest, defaultDtype(), (source, dtype, count) => {
    return normalNumbers(source, dtype, count, mean, std);
  });
}

/**
 * Ones and zeros: each element of the input is the probability of a one. Throws for numbers outside [0, 1].
 * https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
 */
export function bernoulli(input: Tensor, options?: { readonly generator?: Generator | null }): Tensor {
  const p = tensorArgument("bernoulli", "input", input).detach().contiguous();
  const source = generatorOf("bernoulli", options?.generator);
  const result = emptyTensor(p.shape, p.dtype);
  for (let i = 0; i < p.numel(); i++) {
    const probability = p.storage.read(p.offset + i);
    if (!(probability >= 0 && probability <= 1)) throw errors.notAProbability(probability);
    const number = p.dtype === float32 ? source.uniform24() : source.uniform53();
    result.storage.write(i, number < probability ? 1 : 0);
  }
  return finishFactory("bernoulli", result, false);
}

/** Checks what a script passed as a generator; null is the one that `torch.manual_seed` seeds. */
export function generatorOf(op: string, generator: unknown): Generator {
  if (generator === undefined || generator === null) return default_generator;
  if (!(generator instanceof Generator)) throw errors.wrongArgument(op, "generator", "torch.Generator", generator);
  return generator;
}

type Draw = (source: Generator, dtype: DType, count: number) => Storage;

function sized(op: string, args: readonly unknown[], otherwise: DType, draw: Draw): Tensor {
  const last = args.at(-1);
  const given = isOptions(last) ? last : {};
  const names = ["generator", ...factoryOptionNames] as const;
  const { generator, ...options } = readArguments<RandomOptions>(op, names, [given]);
  const { dtype, requires_grad } = factoryOptions(op, options);
  const shape = factoryShape(op, isOptions(last) ? args.slice(0, -1) : args);
  return finishFactory(op, drawn(draw, generatorOf(op, generator), dtype ?? otherwise, shape), requires_grad);
}

function drawn(draw: Draw, source: Generator, dtype: DType, shape: Shape): Tensor {
  const storage = draw(source, dtype, elementCount(shape));
  return newTensor(storage, { offset: 0, shape, strides: contiguousStrides(shape) }, dtype);
}

function uniformStorage(source: Generator, dtype: DType, count: number): Storage {
  if (!dtype.is_floating_point) throw errors.notImplementedFor("check_uniform_bounds", dtype.label);
  return uniformNumbers(source, dtype, count, 0, 1);
}

function normalStorage(source: Generator, dtype: DType, count: number): Storage {
  if (!dtype.is_floating_point) throw errors.notImplementedFor("normal_kernel_cpu", dtype.label);
  return normalNumbers(source, dtype, count, 0, 1);
}
