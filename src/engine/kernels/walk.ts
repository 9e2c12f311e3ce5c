import { isContiguous, type Shape } from "../shape.js";
import type { View } from "./kernels.js";

/** Gets one row of each view: `count` elements from `offsets[v]` on, `steps[v]` apart. */
export type RowVisitor = (count: number, offsets: readonly number[], steps: readonly number[]) => void;

/**
 * Visits views of one shape row by row, in row-major order. Views that are all contiguous are one row. The arrays that
 * the visitor gets are reused.
 */
export function walkRows(shape: Shape, views: readonly View[], visit: RowVisitor): void {
  const offsets = views.map((view) => view.offset);
  if (views.every(isContiguous)) {
    visit(product(shape), offsets, ones(views.length));
    return;
  }
  const last = shape.length - 1;
  const steps = views.map((view) => view.strides[last]!);
  const count = shape[last]!;
  const index = new Array<number>(last).fill(0);
  const rows = product(shape.slice(0, last));
  for (let row = 0; row < rows; row++) {
    visit(count, offsets, steps);
    for (let dim = last - 1; dim >= 0; dim--) {
      index[dim]!++;
      for (let v = 0; v < views.length; v++) offsets[v]! += views[v]!.strides[dim]!;
      if (index[dim]! < shape[dim]!) break;
      for (let v = 0; v < views.length; v++) offsets[v]! -= views[v]!.strides[dim]! * shape[dim]!;
      index[dim] = 0;
    }
  }
}

function product(sizes: Shape): number {
  return sizes.reduce((total, size) => total * size, 1);
}

function ones(count: number): readonly number[] {
  return new Array<number>(count).fill(1);
}
