import { elementCount, type Shape } from "../shape.js";
import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

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

export function convolutionResult(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.result.shape));
  const [input, weight] = [denseNumbers(views.input), denseNumbers(views.weight)];
  forEachRun(views, window, (count, at, from, step, k) => {
    const factor = weight[k]!;
    for (let i = 0; i < count; i++) sums[at + i]! += factor * input[from + i * step]!;
  });
  writeNumbers(views.result, sums);
}

export function convolutionInput(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.input.shape));
  const [result, weight] = [denseNumbers(views.result), denseNumbers(views.weight)];
  forEachRun(views, window, (count, at, from, step, k) => {
    const factor = weight[k]!;
    for (let i = 0; i < count; i++) sums[from + i * step]! += factor * result[at + i]!;
  });
  writeNumbers(views.input, sums);
}

export function convolutionWeight(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(elementCount(views.weight.shape));
  const [result, input] = [denseNumbers(views.result), denseNumbers(views.input)];
  forEachRun(views, window, (count, at, from, step, k) => {
    let total = 0;
    for (let i = 0; i < count; i++) total += result[at + i]! * input[from + i * step]!;
    sums[k]! += total;
  });
  writeNumbers(views.weight, sums);
}

/** Gets a run of `count` results from `at` on, the inputs from `from` on that are `step` apart, and the weight's index. */
type RunVisitor = (count: number, at: number, from: number, step: number, weight: number) => void;

/** Visits, for each weight, the rows of results whose inputs lie inside of the volume. */
function forEachRun(views: Convolution, window: ConvolutionWindow, visit: RunVisitor): void {
  const [batch, channels] = views.input.shape as readonly [number, number];
  const [outputs, perGroup] = views.weight.shape as readonly [number, number];
  const [x = flat, y = flat, z = flat] = axesOf(views, window).toReversed();
  const outputsPerGroup = outputs / window.groups;
  const places = z.places * y.places * x.places;
  for (let n = 0; n < batch; n++)
    for (let o = 0, k = 0; o < outputs; o++) {
      const at = (n * outputs + o) * places;
      for (let c = 0; c < perGroup; c++) {
        const channel = n * channels + Math.floor(o / outputsPerGroup) * perGroup + c;
        for (const inDepth of z.offsets)
          for (const inHeight of y.offsets)
            for (const { start, first, end } of x.offsets) {
              const weight = k++;
              if (end <= first) continue;
              for (let depth = inDepth.first; depth < inDepth.end; depth++) {
                const plane = channel * z.size + depth * z.stride + inDepth.start;
                for (let row = inHeight.first; row < inHeight.end; row++) {
                  const line = plane * y.size + row * y.stride + inHeight.start;
                  const to = at + (depth * y.places + row) * x.places + first;
                  visit(end - first, to, line * x.size + first * x.stride + start, x.stride, weight);
                }
              }
            }
      }
    }
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

function axesOf(views: Convolution, window: ConvolutionWindow): readonly Axis[] {
  const spaceOf = ({ shape }: View): Shape => shape.slice(2);
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
