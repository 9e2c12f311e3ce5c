import * as errors from "../errors.js";
import { finfo } from "../dtypeFunctions.js";
import { arange } from "../ranges.js";
import type { Tensor } from "../tensor.js";

/** The elements of matrices up to a diagonal, row by row, as vectors. */
export function rowsOfTriangle(matrix: Tensor, diagonal: number): Tensor {
  const size = matrix.size(-1);
  if (diagonal < -size || diagonal >= size) throw errors.triangleDiagonal(diagonal, size);
  return matrix.index("...", isUpTo(diagonal, size));
}

/** Matrices with the elements of vectors up to a diagonal, row by row, and zeros elsewhere. */
export function triangleOfRows(rows: Tensor, diagonal: number): Tensor {
  const shift = 1 + 2 * diagonal;
  const count = rows.size(-1);
  const exact = (-shift + Math.sqrt(shift ** 2 + 8 * count + 4 * Math.abs(diagonal) * (diagonal + 1))) / 2;
  const size = Math.round(exact);
  if (size - exact > finfo(rows.dtype).eps) throw errors.triangleRows(count);
  const matrix = rows.new_zeros([...rows.shape.slice(0, -1), size, size]);
  return matrix.index_put_(["...", isUpTo(diagonal, size)], rows);
}

function isUpTo(diagonal: number, size: number): Tensor {
  const columns = arange(size);
  return columns.lt(columns.view([-1, 1]).add(diagonal + 1));
}
