import { flagArgument, integerArgument, readArguments, stringArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { allSlicesOf } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { wrapDimension, type Shape } from "../shape.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { where } from "./comparisons.js";
import DimensionMethods from "./dimensions.js";
import { call } from "./dispatch.js";
import type { Operand } from "./op.js";
import { tensorArgument } from "./operands.js";
import { sort } from "./sorting.js";

export interface QuantileOptions {
  /** Between 0 and 1: a number, or a vector of the input's dtype for several quantiles. */
  readonly q?: Operand;
  /** The flattened tensor's quantiles if absent or null. */
  readonly dim?: number | null;
  /** Whether the dimension stays, with size 1; false unless given. */
  readonly keepdim?: boolean;
  /** What to take between two elements; "linear" unless given. */
  readonly interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest";
}

/**
 * The q-th quantiles of each row along a dimension, NaN for rows with a NaN; those of several q come in a first dimension. Throws
 * for a q outside of [0, 1], and for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.quantile.html
 */
export function quantile(
  input: Tensor,
  q: Operand,
  dim?: number | null | QuantileOptions,
  keepdim?: boolean | QuantileOptions,
  options?: QuantileOptions,
): Tensor;
export function quantile(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(quantile, "quantile(input, q, dim, keepdim, *, interpolation)", arguments);
  if (named !== null) return named.result;
  return quantilesOf("quantile", tensorArgument("quantile", "input", input), args);
}

/**
 * The q-th quantiles of each row's elements that are not NaN. Throws as `quantile` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.nanquantile.html
 */
export function nanquantile(
  input: Tensor,
  q: Operand,
  dim?: number | null | QuantileOptions,
  keepdim?: boolean | QuantileOptions,
  options?: QuantileOptions,
): Tensor;
export function nanquantile(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(nanquantile, "nanquantile(input, q, dim, keepdim, *, interpolation)", arguments);
  if (named !== null) return named.result;
  return quantilesOf("nanquantile", tensorArgument("nanquantile", "input", input), args);
}

/** Tensor methods of this family. */
export default class QuantileMethods {
  /**
   * The q-th quantiles of each row along a dimension, NaN for rows with a NaN; those of several q come in a first
   * dimension. Throws for a q outside of [0, 1], and for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.quantile.html
   */
  quantile(this: Tensor, ...args: AfterInput<typeof quantile>): Tensor {
    return quantile(this, ...args);
  }

  /**
   * The q-th quantiles of each row's elements that are not NaN. Throws as `quantile` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.nanquantile.html
   */
  nanquantile(this: Tensor, ...args: AfterInput<typeof nanquantile>): Tensor {
    return nanquantile(this, ...args);
  }
}

const interpolations: readonly unknown[] = ["linear", "lower", "higher", "midpoint", "nearest"];

function quantilesOf(op: "quantile" | "nanquantile", x: Tensor, args: readonly unknown[]): Tensor {
  const names = ["q", "dim", "keepdim", "interpolation"] as const;
  const given = readArguments<QuantileOptions>(op, names, args);
  const { interpolation = "linear" } = given;
  if (!isTensor(given.q) && typeof given.q !== "number")
    throw errors.wrongArgument(op, "q", "Tensor or float", given.q);
  const keepdim = flagArgument(op, "keepdim", given.keepdim, false);
  const dim = (given.dim ?? null) === null ? null : integerArgument(op, "dim", given.dim);
  stringArgument(op, "interpolation", interpolation);
  if (typeof given.q === "number" && !isShare(given.q)) throw errors.quantileShare(given.q);
  if (!interpolations.includes(interpolation)) throw errors.quantileInterpolation(interpolation);
  if (x.numel() === 0) throw errors.quantileOfNothing();
  const q = wantedOf(x, given.q);
  const along = dim === null ? 0 : wrapDimension(dim, x.ndim);
  const reduced = dim === null ? null : along;
  const sorted = sort(rowsOf(x, reduced)).values.view(shapeOfRows(x, reduced, keepdim));
  const values = interpolated(op, sorted, q, interpolation);
  // In the last dimension are the quantiles; it goes to the front, or away.
  const placed = q.ndim === 0 ? values : values.unsqueeze_(0).transpose_(0, -1);
  return call(DimensionMethods.ops.squeeze, [placed], { dim: placed.ndim - 1, inplace: true });
}

/** The rows in the last dimension; one of size 1 stands in the place of that which is reduced. */
function rowsOf(x: Tensor, dim: number | null): Tensor {
  if (x.ndim === 0) return x.reshape([1]);
  if (dim === null) return x.flatten();
  return dim === x.ndim - 1 ? x : x.unsqueeze(-1).transpose(dim, -1);
}

/** The shape of the result with the row in a last dimension. */
function shapeOfRows(x: Tensor, dim: number | null, keepdim: boolean): Shape {
  const size = dim === null ? x.numel() : (x.shape[dim] ?? 1);
  if (dim === null || x.ndim === 0) return keepdim ? [...x.shape.map(() => 1), size] : [size];
  return [...(keepdim ? x.shape.with(dim, 1) : x.shape.toSpliced(dim, 1)), size];
}

function wantedOf(x: Tensor, q: Operand): Tensor {
  const wanted = isTensor(q) ? q : filledTensor([], q, x.dtype);
  if (wanted.ndim > 1) throw errors.quantileRank();
  if (!x.dtype.is_floating_point) throw errors.quantileInput();
  if (wanted.dtype !== x.dtype) throw errors.quantileDtype();
  if (![...denseNumbers(allSlicesOf(wanted))].every(isShare)) throw errors.quantileShares();
  return wanted;
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

/** Between the two sorted elements whose places are next to q·(n − 1). */
function interpolated(op: string, sorted: Tensor, q: Tensor, interpolation: string): Tensor {
  const isNaN = sorted.detach().ne(sorted.detach());
  const counts = sorted.shape.at(-1)! - 1;
  const ranks = op === "quantile" ? ranksBesideNaN(q, counts, isNaN) : ranksAmong(q, isNaN);
  const places =
    sorted.ndim === 1 || ranks.ndim === sorted.ndim
      ? ranks
      : ranks.expand([...sorted.shape.slice(0, -1), ranks.shape.at(-1)!]);
  if (interpolation === "lower") return sorted.gather(-1, places.floor().long());
  if (interpolation === "higher") return sorted.gather(-1, places.ceil().long());
  if (interpolation === "nearest") return sorted.gather(-1, places.round().long());
  const below = places.floor().detach();
  const [least, greatest] = [sorted.gather(-1, below.long()), sorted.gather(-1, places.ceil().long())];
  const weight = interpolation === "midpoint" ? below.mul(0).add(0.5) : places.sub(below);
  return least.lerp(greatest, weight);
}

/** A row with a NaN is NaN: its place is the last, where NaN is. */
function ranksBesideNaN(q: Tensor, counts: number, isNaN: Tensor): Tensor {
  const ranks = (q.ndim === 0 ? q.unsqueeze(0) : q).mul(counts);
  return where(isNaN.any(-1, true), filledTensor([], counts, q.dtype), ranks);
}

/** A row without numbers takes its first place, where NaN is. */
function ranksAmong(q: Tensor, isNaN: Tensor): Tensor {
  const counts = isNaN.eq(0).sum(-1, true).to(q.dtype);
  return (q.ndim === 0 ? q.unsqueeze(0) : q).mul(counts.sub(1)).clamp({ min: 0 });
}
