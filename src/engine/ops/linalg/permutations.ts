import type { DType } from "../../dtype.js";
import { denseNumbers } from "../../kernels/dense.js";
import type { Tensor } from "../../tensor.js";
import { tensorOf } from "./matrices.js";
import { fromIndex } from "../indexPositions.js";

/** The pivots of each matrix of a batch, counted from 0. Tensors of them count from 1, as LAPACK does. */
export function pivotsOf(pivots: Tensor): readonly Int32Array[] {
  const size = pivots.shape.at(-1)!;
  const numbers = denseNumbers(pivots);
  const count =
    size === 0 ? pivots.shape.slice(0, -1).reduce((product, length) => product * length, 1) : numbers.length / size;
  return Array.from({ length: count }, (_, i) =>
    Int32Array.from(numbers.subarray(i * size, (i + 1) * size), (p) => p - 1),
  );
}

/** The permutation matrices [*, rows, rows] P of P·L·U by their pivots. */
export function permutationOf(pivots: Tensor, rows: number, dtype: DType): Tensor {
  return fromIndex(pivots, (slice) => permuting(slice, rows, dtype));
}

function permuting(pivots: Tensor, rows: number, dtype: DType): Tensor {
  const matrices = pivotsOf(pivots).map((swaps) => {
    const order = Array.from({ length: rows }, (_, i) => i);
    swaps.subarray(0, rows).forEach((j, i) => {
      [order[i], order[j]] = [order[j]!, order[i]!];
    });
    const matrix = new Float64Array(rows * rows);
    order.forEach((row, i) => (matrix[row * rows + i] = 1));
    return matrix;
  });
  return tensorOf(matrices, [...pivots.shape.slice(0, -1), rows, rows], dtype);
}
