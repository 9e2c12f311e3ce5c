import { factoryKeywords, factoryOptions, finishFactory } from "../factoryArguments.js";
import type { TensorOptions } from "../factoryArguments.js";
import { integerArgument, readArguments, isOptions } from "../arguments.js";
import { byName } from "../callByName.js";
import { int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers } from "../kernels/dense.js";
import { wrapDimension } from "../shape.js";
import { checkCount } from "../storage.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { cloneInRows } from "./copies.js";
import { positionTensor } from "./indexPositions.js";
import { tensorArgument } from "./operands.js";

const trilSignature = `tril_indices(row, col, offset, ${factoryKeywords})`;
const triuSignature = `triu_indices(row, col, offset, ${factoryKeywords})`;

export interface RepeatOptions {
  /** How often each element is repeated: a number for all, or a tensor with one for each. */
  readonly repeats?: number | Tensor;
  /** The flattened tensor's elements are repeated without one. */
  readonly dim?: number | null;
  /** The size of the result along the dimension, which is checked. */
  readonly output_size?: number | null;
}

export interface TriangleOptions extends TensorOptions {
  /** Which diagonal the triangle ends at: 0 is the main one, above it they are positive. */
  readonly offset?: number;
}

/**
 * Each slice along a dimension repeated so often, or as often as a vector of int64 says for each. Of a vector alone its indices, each
 * as often as its element says. Throws for negative repeats, and unless there is one for each slice.
 * https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html
 */
export function repeat_interleave(
  input: Tensor,
  repeats?: number | Tensor | RepeatOptions,
  dim?: number | null | RepeatOptions,
): Tensor;
export function repeat_interleave(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    repeat_interleave,
    "repeat_interleave(input, repeats, dim, *, output_size) | repeat_interleave(repeats, *, output_size)",
    arguments,
  );
  if (named !== null) return named.result;
  const x = tensorArgument("repeat_interleave", "input", input);
  const given = readArguments<RepeatOptions>("repeat_interleave", ["repeats", "dim", "output_size"], args);
  const size = given.output_size ?? null;
  const expected = size === null ? null : integerArgument("repeat_interleave", "output_size", size);
  if (given.repeats === undefined && given.dim === undefined) return indicesRepeated(x, null, expected);
  const dim =
    given.dim === undefined || given.dim === null ? null : integerArgument("repeat_interleave", "dim", given.dim);
  const rows = dim === null ? x.flatten() : x;
  if (isTensor(given.repeats)) {
    checkRepeats(rows, given.repeats, dim ?? 0);
    const along = wrapDimension(dim ?? 0, rows.ndim);
    return rows.index_select(along, indicesRepeated(given.repeats, rows.shape[along]!, expected));
  }
  const count = integerArgument("repeat_interleave", "repeats", given.repeats);
  const along = wrapDimension(dim ?? 0, rows.ndim);
  if (count < 0) throw errors.repeatsNegative();
  // PyTorch puts the repeated elements in a dimension behind, which this cannot have.
  if (rows.ndim === 0) throw errors.dimensionOutOfRange(along + 1, 1);
  const total = rows.shape[along]! * count;
  if (expected !== null && expected !== total) throw errors.repeatsOutputSize(total, expected);
  const wide = rows.shape.toSpliced(along + 1, 0, count);
  return cloneInRows(rows.unsqueeze(along + 1).expand(wide)).view(rows.shape.with(along, total));
}

/**
 * The row and column indices of a matrix's lower triangle, row by row. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.tril_indices.html
 */
export function tril_indices(
  row: number,
  col: number,
  offset?: number | TriangleOptions,
  options?: TriangleOptions,
): Tensor;
export function tril_indices(...args: unknown[]): Tensor {
  const named = byName(tril_indices, trilSignature, arguments);
  if (named !== null) return named.result;
  return triangle("tril_indices", args, (i, j, offset) => j - i <= offset);
}

