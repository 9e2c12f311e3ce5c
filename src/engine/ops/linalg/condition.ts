import { numberIn, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { batchOf, matrixOf, tensorOf } from "./matrices.js";
import { tensorArgument } from "../operands.js";
import { inv_ex } from "./inverses.js";
import { matrix_norm, type MatrixOrder } from "./norms.js";
import { svdvals } from "./singularValues.js";

export interface CondOptions {
  /** The norm, by its order for `matrix_norm`; 2 if absent or null. */
  readonly p?: MatrixOrder | null;
}

/**
 * The condition numbers of matrices [*, m, n] in a norm, ∞ for singular ones: ‖A‖·‖A⁻¹‖, of the 2-norm the quotient of the
 * greatest and the least singular value. Throws for integers, other norms and, but for ±2, matrices that are not square.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.cond.html
 */
export function cond(A: Tensor, p?: MatrixOrder | null | CondOptions): Tensor;
export function cond(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cond, "linalg_cond(input, p)", arguments);
  if (named !== null) return named.result;
  const a = tensorArgument("linalg_cond", "A", A);
  const given = readArguments<CondOptions>("linalg_cond", ["p"], args);
  const p = numberIn(given.p ?? null) as MatrixOrder | null;
  if (p !== null && typeof p !== "string" && typeof p !== "number")
    throw errors.wrongArgument("linalg_cond", "p", "Number or str", p);
  const order = p ?? 2;
  if (a.ndim < 2)
    throw typeof order === "string" ? errors.notMatrices(`linalg.cond(ord=${order})`, "A") : errors.conditionRank();
  if (order === 2 || order === -2) return a.numel() === 0 ? empty(a) : bySingularValues(a, order);
  const [rows, columns] = matrixOf(a.shape);
  const notSquare =
    rows === columns
      ? null
      : errors.notSquare(`linalg.cond(ord=${String(order).replace("Infinity", "inf")})`, rows, columns);
  if (typeof order === "string" && notSquare !== null) throw notSquare;
  if (!orders.includes(order)) throw errors.conditionOrder(order);
  if (a.numel() === 0) return empty(a);
  if (notSquare !== null) throw notSquare;
  if (order === "nuc") {
    const values = svdvals(a);
    return values.sum(-1).mul(values.reciprocal().sum(-1));
  }
  const { inverse, info } = inv_ex(a);
  // In place as in PyTorch, whose backward therefore refuses: the inverse is what its own derivative needs.
  inverse.masked_fill_(info.ne(0).unsqueeze(-1).unsqueeze(-1), Infinity);
  return matrix_norm(a, order).mul(matrix_norm(inverse, order)).nan_to_num(Infinity, Infinity, -Infinity);
}

const orders: readonly (number | string)[] = ["fro", "nuc", 1, -1, Infinity, -Infinity];

function bySingularValues(a: Tensor, order: 2 | -2): Tensor {
  const values = svdvals(a);
  const [greatest, least] = [values.narrow(-1, 0, 1), values.narrow(-1, values.shape.at(-1)! - 1, 1)];
  return (order === 2 ? greatest.div(least) : least.div(greatest)).squeeze(-1);
}

/** 0 for each of a batch of empty matrices. */
function empty(a: Tensor): Tensor {
  return tensorOf([], batchOf(a.shape), a.dtype);
}
