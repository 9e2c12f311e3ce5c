import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import type { Tensor } from "../../tensor.js";
import { diagonal, type DiagonalOptions } from "../diagonals.js";
import { tensorArgument } from "../operands.js";

/**
 * A view of the diagonal of two dimensions, the last ones unless given, as the last dimension. Throws if the two are the same
 * or out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.diagonal.html
 */
export function diagonalOf(A: Tensor, options?: DiagonalOptions): Tensor;
export function diagonalOf(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diagonalOf, "linalg_diagonal(A, *, offset, dim1, dim2)", arguments);
  if (named !== null) return named.result;
  const a = tensorArgument("linalg_diagonal", "A", A);
  const {
    offset = 0,
    dim1 = -2,
    dim2 = -1,
  } = readArguments<DiagonalOptions>("linalg_diagonal", ["offset", "dim1", "dim2"], args);
  return diagonal(a, offset, dim1, dim2);
}
