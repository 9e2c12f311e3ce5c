import type { Shape } from "../shape.js";

/**
 * How contiguous numbers divide into rows along one dimension: each of `outer` × `inner` rows has `size` elements that
 * are `inner` apart.
 */
export interface Rows {
  readonly outer: number;
  readonly size: number;
  readonly inner: number;
}

/** A 0-d tensor is one row of one element. */
export function rowsAlong(shape: Shape, dim: number): Rows {
  const product = (sizes: Shape): number => sizes.reduce((total, size) => total * size, 1);
  return { outer: product(shape.slice(0, dim)), size: shape[dim] ?? 1, inner: product(shape.slice(dim + 1)) };
}

/** Visits the first element of each row, in the order in which a result with one element a row has them. */
export function forEachRow({ outer, size, inner }: Rows, visit: (first: number, row: number) => void): void {
  for (let o = 0, row = 0; o < outer; o++) for (let i = 0; i < inner; i++, row++) visit(o * size * inner + i, row);
}
