import { contiguousStrides, elementCount, type Shape } from "../shape.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import { walkRows } from "./walk.js";

/** One number for each of the one to three dimensions of the space that a window moves over. */
export type Sizes = readonly number[];

/** How a window moves. */
export interface ConvolutionWindow {
  readonly stride: Sizes;
  readonly padding: Sizes;
  readonly dilation: Sizes;
  readonly groups: number;
}

/**
 * The convolution and its two transposes are three readings of one sum over all places p of the window and all offsets
 * k in it: result[p] · input[p·stride + k·dilation − padding] · weight[k]. Shapes: input [n, c, …], weight
 * [o, c/groups, …], result [n, o, …] with one to three dimensions more; lines and planes are volumes with sizes of 1.
 * Each computes one of the three from the other two, in double.
 */
export interface Convolution {
  readonly input: View;
  readonly weight: View;
  readonly result: View;
}

type Shapes = { readonly [V in keyof Convolution]: Pick<View, "shape"> };

export function convolutionResult(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.result.shape));
  const weight = denseDoubles(views.weight);
  const [input, shape, inner] = spaceBeside(weight, views.input, window);
  forEachPlane({ ...views, input: { shape } }, inner, ({ rows, columns, width, down, across }, at, from, k) => {
    const factor = weight[k]!;
    for (let row = 0; row < rows; row++) {
      const [to, source] = [at + row * width, from + row * down];
      for (let i = 0; i < columns; i++) sums[to + i]! += factor * input[source + i * across]!;
    }
  });
  writeNumbers(views.result, sums);
}

export function convolutionInput(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.input.shape));
  const [result, weight] = [denseDoubles(views.result), denseDoubles(views.weight)];
  forEachPlane(views, window, ({ rows, columns, width, down, across }, at, from, k) => {
    const factor = weight[k]!;
    for (let row = 0; row < rows; row++) {
      const [source, to] = [at + row * width, from + row * down];
      for (let i = 0; i < columns; i++) sums[to + i * across]! += factor * result[source + i]!;
    }
  });
  writeNumbers(views.input, sums);
}

export function convolutionWeight(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.weight.shape));
  const result = denseDoubles(views.result);
  const [input, shape, inner] = spaceBeside(result, views.input, window);
  forEachPlane({ ...views, input: { shape } }, inner, ({ rows, columns, width, down, across }, at, from, k) => {
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const [place, source] = [at + row * width, from + row * down];
      for (let i = 0; i < columns; i++) total += result[place + i]! * input[source + i * across]!;
    }
    sums[k]! += total;
  });
  writeNumbers(views.weight, sums);
}

/**
 * The space that a window moves over, and how it moves there. PyTorch multiplies by the zeros around it, too, which shows
 * only where a factor is infinite or NaN.
 */
function spaceBeside(
  factors: Float64Array,
  input: View,
  window: ConvolutionWindow,
): readonly [space: Float64Array, shape: Shape, window: ConvolutionWindow] {
  const isBare = window.padding.every((width) => width === 0);
  if (isBare || factors.every(Number.isFinite)) return [denseDoubles(input), input.shape, window];
  const shape = input.shape.map((size, dim) => size + 2 * (window.padding[dim - 2] ?? 0));
  const space = new Float64Array(elementCount(shape));
  const steps = contiguousStrides(shape);
  const offset = window.padding.reduce((sum, width, i) => sum + width * steps[i + 2]!, 0);
  walkRows(input.shape, [input, { ...input, offset, strides: steps }], (count, [from, to], [step, toStep]) => {
    for (let i = 0; i < count; i++) space[to! + i * toStep!] = input.storage.read(from! + i * step!);
  });
  return [space, shape, { ...window, padding: window.padding.map(() => 0) }];
}

/** Rows of results whose inputs lie inside of the space, and how far the inputs of the next row and column are. */
interface Plane {
  readonly rows: number;
  readonly columns: number;
  /** How far it is from one row of results to the next. */
  readonly width: number;
  readonly down: number;
  readonly across: number;
}

