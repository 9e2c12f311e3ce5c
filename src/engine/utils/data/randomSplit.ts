import { readArguments } from "../../arguments.js";
import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { randperm } from "../../random/factories.js";
import type { Generator } from "../../random/generator.js";
import type { DatasetLike } from "./dataset.js";
import { lengthOf } from "./sized.js";
import { Subset } from "./subset.js";

export interface RandomSplitOptions<Sample = unknown> {
  /** What is divided. */
  readonly dataset?: DatasetLike<Sample>;
  /** How many samples each part gets, or which share of them: fractions whose sum is 1. */
  readonly lengths?: readonly number[];
  /** Where the order comes from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/**
 * Splits a dataset by chance into parts of the given lengths, or of fractions that sum up to 1, in which case what is left
 * over goes to the first parts. Throws if the lengths do not sum up to the dataset's.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split
 */
export function random_split<Sample, const Lengths extends readonly number[]>(
  dataset: DatasetLike<Sample>,
  lengths: Lengths | (RandomSplitOptions<Sample> & { readonly lengths: Lengths }),
  generator?: Generator | null | RandomSplitOptions<Sample>,
): { -readonly [Part in keyof Lengths]: Subset<Sample> };
export function random_split<Sample>(...args: unknown[]): Subset<Sample>[] {
  const given = readArguments<RandomSplitOptions<Sample>>("random_split", ["dataset", "lengths", "generator"], args);
  const { dataset, lengths, generator } = given;
  if (dataset === undefined) throw errors.missingArgument("random_split", "dataset");
  if (lengths === undefined) throw errors.missingArgument("random_split", "lengths");
  if (!Array.isArray(lengths) || lengths.some((length) => typeof length !== "number"))
    throw errors.wrongArgument("random_split", "lengths", "an array of numbers", lengths);
  const total = lengthOf(dataset);
  const counts = areFractions(lengths) ? countsOf(lengths, total) : lengths;
  const sum = sumOf(counts);
  if (sum !== total) throw errors.lengthsOfSplits();
  const fraction = counts.find((count) => !Number.isInteger(count));
  if (fraction !== undefined) throw errors.wrongArgument("random_split", "lengths", "ints", fraction);
  const order = randperm(sum, { generator: generator ?? null }).tolist() as number[];
  let end = 0;
  return counts.map((count) => {
    end += count;
    return new Subset(dataset, order.slice(end - count, end));
  });
}

/** As `math.isclose` has it. */
function areFractions(lengths: readonly number[]): boolean {
  const sum = sumOf(lengths);
  return sum <= 1 && 1 - sum <= 1e-9;
}

function countsOf(fractions: readonly number[], total: number): readonly number[] {
  fractions.forEach((fraction, i) => {
    if (!(fraction >= 0 && fraction <= 1)) throw errors.fractionOutOfRange(i);
  });
  const whole = fractions.map((fraction) => Math.floor(total * fraction));
  const left = total - sumOf(whole);
  const counts = whole.map((count, i) => count + Math.ceil(Math.max(left - i, 0) / whole.length));
  counts.forEach((count, i) => {
    if (count === 0) warnOnce(`Length of split at index ${i} is 0. This might result in an empty dataset.`);
  });
  return counts;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
