import { flagArgument, integerArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { namedTuple } from "../namedTuple.js";
import { wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { choosing, orderOf, type Along } from "./choosing.js";
import { callMany } from "./dispatch.js";
import type { ValuesAndIndices } from "./extremes.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { introsort, partialSort, selectNth } from "../kernels/selection.js";

export interface SortOptions {
  /** The last dimension unless given. */
  readonly dim?: number;
  /** Whether the greatest comes first; false unless given. */
  readonly descending?: boolean;
  /** Whether equal elements keep their order; otherwise those of up to 16 do. */
  readonly stable?: boolean | null;
}

export interface TopkOptions {
  /** How many elements are found. */
  readonly k?: number;
  /** The dimension to search; the last one unless given. */
  readonly dim?: number | null;
  /** The greatest elements unless false. */
  readonly largest?: boolean;
  /** Whether what is found is in order; it always is here. */
  readonly sorted?: boolean;
}

/**
 * The elements along a dimension in ascending or descending order, and their indices; NaN counts as the greatest. Throws for a
 * dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.sort.html
 */
export function sort(
  input: Tensor,
  dim?: number | SortOptions,
  descending?: boolean | SortOptions,
  options?: SortOptions,
): ValuesAndIndices;
export function sort(input: Tensor, ...args: unknown[]): ValuesAndIndices {
  const named = byName(sort, "sort(input, *, stable, dim, descending) | sort(input, dim, descending)", arguments);
  if (named !== null) return named.result;
  return sorted("sort", tensorArgument("sort", "input", input), args);
}

function sorted(op: "sort" | "argsort", x: Tensor, args: readonly unknown[]): ValuesAndIndices {
  const given = readArguments<SortOptions>(op, ["dim", "descending", "stable"], args);
  const along = integerArgument(op, "dim", given.dim, -1);
  const descending = flagArgument(op, "descending", given.descending, false);
  const stable = flagArgument(op, "stable", op === "sort" ? (given.stable ?? undefined) : given.stable, false);
  const dim = wrapDimension(along, x.ndim);
  // Whoever speaks of stability calls PyTorch's other form, whatever the answer.
  const form = given.stable === undefined ? "plain" : "stable";
  const [values, indices] = callMany(sortOp, [x], { dim, descending, stable, form }) as readonly [Tensor, Tensor];
  return namedTuple("sort", { values, indices });
}

/**
 * The int64 indices that sort a tensor along a dimension. Throws for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.argsort.html
 */
export function argsort(input: Tensor, dim?: number | SortOptions, descending?: boolean | SortOptions): Tensor;
export function argsort(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    argsort,
    "argsort(input, *, stable, dim, descending) | argsort(input, dim, descending)",
    arguments,
  );
  if (named !== null) return named.result;
  const x = tensorArgument("argsort", "input", input);
  return sorted("argsort", x.detach(), args).indices;
}

/**
 * The elements along the first dimension in ascending order.
 * https://docs.pytorch.org/docs/stable/generated/torch.msort.html
 */
export function msort(input: Tensor): Tensor {
  const named = byName(msort, "msort(input)", arguments);
  if (named !== null) return named.result;
  return sort(tensorArgument("msort", "input", input), 0).values;
}

/**
 * The k greatest or least elements of each row along a dimension in their order, and their indices. Throws for a k that is
 * larger than the row.
 * https://docs.pytorch.org/docs/stable/generated/torch.topk.html
 */
export function topk(
  input: Tensor,
  k: number,
  dim?: number | null,
  largest?: boolean,
  sorted?: boolean,
): ValuesAndIndices;
export function topk(input: Tensor, ...args: unknown[]): ValuesAndIndices {
  const named = byName(topk, "topk(input, k, dim, largest, sorted)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("topk", "input", input);
  const given = readArguments<TopkOptions>("topk", ["k", "dim", "largest", "sorted"], args);
  const k = sizeArgument("topk", "k", given.k);
  const along = integerArgument("topk", "dim", given.dim, -1);
  const largest = flagArgument("topk", "largest", given.largest, true);
  const sorted = flagArgument("topk", "sorted", given.sorted, true);
  const dim = wrapDimension(along, x.ndim);
  if (k < 0 || k > (x.shape[dim] ?? 1)) throw errors.topkRange();
  if (x.dtype === bool) throw errors.topkOfBools();
  // Of a 0-d tensor even no elements are the one it has, as in PyTorch.
  const [values, indices] = callMany(topkOp, [x], { dim, k: x.ndim === 0 ? 1 : k, largest, sorted }) as readonly [
    Tensor,
    Tensor,
  ];
  return namedTuple("topk", { values, indices });
}

/** Tensor methods and ops of this family. */
export default class SortingMethods {
  /** @internal */
  static get ops() {
    return { sort: sortOp, topk: topkOp };
  }

  /**
   * The elements along a dimension in ascending or descending order, and their indices; NaN counts as the greatest.
   * Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.sort.html
   */
  sort(this: Tensor, ...args: AfterInput<typeof sort>): ValuesAndIndices {
    return sort(this, ...args);
  }

  /**
   * The int64 indices that sort a tensor along a dimension. Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.argsort.html
   */
  argsort(this: Tensor, ...args: AfterInput<typeof argsort>): Tensor {
    return argsort(this, ...args);
  }

  /**
   * The elements along the first dimension in ascending order.
   * https://docs.pytorch.org/docs/stable/generated/torch.msort.html
   */
  msort(this: Tensor, ...args: AfterInput<typeof msort>): Tensor {
    return msort(this, ...args);
  }

  /**
   * The k greatest or least elements of each row along a dimension in their order, and their indices. Throws for a k
   * that is larger than the row.
   * https://docs.pytorch.org/docs/stable/generated/torch.topk.html
   */
  topk(this: Tensor, ...args: AfterInput<typeof topk>): ValuesAndIndices {
    return topk(this, ...args);
  }
}

type Sorting = Along & {
  readonly descending: boolean;
  readonly stable: boolean;
  readonly form: "plain" | "stable";
};

const sortOp: Op<Sorting> = choosing<Sorting>({
  name: "sort",
  gradFn: ({ form }) => (form === "plain" ? "SortBackward0" : "SortBackward1"),
  samples: [
    sample([[2, 3]], { distinct: true, attributes: { dim: 1, descending: false, stable: false, form: "plain" } }),
    sample([[3, 2]], { distinct: true, attributes: { dim: 0, descending: true, stable: true, form: "stable" } }),
  ],
  keepsLayout: true,
  count: (size) => size,
  choose: (row, { descending, stable }) => (stable ? orderOf(row, descending) : quickOrderOf(row, descending)),
});

type Top = Along & { readonly k: number; readonly largest: boolean; readonly sorted: boolean };

const topkOp: Op<Top> = choosing<Top>({
  name: "topk",
  gradFn: "TopkBackward0",
  samples: [
    sample([[2, 4]], { distinct: true, attributes: { dim: 1, k: 2, largest: true, sorted: true } }),
    sample([[4, 2]], { distinct: true, attributes: { dim: 0, k: 3, largest: false, sorted: false } }),
  ],
  count: (_, { k }) => k,
  choose: topOf,
});

/** As PyTorch selects, which shows in the indices of equal elements. NaN counts as the greatest. */
function topOf(row: ArrayLike<number>, { k, largest, sorted }: Top): Int32Array {
  const before = beforeIn(row, largest);
  const items = Int32Array.from({ length: row.length }, (_, i) => i);
  if (k * 64 <= row.length) {
    partialSort(items, k, before);
  } else if (k > 0) {
    selectNth(items, k - 1, before);
    if (sorted) introsort(items, k - 1, before);
  }
  return items.subarray(0, k);
}

/** The indices of a row in order, equal ones as PyTorch's sort that is not stable leaves them. */
function quickOrderOf(row: ArrayLike<number>, descending: boolean): Int32Array {
  const items = Int32Array.from({ length: row.length }, (_, i) => i);
  introsort(items, row.length, beforeIn(row, descending));
  return items;
}

/** Whether one element of a row goes before another. NaN is the greatest. */
function beforeIn(row: ArrayLike<number>, descending: boolean): (i: number, j: number) => boolean {
  const goesFirst = descending
    ? (x: number, y: number): boolean => (Number.isNaN(x) && !Number.isNaN(y)) || x > y
    : (x: number, y: number): boolean => (!Number.isNaN(x) && Number.isNaN(y)) || x < y;
  return (i, j) => goesFirst(row[i]!, row[j]!);
}
