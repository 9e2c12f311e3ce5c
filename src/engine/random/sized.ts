import { readArguments } from "../arguments.js";
import type { DType } from "../dtype.js";
import {
  factoryOptionNames,
  factoryOptions,
  factoryShape,
  finishFactory,
  sizesAndOptions,
} from "../factoryArguments.js";
import type { TensorOptions } from "../factoryArguments.js";
import { randomInVmap } from "../errors.js";
import { atBatchLevel, batchLevel, sliceOf } from "../func/batchLevel.js";
import { tensorArgument } from "../ops/operands.js";
import { contiguousStrides, isContiguous, type Geometry } from "../shape.js";
import { emptyLike, inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Draw } from "./filling.js";
import { generatorOf, type Generator } from "./generator.js";

export interface RandomOptions extends TensorOptions {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

export const randomOptionNames = ["generator", ...factoryOptionNames] as const;

/** The same as the end of a signature. */
export const randomKeywords = `*, ${randomOptionNames.join(", ")}`;

/** What makes the numbers of a new tensor; whether its elements lie row by row decides how normal ones are drawn. @internal */
export type Numbers = (source: Generator, inRows: boolean) => Draw;

/** A new tensor of random numbers in the sizes and with the options that a script gave. @internal */
export function sized(op: string, args: readonly unknown[], otherwise: DType, numbers: Numbers): Tensor {
  const { sizes, options } = sizesAndOptions(op, args, randomKeywords);
  const shape = factoryShape(op, sizes);
  return drawn(op, { offset: 0, shape, strides: contiguousStrides(shape) }, options, otherwise, numbers);
}

/** A new tensor of random numbers in the shape and the dtype of another one, whose order in memory it takes over. @internal */
export function alike(op: string, input: unknown, options: object, numbers: Numbers): Tensor {
  const like = tensorArgument(op, "input", input);
  return drawn(op, emptyLike(like, like.dtype), options, like.dtype, numbers);
}

function drawn(op: string, geometry: Geometry, given: object, otherwise: DType, numbers: Numbers): Tensor {
  const level = batchLevel;
  if (level === null) return drawnAtOnce(op, geometry, given, otherwise, numbers);
  if (level.randomness === "error") throw randomInVmap();
  return atBatchLevel(level.outer, () => {
    if (level.randomness === "same") return drawn(op, geometry, given, otherwise, numbers);
    const shape = [level.size, ...geometry.shape];
    const whole = { offset: 0, shape, strides: contiguousStrides(shape) };
    return sliceOf(level, drawn(op, whole, given, otherwise, numbers));
  });
}

function drawnAtOnce(op: string, geometry: Geometry, given: object, otherwise: DType, numbers: Numbers): Tensor {
  const { generator, ...options } = readArguments<RandomOptions>(op, randomOptionNames, [given]);
  const { dtype, requires_grad } = factoryOptions(op, options);
  const draw = numbers(generatorOf(op, generator), isContiguous(geometry));
  const count = geometry.shape.reduce((product, size) => product * size, 1);
  return finishFactory(op, inOrderOf(geometry, draw(dtype ?? otherwise, count)), requires_grad);
}
