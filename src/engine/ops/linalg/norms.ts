import { flagArgument, integersArgument, numberIn, oneOrMoreIntegers, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { DType, dtypeArgument } from "../../dtype.js";
import * as errors from "../../errors.js";
import { wrapDimension } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { numberArgument, tensorArgument } from "../operands.js";
import { dimensionsOf, everything, givenDimensions, type Dimensions } from "../reducing.js";
import { vectorNorm } from "../statistics.js";
import { floatingArgument } from "./matrixArguments.js";
import { svdvals } from "./singularValues.js";

/** Norms of vectors: (Σ |x|^ord)^(1/ord), the greatest |x| for Infinity, the least for −Infinity, the non-zeros for 0. */
export interface VectorNormOptions {
  /** Which norm: ∞, −∞, 0 or any other number; 2 unless given. */
  readonly ord?: number;
  /** The dimensions of the vectors; all of them if absent or null. */
  readonly dim?: Dimensions | null;
  /** Whether the reduced dimensions stay, with size 1; false unless given. */
  readonly keepdim?: boolean;
  /** Converts the input first; to no narrower dtype. */
  readonly dtype?: DType | null;
}

/** Norms of matrices: "fro" and "nuc", ±2 by singular values, ±1 by columns, ±Infinity by rows. */
export type MatrixOrder = "fro" | "nuc" | number;

export interface MatrixNormOptions {
  /** Which norm: "fro", "nuc", ∞, −∞, 1, −1, 2 or −2; "fro" unless given. */
  readonly ord?: MatrixOrder;
  /** The two dimensions of the matrices; the last two unless given. */
  readonly dim?: readonly number[];
  /** Whether the reduced dimensions stay, with size 1; false unless given. */
  readonly keepdim?: boolean;
  /** Converts the input first. */
  readonly dtype?: DType | null;
}

export interface NormOptions extends Omit<MatrixNormOptions, "dim" | "ord"> {
  /** Which norm, of vectors or of matrices; the 2-norm of all elements unless given. */
  readonly ord?: MatrixOrder | null;
  /** One dimension for a vector norm, two for a matrix norm. */
  readonly dim?: Dimensions | null;
}

const names = ["ord", "dim", "keepdim", "dtype"] as const;

/**
 * The vector norms of a tensor, over all dimensions or those given; 2-norms unless `ord` says otherwise. The gradient at 0 is
 * 0. Throws for integers, and for extremes of no elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
 */
export function vector_norm(
  x: Tensor,
  ord?: number | VectorNormOptions,
  dim?: Dimensions | null | VectorNormOptions,
  keepdim?: boolean | VectorNormOptions,
): Tensor;
export function vector_norm(x: Tensor, ...args: unknown[]): Tensor {
  const named = byName(vector_norm, "linalg_vector_norm(input, ord, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_vector_norm";
  const input = tensorArgument(op, "x", x);
  const given = readArguments<VectorNormOptions>(op, names, args);
  const ord = numberArgument(op, "ord", given.ord, 2);
  givenDimensions(op, given.dim ?? null);
  const keepdim = flagArgument(op, "keepdim", given.keepdim, false);
  floatingArgument("linalg.vector_norm", input);
  const dtype = normDtype("linalg.vector_norm", input, given.dtype);
  return normOver(input, ord, given.dim ?? null, keepdim, dtype);
}

function normOver(x: Tensor, ord: number, dim: Dimensions | null, keepdim: boolean, dtype: DType): Tensor {
  const dims = dimensionsOf("linalg_vector_norm", x.ndim, dim);
  const isAll = dim === null || (Array.isArray(dim) && dim.length === 0);
  if (x.numel() === 0 && (ord < 0 || ord === Infinity) && !isAll) {
    // PyTorch names the dimension as it was given.
    const empty = dims.findIndex((item) => x.shape[item] === 0);
    if (empty >= 0) throw errors.normOfEmptyDimension(ord, typeof dim === "number" ? dim : dim![empty]!);
  }
  return vectorNorm(x, isAll && !keepdim ? everything : { dims, keepdim }, ord, dtype);
}

/**
 * The norms of matrices in two dimensions, the last ones unless given; Frobenius' unless `ord` says otherwise. Throws for
 * integers, other orders and equal dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html
 */
export function matrix_norm(
  A: Tensor,
  ord?: MatrixOrder | MatrixNormOptions,
  dim?: readonly number[] | MatrixNormOptions,
  keepdim?: boolean | MatrixNormOptions,
): Tensor;
export function matrix_norm(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(matrix_norm, "linalg_matrix_norm(input, ord, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_matrix_norm";
  const a = tensorArgument(op, "A", A);
  const given = readArguments<MatrixNormOptions>(op, names, args);
  const keepdim = flagArgument(op, "keepdim", given.keepdim, false);
  return normOfMatrices(a, given.ord === undefined ? "fro" : given.ord, given.dim ?? [-2, -1], keepdim, given.dtype);
}

/**
 * A vector norm or a matrix norm: of everything without `ord`, of vectors for one dimension or a 1-d tensor, else of
 * matrices. Throws for integers and for other numbers of dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.norm.html
 */
export function norm(
  A: Tensor,
  ord?: MatrixOrder | null | NormOptions,
  dim?: Dimensions | null | NormOptions,
  keepdim?: boolean | NormOptions,
): Tensor;
export function norm(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(norm, "linalg_norm(input, ord, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_norm";
  const a = tensorArgument(op, "A", A);
  const given = readArguments<NormOptions>(op, names, args);
  const { ord = null, dim = null, dtype = null } = given;
  const keepdim = flagArgument(op, "keepdim", given.keepdim, false);
  const dims = dim === null ? null : oneOrMoreIntegers(op, "dim", dim);
  if (dims !== null && dims.length !== 1 && dims.length !== 2) throw errors.normDimensions(dims);
  if (dims === null && ord !== null && a.ndim !== 1 && a.ndim !== 2) throw errors.normWithoutDimensions(a.ndim);
  if (typeof ord === "string") return normOfMatrices(a, ord, dims ?? [-2, -1], keepdim, dtype);
  const isMatrix = ord !== null && (dims === null ? a.ndim : dims.length) === 2;
  if (isMatrix) return normOfMatrices(a, ord, dims ?? [0, 1], keepdim, dtype);
  return vector_norm(a, ord ?? 2, dims, { keepdim, dtype });
}

function normOfMatrices(a: Tensor, order: unknown, dim: unknown, keepdim: boolean, dtype: unknown): Tensor {
  const called = "linalg.matrix_norm";
  const dims = integersArgument("linalg_matrix_norm", "dim", dim);
  const ord = numberIn(order);
  if (typeof ord !== "number" && typeof ord !== "string")
    throw errors.wrongArgument("linalg_matrix_norm", "ord", "Number or str", ord);
  if (!isOrder(ord)) throw errors.matrixNormOrder(ord);
  if (a.ndim < 2) throw errors.notMatrices(called, "A");
  floatingArgument(called, a);
  if (dims.length !== 2) throw errors.matrixNormDimensions(dims);
  const [row, column] = dims.map((item) => wrapDimension(item, a.ndim)) as [number, number];
  if (row === column) throw errors.equalMatrixDimensions([row, column]);
  const computed = normDtype(called, a, dtype);
  if (ord === "fro") return normOver(a, 2, [row, column], keepdim, computed);
  if (ord === "nuc" || Math.abs(ord) === 2) return bySingularValues(a.to(computed), ord, row, column, keepdim);
  const [summed, compared] = Math.abs(ord) === 1 ? [row, column] : [column, row];
  const sums = normOver(a, 1, [summed], keepdim, computed);
  return extreme(sums, ord, compared > summed && !keepdim ? compared - 1 : compared, keepdim);
}

function bySingularValues(x: Tensor, ord: "nuc" | number, row: number, column: number, keepdim: boolean): Tensor {
  const others = x.shape.flatMap((_, dim) => (dim === row || dim === column ? [] : [dim]));
  const order = [...others, row, column];
  const values = svdvals(x.permute(order));
  const result = ord === "nuc" ? values.sum(-1, keepdim) : extreme(values, ord, values.ndim - 1, keepdim);
  return keepdim ? result.unsqueeze(-1).permute(order.map((_, dim) => order.indexOf(dim))) : result;
}

/** The greatest or, for a negative order, the least; of no numbers the greatest is 0. */
function extreme(x: Tensor, ord: number, dim: number, keepdim: boolean): Tensor {
  const isEmpty = x.shape[dim] === 0;
  if (ord < 0 && isEmpty) throw errors.extremeOfEmptyDimension("amin", ord === -2 ? -1 : dim);
  if (ord < 0) return x.amin(dim, keepdim);
  if (!isEmpty) return x.amax(dim, keepdim);
  return x.detach().sum(dim, keepdim);
}

function isOrder(ord: unknown): ord is MatrixOrder {
  return ord === "fro" || ord === "nuc" || [1, 2, Infinity].includes(Math.abs(ord as number));
}

/** The dtype to compute in. Throws if that asked for is narrower, or no floating point. */
function normDtype(called: string, x: Tensor, asked: unknown): DType {
  const dtype = dtypeArgument(called.replace(".", "_"), asked);
  if (dtype === null) return x.dtype;
  if (!dtype.is_floating_point) throw errors.normDtype(called, dtype.label);
  if (dtype.rank < x.dtype.rank) throw errors.narrowingNorm(called, x.dtype.label, dtype.label);
  return dtype;
}
