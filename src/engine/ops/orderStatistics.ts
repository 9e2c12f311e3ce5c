import { flagArgument, integerArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { namedTuple } from "../namedTuple.js";
import { wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { choosing, orderOf, type Along } from "./choosing.js";
import { contraction } from "./contraction.js";
import { call, callMany, refuseOutdated } from "./dispatch.js";
import type { RowOptions, ValuesAndIndices } from "./extremes.js";
import { sample, type Attributes, type Op } from "./op.js";
import { sharedEvenly } from "./sharedEvenly.js";
import { tensorArgument } from "./operands.js";
import { everything, type Reduction } from "./reducing.js";
import { introsort } from "../kernels/selection.js";
import { quickSelect } from "../kernels/quickSelect.js";

export interface KthValueOptions {
  /** 1 is the least. */
  readonly k?: number;
  /** The dimension to reduce; the last one unless given. */
  readonly dim?: number;
  /** Whether the dimension stays, with size 1; false unless given. */
  readonly keepdim?: boolean;
}

/** The median of all elements: the lower one of the two in the middle, or NaN if there is one. Equal ones share the gradient. */
export function median(input: Tensor): Tensor;
/**
 * The median of each row along a dimension and its index, which gets the gradient: the lower one of the two in the middle, or
 * NaN if there is one. Throws for rows without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.median.html
 */
export function median(input: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function median(input: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
  const named = byName(median, "median(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return middle("median", tensorArgument("median", "input", input), args);
}

/** The median of all elements that are not NaN: the lower one of the two in the middle. Equal ones share the gradient. */
export function nanmedian(input: Tensor): Tensor;
/**
 * The median of each row's elements that are not NaN, and its index, which gets the gradient. Throws for rows without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nanmedian.html
 */
export function nanmedian(input: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function nanmedian(input: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
  const named = byName(nanmedian, "nanmedian(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return middle("nanmedian", tensorArgument("nanmedian", "input", input), args);
}

/**
 * The k-th least element of each row along a dimension, and its index; NaN counts as the greatest. Throws for a k that is out of
 * range.
 * https://docs.pytorch.org/docs/stable/generated/torch.kthvalue.html
 */
export function kthvalue(input: Tensor, k: number, dim?: number, keepdim?: boolean): ValuesAndIndices;
export function kthvalue(input: Tensor, ...args: unknown[]): ValuesAndIndices {
  const named = byName(kthvalue, "kthvalue(input, k, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("kthvalue", "input", input);
  const given = readArguments<KthValueOptions>("kthvalue", ["k", "dim", "keepdim"], args);
  const k = sizeArgument("kthvalue", "k", given.k);
  refuseOutdated([x]);
  const row = rowOf("kthvalue", x, given);
  if (k < 1 || k > (x.shape[row.dim] ?? 1)) throw errors.kthvalueRange(row.dim);
  if (x.dtype === bool && x.ndim > 0) throw errors.notImplementedFor("kthvalue_cpu", x.dtype.label);
  return chosen("kthvalue", kthvalueOp, x, { ...row, k });
}

/**
 * The most frequent element of each row along a dimension, the least of several, and an index of it.
 * https://docs.pytorch.org/docs/stable/generated/torch.mode.html
 */
export function mode(input: Tensor, dim?: number, keepdim?: boolean): ValuesAndIndices;
export function mode(input: Tensor, ...args: unknown[]): ValuesAndIndices {
  const named = byName(mode, "mode(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("mode", "input", input);
  return chosen("mode", modeOp, x, rowOf("mode", x, readArguments<RowOptions>("mode", ["dim", "keepdim"], args)));
}

/** Tensor methods and ops of this family. */
export default class OrderStatisticMethods {
  /** @internal */
  static get ops() {
    return {
      median: allOps.median,
      nanmedian: allOps.nanmedian,
      median_dim: rowOps.median,
      nanmedian_dim: rowOps.nanmedian,
      kthvalue: kthvalueOp,
      mode: modeOp,
    };
  }

  /** The median of all elements; equal ones share the gradient. */
  median(this: Tensor): Tensor;
  /**
   * The median of each row along a dimension and its index: `const [values, indices] = x.median(1)`.
   * https://docs.pytorch.org/docs/stable/generated/torch.median.html
   */
  median(this: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
  median(this: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
    return middle("median", this, args);
  }

  /** The median of all elements that are not NaN; equal ones share the gradient. */
  nanmedian(this: Tensor): Tensor;
  /**
   * The median of each row's elements that are not NaN, and its index.
   * https://docs.pytorch.org/docs/stable/generated/torch.nanmedian.html
   */
  nanmedian(this: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
  nanmedian(this: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
    return middle("nanmedian", this, args);
  }

  /**
   * The k-th least element of each row along a dimension, and its index; NaN counts as the greatest. Throws for a k
   * that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.kthvalue.html
   */
  kthvalue(this: Tensor, ...args: AfterInput<typeof kthvalue>): ValuesAndIndices {
    return kthvalue(this, ...args);
  }

  /**
   * The most frequent element of each row along a dimension, the least of several, and an index of it.
   * https://docs.pytorch.org/docs/stable/generated/torch.mode.html
   */
  mode(this: Tensor, ...args: AfterInput<typeof mode>): ValuesAndIndices {
    return mode(this, ...args);
  }
}

type Middle = "median" | "nanmedian";
type Row = Along & { readonly keepdim: boolean };

function middle(which: Middle, x: Tensor, args: readonly unknown[]): Tensor | ValuesAndIndices {
  const given = readArguments<RowOptions>(which, ["dim", "keepdim"], args);
  if (given.dim === undefined && given.keepdim === undefined) {
    // As in PyTorch, the median of no bools is true, as NaN is.
    if (x.dtype === bool && x.numel() > 0) throw errors.medianOfBools("median_cpu");
    return call(allOps[which], [x], everything);
  }
  const row = rowOf(which, x, { ...given, dim: integerArgument(which, "dim", given.dim) });
  if (x.dtype === bool) throw errors.medianOfBools("median_out");
  return chosen(which, rowOps[which], x, row);
}

/** Reads `dim` and `keepdim`. Throws if there is nothing to choose from. */
function rowOf(op: string, x: Tensor, given: Partial<RowOptions>): Row {
  const along = integerArgument(op, "dim", given.dim === undefined ? -1 : given.dim);
  const keepdim = flagArgument(op, "keepdim", given.keepdim, false);
  const dim = wrapDimension(along, x.ndim);
  if (x.shape[dim] === 0) throw errors.extremeOfEmptyDimension(op === "nanmedian" ? "median" : op, dim);
  return { dim, keepdim };
}

function chosen<A extends Attributes>(name: string, op: Op<A>, x: Tensor, attributes: A): ValuesAndIndices {
  const [values, indices] = callMany(op, [x], attributes) as readonly [Tensor, Tensor];
  return namedTuple(name, { values, indices });
}

/** The index of the median: of a NaN if there is one and NaN is not left out. */
function middleOf(which: Middle, row: ArrayLike<number>): number {
  const order = orderOf(row, false);
  const firstNaN = order.findIndex((place) => Number.isNaN(row[place]));
  if (firstNaN < 0) return order[(row.length - 1) >> 1]!;
  if (which === "median" || firstNaN === 0) return order[firstNaN]!;
  return order[(firstNaN - 1) >> 1]!;
}

const count = (_size: number, { keepdim }: Row): number | null => (keepdim ? 1 : null);

const rowSamples = [
  sample([[2, 3]], { distinct: true, attributes: { dim: 1, keepdim: false } }),
  sample([[4, 2]], { distinct: true, attributes: { dim: 0, keepdim: true } }),
];

function rowMiddle(which: Middle, gradFn: string): Op<Row> {
  const choose = (row: ArrayLike<number>): readonly number[] => [middleOf(which, row)];
  return choosing<Row>({ name: `${which}_dim`, gradFn, samples: rowSamples, count, choose });
}

const rowOps: { readonly [M in Middle]: Op<Row> } = {
  median: rowMiddle("median", "MedianBackward1"),
  nanmedian: rowMiddle("nanmedian", "NanmedianBackward1"),
};

function middleOfAll(which: Middle, gradFn: string): Op<Reduction> {
  return contraction<Reduction>({
    name: which,
    gradFn: () => gradFn,
    formula: "1/n where x is the median, of which there are n",
    samples: [sample([[2, 3]], { distinct: true, attributes: everything })],
    forward(x, out) {
      const numbers = denseNumbers(x);
      const value = numbers.length === 0 ? NaN : numbers[middleOf(which, numbers)]!;
      writeNumbers(out, Float64Array.of(value));
    },
    ...sharedEvenly,
  });
}

const allOps: { readonly [M in Middle]: Op<Reduction> } = {
  median: middleOfAll("median", "MedianBackward0"),
  nanmedian: middleOfAll("nanmedian", "NanmedianBackward0"),
};

type Kth = Row & { readonly k: number };

const kthvalueOp: Op<Kth> = choosing<Kth>({
  name: "kthvalue",
  gradFn: "KthvalueBackward0",
  samples: [sample([[2, 3]], { distinct: true, attributes: { dim: 1, keepdim: false, k: 2 } })],
  count,
  choose: (row, { k }) => [kthOf(row, k - 1)],
});

/** The index of an element by its place in order, as PyTorch selects it, which shows where elements are equal. */
function kthOf(row: ArrayLike<number>, place: number): number {
  const items = Int32Array.from({ length: row.length }, (_, i) => i);
  quickSelect(items, place, (i, j) => (Number.isNaN(row[i]) && !Number.isNaN(row[j])) || row[i]! > row[j]!);
  return items[place]!;
}

const modeOp: Op<Row> = choosing<Row>({
  name: "mode",
  gradFn: "ModeBackward0",
  samples: rowSamples,
  count,
  choose: (row) => [modeOf(row)],
});

/** The last index of the most frequent element; NaN does not equal itself. */
function modeOf(row: ArrayLike<number>): number {
  const order = Int32Array.from({ length: row.length }, (_, i) => i);
  // As PyTorch sorts, which shows in the index of equal elements and in what becomes of NaN.
  introsort(order, order.length, (i, j) => row[i]! < row[j]!);
  let [best, most, times] = [order[0]!, 0, 0];
  order.forEach((place, i) => {
    times = i > 0 && row[place] === row[order[i - 1]!] ? times + 1 : 1;
    const isLast = i + 1 === order.length || row[order[i + 1]!] !== row[place];
    if (isLast && times > most) [best, most] = [place, times];
  });
  return best;
}
