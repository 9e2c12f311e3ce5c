import type { Window } from "./convolution.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** A window with its size; planes are the last two dimensions. */
export interface Pool extends Window {
  readonly kernel: readonly [number, number];
}

/** The greatest element under the window, or a NaN, and its index in its plane: the first of equal ones. */
export function maxPool(x: View, pool: Pool, values: View, indices: View): void {
  const numbers = denseNumbers(x);
  const [height, width] = x.shape.slice(-2) as [number, number];
  const found = new Float64Array(values.shape.reduce((total, size) => total * size, 1));
  const at = new Float64Array(found.length);
  const { kernel, stride, padding, dilation } = pool;
  forEachPlace(values, (plane, row, column, place) => {
    const first = plane * height * width;
    const [top, left] = [row * stride[0] - padding[0], column * stride[1] - padding[1]];
    let best = -Infinity;
    let index = -1;
    for (let ky = 0, y = top; ky < kernel[0]; ky++, y += dilation[0]) {
      if (y < 0 || y >= height) continue;
      for (let kx = 0, x = left; kx < kernel[1]; kx++, x += dilation[1]) {
        if (x < 0 || x >= width) continue;
        const value = numbers[first + y * width + x]!;
        if (value > best || value !== value || index < 0) {
          best = value;
          index = y * width + x;
        }
      }
    }
    found[place] = best;
    at[place] = index;
  });
  writeNumbers(values, found);
  writeNumbers(indices, at);
}

/** What the elements under a window are summed with. */
export interface Average extends Pool {
  /** Whether places in the padding count as elements. */
  readonly countPadding: boolean;
  /** Divides each sum instead of the number of elements. */
  readonly divisor: number | null;
}

/** The mean under the window. */
export function averagePool(x: View, average: Average, out: View): void {
  const numbers = denseNumbers(x);
  const sums = new Float64Array(out.shape.reduce((total, size) => total * size, 1));
  forEachWindow(x, average, out, (place, first, last, width, step, divisor) => {
    let total = 0;
    for (let row = first; row <= last; row += step) for (let i = 0; i < width; i++) total += numbers[row + i]!;
    sums[place] = total / divisor;
  });
  writeNumbers(out, sums);
}

/** The transpose of `averagePool`: spreads each gradient over the elements under its window. */
export function averagePoolInput(g: View, average: Average, input: View): void {
  const gradients = denseNumbers(g);
  const sums = new Float64Array(input.shape.reduce((total, size) => total * size, 1));
  forEachWindow(input, average, g, (place, first, last, width, step, divisor) => {
    const share = gradients[place]! / divisor;
    for (let row = first; row <= last; row += step) for (let i = 0; i < width; i++) sums[row + i]! += share;
  });
  writeNumbers(input, sums);
}

/** Gets the first elements of a window's first and last row inside of the plane, and the length of each row. */
type WindowVisitor = (place: number, first: number, last: number, width: number, step: number, divisor: number) => void;

function forEachWindow(input: View, average: Average, result: View, visit: WindowVisitor): void {
  const [height, width] = input.shape.slice(-2) as [number, number];
  const { kernel, stride, padding, countPadding, divisor } = average;
  forEachPlace(result, (plane, row, column, place) => {
    const [top, left] = [row * stride[0] - padding[0], column * stride[1] - padding[1]];
    const [bottom, right] = [
      Math.min(top + kernel[0], height + padding[0]),
      Math.min(left + kernel[1], width + padding[1]),
    ];
    const [y, yEnd, x, xEnd] = [Math.max(top, 0), Math.min(bottom, height), Math.max(left, 0), Math.min(right, width)];
    if (y >= yEnd || x >= xEnd) return;
    const counted = countPadding ? (bottom - top) * (right - left) : (yEnd - y) * (xEnd - x);
    const first = plane * height * width + y * width + x;
    visit(place, first, first + (yEnd - 1 - y) * width, xEnd - x, width, divisor ?? counted);
  });
}

type PlaceVisitor = (plane: number, row: number, column: number, place: number) => void;

/** Visits the elements of a result in row-major order; a plane is its last two dimensions. */
function forEachPlace({ shape }: View, visit: PlaceVisitor): void {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const planes = shape.slice(0, -2).reduce((total, size) => total * size, 1);
  for (let plane = 0, place = 0; plane < planes; plane++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++, place++) visit(plane, row, column, place);
}