/**
 * The row and column indices of a matrix's upper triangle, row by row. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.triu_indices.html
 */
export function triu_indices(
  row: number,
  col: number,
  offset?: number | TriangleOptions,
  options?: TriangleOptions,
): Tensor;
export function triu_indices(...args: unknown[]): Tensor {
  const named = byName(triu_indices, triuSignature, arguments);
  if (named !== null) return named.result;
  return triangle("triu_indices", args, (i, j, offset) => j - i >= offset);
}

/** Tensor methods of this family. */
export default class RepeatMethods {
  /**
   * Each slice along a dimension repeated so often, or as often as a vector of int64 says for each. Throws for
   * negative repeats, and unless there is one for each slice.
   * https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html
   */
  repeat_interleave(this: Tensor, ...args: AfterInput<typeof repeat_interleave>): Tensor {
    const [first] = args as readonly unknown[];
    const others = isOptions(first) ? Object.keys(first) : [];
    // Without repeats a vector counts for them, but as an argument only.
    const isMissing =
      first === undefined || (others.length > 0 && others.every((name) => name === "dim" || name === "output_size"));
    if (isMissing) throw errors.missingArgument("repeat_interleave", "repeats");
    return repeat_interleave(this, ...args);
  }
}

/** The indices along a dimension, each as often as `repeats` says; one number counts for all. */
function checkRepeats(x: Tensor, repeats: Tensor, dim: number): void {
  if (repeats.ndim > 1) throw errors.repeatsRank();
  const size = x.size(dim);
  if (repeats.ndim === 1 && repeats.shape[0] !== 1 && repeats.shape[0] !== size)
    throw errors.repeatsSize(repeats.shape[0]!, size, dim);
}

/** Each place as often as its number says. A size says for how many places a single number stands. */
function indicesRepeated(repeats: Tensor, size: number | null, expected: number | null): Tensor {
  if (repeats.dtype !== int64 && repeats.dtype !== int32)
    throw errors.notImplementedFor("repeat_interleave_cpu", repeats.dtype.label);
  if (size === null && repeats.ndim !== 1) throw errors.repeatsNoVector();
  const bySlices = overSlices([repeats], ([slice]) => indicesRepeated(slice!, size, expected));
  if (bySlices !== null) return bySlices;
  const given = Array.from(denseNumbers(repeats.detach()));
  const counts = size === null || given.length === size ? given : new Array<number>(size).fill(given[0]!);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (expected !== null && counts.length > 0 && expected !== total) throw errors.repeatsAllocated();
  if (counts.some((count) => count < 0)) throw errors.repeatNegative();
  const indices = counts.flatMap((count, i) => new Array<number>(count).fill(i));
  return positionTensor([indices.length], indices).to(repeats.dtype);
}

function triangle(
  op: string,
  args: readonly unknown[],
  isIn: (row: number, column: number, offset: number) => boolean,
): Tensor {
  const options = isOptions(args.at(-1)) ? args.at(-1) : {};
  const [row, col, shift] = args.filter((value) => value !== options);
  const [rows, columns] = [integerArgument(op, "row", row), integerArgument(op, "col", col)];
  const offset = integerArgument(op, "offset", shift, 0);
  if (rows < 0) throw errors.negativeTriangle("row", rows);
  if (columns < 0) throw errors.negativeTriangle("col", columns);
  const { dtype: asked, requires_grad } = factoryOptions(op, options);
  const dtype = asked ?? int64;
  if (dtype !== int64 && dtype !== int32) throw errors.notImplementedFor(op, dtype.label);
  checkCount(rows * columns);
  const places = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns] as const);
  const inside = places.filter(([row, column]) => isIn(row, column, offset));
  const indices = positionTensor(
    [2, inside.length],
    [...inside.map(([row]) => row), ...inside.map(([, column]) => column)],
  );
  return finishFactory(op, dtype === int64 ? indices : indices.to(dtype), requires_grad);
}
