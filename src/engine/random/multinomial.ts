import { booleanArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { opObserver, withOpReports } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import { tensorArgument } from "../ops/operands.js";
import { emptyTensor, inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { exponentialNumbers } from "./distributions.js";
import { generatorOf, type Generator } from "./generator.js";
import { drawnForSlices } from "./slices.js";
import { roundingOf } from "../storage.js";

export interface MultinomialOptions {
  /** How many indices are drawn from each row. */
  readonly num_samples?: number;
  /** Whether an index can be drawn more than once; false unless given. */
  readonly replacement?: boolean;
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/**
 * Indices (int64) drawn by their weights, which need not sum to 1: num_samples of a vector, or of each row of a matrix.
 * Throws for other ranks and integers, for weights that are negative, not finite or all zero, and for more samples than
 * there are weights unless `replacement` is true.
 * https://docs.pytorch.org/docs/stable/generated/torch.multinomial.html
 */
export function multinomial(
  input: Tensor,
  num_samples: number,
  replacement?: boolean | Omit<MultinomialOptions, "num_samples">,
  options?: Pick<MultinomialOptions, "generator">,
): Tensor;
export function multinomial(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(multinomial, "multinomial(input, num_samples, replacement, *, generator)", arguments);
  if (named !== null) return named.result;
  const weights = tensorArgument("multinomial", "input", input).detach();
  const names = ["num_samples", "replacement", "generator"] as const;
  const options = readArguments<Required<MultinomialOptions>>("multinomial", names, args);
  if (options.num_samples === undefined) throw errors.missingArgument("multinomial", "num_samples");
  const count = sizeArgument("multinomial", "num_samples", options.num_samples);
  const replacement = booleanArgument("multinomial", "replacement", options.replacement, false);
  const source = generatorOf("multinomial", options.generator);
  checkArguments(weights, count, replacement);
  const ofSlices = drawnForSlices([weights], (whole) => drawnByRows(whole, weights.ndim, count, replacement, source));
  if (ofSlices !== null) return ofSlices;
  const result = weights.numel() === 0 ? emptyTensor([0, count], int64) : drawn(weights, count, replacement, source);
  if (opObserver !== null) reportUntracked("multinomial", [input], [result]);
  return result;
}

/** The weights of all slices are the rows of one matrix. */
function drawnByRows(whole: Tensor, rank: number, count: number, replacement: boolean, source: Generator): Tensor {
  if (whole.ndim === rank) return multinomial(whole, count, replacement, { generator: source });
  const rows = whole.flatten(0, whole.ndim - 2);
  return multinomial(rows, count, replacement, { generator: source }).reshape([...whole.shape.slice(0, -1), count]);
}

function checkArguments(weights: Tensor, count: number, replacement: boolean): void {
  if (weights.ndim < 1 || weights.ndim > 2) throw errors.weightsRank();
  if (!weights.dtype.is_floating_point) throw errors.weightsOfIntegers(weights.dtype.label);
  if (count <= 0) throw errors.noSamples();
  const categories = weights.shape.at(-1)!;
  if (!replacement && count > categories) throw errors.tooManySamples();
  // Of no rows there is nothing to draw, of no weights nothing can be drawn.
  if (categories === 0 && (weights.ndim === 1 || weights.shape[0] !== 0))
    throw replacement && count > 1 ? errors.weightsSumToNothing() : errors.noCategories();
}

function drawn(weights: Tensor, count: number, replacement: boolean, source: Generator): Tensor {
  return withOpReports(false, () =>
    // Of one sample it makes no difference, and PyTorch takes the faster way.
    replacement && count > 1 ? withReplacement(weights, count, source) : withoutReplacement(weights, count, source),
  );
}

/** Each number is looked for in the running sums of the weights. */
function withReplacement(weights: Tensor, count: number, source: Generator): Tensor {
  const categories = weights.shape.at(-1)!;
  const rows = weights.numel() / categories;
  const numbers = denseNumbers(weights);
  const result = emptyTensor(weights.ndim === 1 ? [count] : [rows, count], int64);
  for (let row = 0; row < rows; row++) {
    const sums = runningSums(numbers, row * categories, categories, roundingOf(weights.dtype));
    for (let i = 0; i < count; i++) result.storage.write(row * count + i, firstNotBelow(sums, source.uniform53()));
  }
  return result;
}

/** The shares of the weights up to each one; the last is 1. */
function runningSums(
  numbers: ArrayLike<number>,
  from: number,
  categories: number,
  round: (value: number) => number,
): readonly number[] {
  const sums: number[] = [];
  let sum = 0;
  for (let i = 0; i < categories; i++) {
    const weight = numbers[from + i]!;
    if (!(weight >= 0)) throw errors.invalidWeight("< 0");
    if (weight === Infinity) throw errors.invalidWeight("= infinity or NaN");
    sum = round(sum + weight);
    sums.push(sum);
  }
  if (!(sum > 0)) throw errors.weightsSumToNothing();
  return sums.map((share, i) => (i === categories - 1 ? 1 : round(share / sum)));
}

function firstNotBelow(sums: readonly number[], wanted: number): number {
  let [low, high] = [0, sums.length];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (sums[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The greatest of the weights divided by exponential numbers: as likely as drawing one after the other. */
function withoutReplacement(weights: Tensor, count: number, source: Generator): Tensor {
  const numbers = denseNumbers(weights);
  if (!Array.from(numbers).every((weight) => weight >= 0 && weight < Infinity)) throw errors.invalidWeights();
  if ((weights.sum(-1).eq(0).any().item() as unknown) === true) throw errors.weightsSumToNothing();
  const times = inOrderOf(weights, exponentialNumbers(source, weights.dtype, weights.numel(), 1));
  const ranked = weights.div(times);
  return count === 1 ? ranked.argmax({ dim: -1, keepdim: true }) : ranked.topk(count).indices;
}