/** Gets a plane, its first result, the input of that, and the weight's index. */
type PlaneVisitor = (plane: Plane, at: number, from: number, weight: number) => void;

/** Visits, for each weight, the planes of results whose inputs lie inside of the space. */
export function forEachPlane(views: Shapes, window: ConvolutionWindow, visit: PlaneVisitor): void {
  const [batch, channels] = views.input.shape as readonly [number, number];
  const [outputs, perGroup] = views.weight.shape as readonly [number, number];
  const [x = flat, y = flat, z = flat] = axesOf(views, window).toReversed();
  const offsets = offsetsOf(x, y, z);
  const [volume, places] = [z.size * y.size * x.size, z.places * y.places * x.places];
  const perDepth = { at: y.places * x.places, from: z.stride * y.size * x.size };
  const outputsPerGroup = outputs / window.groups;
  for (let n = 0; n < batch; n++)
    for (let o = 0, weight = 0; o < outputs; o++) {
      const channel = n * channels + Math.floor(o / outputsPerGroup) * perGroup;
      for (let c = 0; c < perGroup; c++)
        for (let k = 0; k < offsets.length; k++, weight++) {
          const { plane, depths, at, from } = offsets[k]!;
          if (plane.rows <= 0 || plane.columns <= 0) continue;
          for (let depth = 0; depth < depths; depth++) {
            const to = (n * outputs + o) * places + at + depth * perDepth.at;
            visit(plane, to, (channel + c) * volume + from + depth * perDepth.from, weight);
          }
        }
    }
}

/** What an offset in the window makes of a channel: so many planes, the first result in it and the input of that. */
interface Reach {
  readonly plane: Plane;
  readonly depths: number;
  readonly at: number;
  readonly from: number;
}

function offsetsOf(x: Axis, y: Axis, z: Axis): readonly Reach[] {
  const indexIn = (depth: number, row: number, column: number): number => (depth * y.size + row) * x.size + column;
  return z.offsets.flatMap((inDepth) =>
    y.offsets.flatMap((inHeight) =>
      x.offsets.map((inWidth): Reach => {
        const [depth, row, column] = [inDepth.first, inHeight.first, inWidth.first];
        return {
          plane: {
            rows: inHeight.end - row,
            columns: inWidth.end - column,
            width: x.places,
            down: y.stride * x.size,
            across: x.stride,
          },
          depths: inDepth.end - depth,
          at: (depth * y.places + row) * x.places + column,
          from: indexIn(
            depth * z.stride + inDepth.start,
            row * y.stride + inHeight.start,
            column * x.stride + inWidth.start,
          ),
        };
      }),
    ),
  );
}

/** One dimension of the space: its size, the window's places in it, and the offsets of the window's elements. */
interface Axis {
  readonly size: number;
  readonly places: number;
  readonly stride: number;
  readonly offsets: readonly Offset[];
}

/** The places p, from the first to before the end, for which p·stride + start lies in the space. */
interface Offset {
  readonly start: number;
  readonly first: number;
  readonly end: number;
}

/** What stands for the dimensions that a line and a plane have not. */
const flat: Axis = { size: 1, places: 1, stride: 1, offsets: [{ start: 0, first: 0, end: 1 }] };

function axesOf(views: Shapes, window: ConvolutionWindow): readonly Axis[] {
  const spaceOf = ({ shape }: Pick<View, "shape">): Shape => shape.slice(2);
  const [sizes, kernel, places] = [spaceOf(views.input), spaceOf(views.weight), spaceOf(views.result)];
  return sizes.map((size, i): Axis => {
    const stride = window.stride[i]!;
    const offsets = Array.from({ length: kernel[i]! }, (_, k): Offset => {
      const start = k * window.dilation[i]! - window.padding[i]!;
      const end = Math.min(places[i]!, Math.floor((size - 1 - start) / stride) + 1);
      return { start, first: Math.max(0, Math.ceil(-start / stride)), end };
    });
    return { size, places: places[i]!, stride, offsets };
  });
}
