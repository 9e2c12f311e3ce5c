import { flagArgument, readArguments, stringArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, defaultDtype, int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { allSlicesOf } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { promote } from "../promotion.js";
import { sameShape } from "../shape.js";
import { emptyTensor, filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import type { Op, Operand } from "./op.js";
import { tensorArgument } from "./operands.js";
import { undifferentiable } from "./undifferentiable.js";

export interface BucketizeOptions {
  /** Gives int32 rather than int64. */
  readonly out_int32?: boolean;
  /** Whether a value that equals a boundary belongs behind it. */
  readonly right?: boolean;
}

export interface SearchOptions extends BucketizeOptions {
  /** "right" is another way to say `right`. */
  readonly side?: "left" | "right" | null;
  /** The indices that sort the boundaries. */
  readonly sorter?: Tensor | null;
}

export interface IsinOptions {
  /** Says that no element occurs twice in either input, so that none needs to be looked for; false unless given. */
  readonly assume_unique?: boolean;
  /** Whether true stands for what is not found; false unless given. */
  readonly invert?: boolean;
}

/**
 * For each value the number of the bucket that it falls into: how many of the ascending boundaries are less. Throws for other than
 * a vector of boundaries.
 * https://docs.pytorch.org/docs/stable/generated/torch.bucketize.html
 */
export function bucketize(input: Operand, boundaries: Tensor, options?: BucketizeOptions): Tensor;
export function bucketize(input: unknown, ...args: unknown[]): Tensor {
  const named = byName(bucketize, "bucketize(input, boundaries, *, out_int32, right)", arguments);
  if (named !== null) return named.result;
  const names = ["boundaries", "out_int32", "right"] as const;
  const given = readArguments<BucketizeOptions & { boundaries: Tensor }>("bucketize", names, args);
  const boundaries = tensorArgument("bucketize", "boundaries", given.boundaries);
  if (boundaries.ndim !== 1) throw errors.boundariesRank(boundaries.ndim);
  return placesIn("bucketize", boundaries, input, given, false);
}

/**
 * For each value the place in its row of ascending elements where it belongs. The sequence is a vector, or has a row for each row of
 * values. Throws where the shapes do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.searchsorted.html
 */
export function searchsorted(sorted_sequence: Tensor, input: Operand, options?: SearchOptions): Tensor;
export function searchsorted(sorted_sequence: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    searchsorted,
    "searchsorted(sorted_sequence, input, *, out_int32, right, side, sorter)",
    arguments,
  );
  if (named !== null) return named.result;
  const sequence = tensorArgument("searchsorted", "sorted_sequence", sorted_sequence);
  const names = ["input", "out_int32", "right", "side", "sorter"] as const;
  const given = readArguments<SearchOptions & { input: Operand }>("searchsorted", names, args);
  const { side = null } = given;
  if (given.input === undefined) throw errors.wrongArgument("searchsorted", "input", "Tensor", given.input);
  const sorter = (given.sorter ?? null) === null ? null : tensorArgument("searchsorted", "sorter", given.sorter);
  flagArgument("searchsorted", "out_int32", given.out_int32, false);
  flagArgument("searchsorted", "right", given.right, false);
  if (side !== null && stringArgument("searchsorted", "side", side) !== "left" && side !== "right")
    throw errors.searchSide(side);
  if (side === "left" && given.right === true) throw errors.searchSides();
  if (sorter !== null) checkSorter(sorter, sequence);
  const row = sorter === null ? sequence : sequence.detach().gather(-1, sorter);
  return placesIn("searchsorted", row, given.input, given, side === "right");
}

/**
 * Whether each element is one of the test elements, as bools; NaN is none. Either may be a number.
 * https://docs.pytorch.org/docs/stable/generated/torch.isin.html
 */
export function isin(elements: Operand, test_elements: Operand, options?: IsinOptions): Tensor;
export function isin(elements: unknown, ...args: unknown[]): Tensor {
  const named = byName(
    isin,
    "isin(elements, test_elements, *, assume_unique, invert) | isin(element, test_elements, *, assume_unique, invert) | isin(elements, test_element, *, assume_unique, invert)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["test_elements", "assume_unique", "invert"] as const;
  const given = readArguments<IsinOptions & { test_elements: Operand }>("isin", names, args);
  const invert = flagArgument("isin", "invert", given.invert, false);
  flagArgument("isin", "assume_unique", given.assume_unique, false);
  const among = asValues("isin", "elements", elements, given.test_elements);
  const tested = asValues("isin", "test_elements", given.test_elements, elements);
  if (among.dtype === bool || tested.dtype === bool) throw errors.isinOfBools();
  // PyTorch compares with each of a few numbers, of which it wants a view in one dimension.
  const few = Math.trunc(10 * among.numel() ** 0.145);
  if (among.numel() > 0 && tested.numel() < few) tested.detach().view(-1);
  return call(isinOp, [among, tested], { invert });
}

/** The ops of this family. */
export default class SearchOps {
  /** @internal */
  static get ops() {
    return { searchsorted: searchOp, isin: isinOp };
  }
}

function checkSorter(sorter: Tensor, sequence: Tensor): void {
  if (!sameShape(sorter.shape, sequence.shape)) throw errors.sorterShape(sequence.shape, sorter.shape);
  if (sorter.dtype !== int64) throw errors.sorterDtype(sorter.dtype.label);
  const size = sorter.shape.at(-1) ?? 1;
  if (denseNumbers(allSlicesOf(sorter)).some((place) => place < 0 || place >= size)) throw errors.sorterOutOfRange();
}

function placesIn(op: string, sequence: Tensor, input: unknown, given: BucketizeOptions, isRight: boolean): Tensor {
  const values = asValues(op, "input", input, sequence);
  const right = flagArgument(op, "right", given.right, false) || isRight;
  const out_int32 = flagArgument(op, "out_int32", given.out_int32, false);
  if (op === "searchsorted" && values.ndim === 0 && sequence.ndim !== 1) throw errors.searchOfScalar(sequence.ndim);
  if (op === "searchsorted" && sequence.ndim === 0) throw errors.searchInScalar();
  const fits = sequence.ndim === values.ndim && sameShape(sequence.shape.slice(0, -1), values.shape.slice(0, -1));
  if (sequence.ndim !== 1 && !fits) throw errors.searchShapes(sequence.shape, values.shape);
  return call(searchOp, [sequence, values], { right, out_int32 });
}

/** A number has the dtype that it would have in arithmetic with what it is compared with. */
function asValues(op: string, name: string, values: unknown, beside: unknown): Tensor {
  if (typeof values !== "number") return tensorArgument(op, name, values);
  const dtype = isTensor(beside) ? promote([beside, values]) : Number.isInteger(values) ? int64 : defaultDtype();
  return filledTensor([], values, dtype);
}

type Search = { readonly right: boolean; readonly out_int32: boolean };

const searchOp: Op<Search> = undifferentiable<Search>({
  name: "searchsorted",
  shape: ([, values]) => [values!],
  forward([sequence, values], { right, out_int32 }) {
    const out = emptyTensor(values!.shape, out_int32 ? int32 : int64);
    const [sorted, wanted] = [denseNumbers(sequence!), denseNumbers(values!)];
    const size = sequence!.shape.at(-1)!;
    const perRow = sequence!.ndim === 1 ? wanted.length : values!.shape.at(-1)!;
    for (let i = 0; i < wanted.length; i++) {
      const first = sequence!.ndim === 1 ? 0 : Math.floor(i / perRow) * size;
      out.storage.write(i, placeOf(sorted, first, size, wanted[i]!, right));
    }
    return [out];
  },
});

/** Where a value belongs among `size` ascending elements from `first` on; NaN behind all. */
function placeOf(sorted: ArrayLike<number>, first: number, size: number, value: number, right: boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = sorted[first + middle]!;
    if (right ? !(element > value) : !(element >= value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Isin = { readonly invert: boolean };

const isinOp: Op<Isin> = undifferentiable<Isin>({
  name: "isin",
  shape: ([elements]) => [elements!],
  forward([elements, tested], { invert }) {
    const among = new Set(Array.from(denseNumbers(tested!)).filter((value) => !Number.isNaN(value)));
    const out = emptyTensor(elements!.shape, bool);
    denseNumbers(elements!).forEach((value, i) => {
      out.storage.write(i, among.has(value) === invert ? 0 : 1);
    });
    return [out];
  },
});
