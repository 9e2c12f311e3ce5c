import { elementCount, type Shape } from "../shape.js";
import { float32 } from "../dtype.js";
import { cubicPolynomials, derivedAt } from "./cubic.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/**
 * A grid sample reads x [n, c, …space] at places that grid [n, …places, 2 or 3] names: coordinates from −1 to 1 along
 * each dimension of the space, the last dimension first. The result [n, c, …places] is a sum of elements near the place,
 * times a product of weights, one for each dimension. `orders` says for each dimension of the space how often the weights
 * are derived with respect to the grid's coordinate; with zeros throughout it is the sample itself.
 */
export interface GridSampling {
  readonly mode: "bilinear" | "nearest" | "bicubic";
  readonly padding_mode: "zeros" | "border" | "reflection";
  readonly align_corners: boolean;
  readonly orders: readonly number[];
}

export function gridSample(x: View, grid: View, sampling: GridSampling, out: View): void {
  const numbers = denseNumbers(x);
  const sums = new Float64Array(elementCount(out.shape));
  const volume = elementCount(x.shape.slice(2));
  forEachPlace(x.shape, grid, sampling, (row, target, places, { count, offsets, weights }) => {
    for (let c = 0; c < x.shape[1]!; c++) {
      let total = 0;
      const from = (row + c) * volume;
      for (let i = 0; i < count; i++) total += weights[i]! * numbers[from + offsets[i]!]!;
      sums[(row + c) * places + target] = total;
    }
  });
  writeNumbers(out, sums);
}

/** The transpose of `gridSample` with respect to x. */
export function gridSampleInput(g: View, grid: View, sampling: GridSampling, input: View): void {
  const gradients = denseNumbers(g);
  const sums = new Float64Array(elementCount(input.shape));
  const volume = elementCount(input.shape.slice(2));
  forEachPlace(input.shape, grid, sampling, (row, target, places, { count, offsets, weights }) => {
    for (let c = 0; c < input.shape[1]!; c++) {
      const gradient = gradients[(row + c) * places + target]!;
      const to = (row + c) * volume;
      for (let i = 0; i < count; i++) {
        // A place that is none lies outside, where no gradient goes.
        if (Number.isNaN(weights[i]) && sampling.padding_mode === "zeros") continue;
        sums[to + offsets[i]!]! += weights[i]! * gradient;
      }
    }
  });
  writeNumbers(input, sums);
}

/** The elements near a place that are inside of the space: where in it, and the weights. Reused from place to place. */
interface Corners {
  count: number;
  readonly offsets: Int32Array;
  readonly weights: Float64Array;
}

/** Gets the first row of channels of the place's batch, the place's number among as many in that batch, and its corners. */
type PlaceVisitor = (row: number, place: number, places: number, corners: Corners) => void;

function forEachPlace(shape: Shape, grid: View, sampling: GridSampling, visit: PlaceVisitor): void {
  const [batch, channels, ...space] = shape as readonly [number, number, ...number[]];
  const coordinates = denseNumbers(grid);
  const round = grid.storage.dtype === float32 ? Math.fround : (value: number) => value;
  const places = elementCount(grid.shape.slice(1, -1));
  const corners: Corners = { count: 0, offsets: new Int32Array(16), weights: new Float64Array(16) };
  for (let n = 0, at = 0; n < batch; n++)
    for (let place = 0; place < places; place++, at += space.length) {
      const [z, y, x] = [2, 1, 0].map((i) => {
        const dim = space.length - 1 - i;
        return dim < 0 ? only : tapsAlong(space[dim]!, coordinates[at + i]!, sampling, sampling.orders[dim]!, round);
      }) as [AxisTaps, AxisTaps, AxisTaps];
      const [height = 1, width] = space.slice(-2) as [number, number];
      corners.count = 0;
      for (const depth of z)
        for (const row of y)
          for (const column of x) {
            corners.offsets[corners.count] = (depth.index * height + row.index) * width + column.index;
            corners.weights[corners.count++] = depth.weight * row.weight * column.weight;
          }
      visit(n * channels, place, places, corners);
    }
}

type AxisTaps = readonly { readonly index: number; readonly weight: number }[];

/** What stands for the depth that a plane has not. */
const only: AxisTaps = [{ index: 0, weight: 1 }];

/** The elements of one dimension that a coordinate reads, without those that lie outside. */
function tapsAlong(
  size: number,
  coordinate: number,
  sampling: GridSampling,
  order: number,
  round: (value: number) => number,
): AxisTaps {
  const { mode, align_corners } = sampling;
  const scale = align_corners ? (size - 1) / 2 : size / 2;
  const scaled = round(round(coordinate + 1) * scale);
  const place = align_corners ? scaled : round(scaled - 0.5);
  const inside = ({ index }: AxisTaps[number]): boolean => index >= 0 && index < size;
  const isNone = !Number.isFinite(place) && sampling.padding_mode === "zeros";
  if (mode === "bicubic") {
    if (isNone) return [{ index: 0, weight: NaN }];
    const start = Math.floor(place);
    return cubicPolynomials
      .map((polynomial, k) => ({
        index: Math.trunc(padded(start + k - 1, size, sampling).place),
        weight: derivedAt(polynomial, place - start, order) * scale ** order,
      }))
      .filter(inside);
  }
  const { place: at, slope } = padded(place, size, sampling);
  if (mode === "nearest") return [{ index: halfToEven(at), weight: order === 0 ? 1 : 0 }].filter(inside);
  // PyTorch's kernel for planes weighs the nearest elements by a place that is none, on which they do not depend.
  if (isNone && sampling.orders.length === 2) return [{ index: 0, weight: order === 0 ? NaN : 0 }];
  const start = Math.floor(at);
  const part = at - start;
  const [near, far] = order === 0 ? [1 - part, part] : order === 1 ? [-scale * slope, scale * slope] : [0, 0];
  return [
    { index: start, weight: near },
    { index: start + 1, weight: far },
  ].filter(inside);
}

/** A place that may lie outside brought inside, and how that depends on the place: by 1, −1 or not at all. */
function padded(place: number, size: number, { padding_mode, align_corners }: GridSampling) {
  if (padding_mode === "zeros") return { place, slope: 1 };
  if (padding_mode === "border") return clipped(place, size, 1);
  const low = align_corners ? 0 : -0.5;
  const span = align_corners ? size - 1 : size;
  if (span === 0) return { place: 0, slope: 0 };
  const distance = Math.abs(place - low);
  const rest = distance % span;
  const isEven = Math.floor(distance / span) % 2 === 0;
  const slope = place < low === isEven ? -1 : 1;
  return clipped(isEven ? rest + low : span - rest + low, size, slope);
}

/** A place that is no number is the first one. */
function clipped(place: number, size: number, slope: number) {
  if (!(place > 0)) return { place: 0, slope: 0 };
  return place >= size - 1 ? { place: size - 1, slope: 0 } : { place, slope };
}

function halfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
