import { integerArgument, integersArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { elementCount } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { movedim } from "../dimensionMoves.js";
import { tensorArgument } from "../operands.js";
import { checkedInverse } from "./inverses.js";
import { floatingArgument } from "./matrixArguments.js";
import { solve } from "./systems.js";

export interface TensorinvOptions {
  /** How many of the first dimensions are the rows; 2 unless given. */
  readonly ind?: number;
}

export interface TensorsolveOptions {
  /** Dimensions of A that are moved to the end first. */
  readonly dims?: readonly number[] | null;
}

/**
 * The inverse of a tensor whose first `ind` dimensions are the rows of a square matrix and the others its columns; it has
 * them the other way round. Throws if they do not have as many elements, and for singular matrices.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorinv.html
 */
export function tensorinv(A: Tensor, ind?: number | TensorinvOptions): Tensor;
export function tensorinv(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(tensorinv, "linalg_tensorinv(input, ind)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_tensorinv";
  const a = tensorArgument(op, "A", A);
  const given = readArguments<TensorinvOptions>(op, ["ind"], args);
  const ind = integerArgument(op, "ind", given.ind, 2);
  if (ind <= 0) throw errors.tensorinvIndex(ind);
  if (ind > a.ndim) throw errors.tensorinvSlice(ind, a.ndim);
  const [rows, columns] = [a.shape.slice(0, ind), a.shape.slice(ind)];
  const [count, other] = [elementCount(rows), elementCount(columns)];
  if (count !== other) throw errors.tensorShape("ind", other, count);
  floatingArgument("linalg.inv", a);
  return checkedInverse(a.reshape([count, other]), "inv").inverse.reshape([...columns, ...rows]);
}

/**
 * The X with which A·X, summed over all dimensions of X, is B: A has B's dimensions first and then those of X. Throws if
 * they do not have as many elements, and for singular matrices.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorsolve.html
 */
export function tensorsolve(A: Tensor, B: Tensor, dims?: readonly number[] | null | TensorsolveOptions): Tensor;
export function tensorsolve(A: Tensor, B: Tensor, ...args: unknown[]): Tensor {
  const named = byName(tensorsolve, "linalg_tensorsolve(input, other, dims)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_tensorsolve";
  const [a, b] = [tensorArgument(op, "A", A), tensorArgument(op, "other", B)];
  const { dims = null } = readArguments<TensorsolveOptions>(op, ["dims"], args);
  const moved = dims === null ? a : toEnd(a, integersArgument(op, "dims", dims));
  if (b.ndim > a.ndim) throw errors.tensorsolveRank();
  const unknowns = moved.shape.slice(b.ndim);
  const count = elementCount(unknowns);
  if (count !== b.numel()) throw errors.tensorShape("other.ndim", count, b.numel());
  return solve(moved.reshape([count, count]), b.flatten()).reshape(unknowns);
}

function toEnd(a: Tensor, dims: readonly number[]): Tensor {
  return movedim(
    a,
    dims,
    dims.map((_, i) => a.ndim - dims.length + i),
  );
}
