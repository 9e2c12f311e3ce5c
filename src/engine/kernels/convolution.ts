import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** Two numbers, for height and width. */
export type Pair = readonly [number, number];

/** How a window moves over a plane. */
export interface Window {
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}

export interface ConvolutionWindow extends Window {
  readonly groups: number;
}

/**
 * The convolution and its two transposes are three readings of one sum over all places p of the window and all offsets
 * k in it: result[p] · input[p·stride + k·dilation − padding] · weight[k]. Shapes: input [n, c, h, w], weight
 * [o, c/groups, kh, kw], result [n, o, oh, ow]. Each computes one of the three from the other two, in double.
 */
export interface Convolution {
  readonly input: View;
  readonly weight: View;
  readonly result: View;
}

export function convolutionResult(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(sizeOf(views.result));
  const [input, weight] = [denseNumbers(views.input), denseNumbers(views.weight)];
  forEachRun(views, window, (count, at, from, step, k) => {
    const factor = weight[k]!;
    for (let i = 0; i < count; i++) sums[at + i]! += factor * input[from + i * step]!;
  });
  writeNumbers(views.result, sums);
}

export function convolutionInput(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(sizeOf(views.input));
  const [result, weight] = [denseNumbers(views.result), denseNumbers(views.weight)];
  forEachRun(views, window, (count, at, from, step, k) => {
    const factor = weight[k]!;
    for (let i = 0; i < count; i++) sums[from + i * step]! += factor * result[at + i]!;
  });
  writeNumbers(views.input, sums);
}

export function convolutionWeight(views: Convolution, window: ConvolutionWindow): void {
  const sums = new Float64Array(sizeOf(views.weight));
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

/** Visits, for each weight, the rows of results whose inputs lie inside of the plane. */
function forEachRun(
  views: Convolution,
  { stride, padding, dilation, groups }: ConvolutionWindow,
  visit: RunVisitor,
): void {
  const [batch, channels, height, width] = views.input.shape as Sizes;
  const [outputs, perGroup, kernelHeight, kernelWidth] = views.weight.shape as Sizes;
  const [, , rows, columns] = views.result.shape as Sizes;
  const outputsPerGroup = outputs / groups;
  for (let n = 0; n < batch; n++)
    for (let o = 0; o < outputs; o++) {
      const firstChannel = Math.floor(o / outputsPerGroup) * perGroup;
      for (let c = 0; c < perGroup; c++)
        for (let ky = 0; ky < kernelHeight; ky++) {
          const top = ky * dilation[0] - padding[0];
          const [firstRow, endRow] = insideRange(top, stride[0], height, rows);
          for (let kx = 0; kx < kernelWidth; kx++) {
            const left = kx * dilation[1] - padding[1];
            const [first, end] = insideRange(left, stride[1], width, columns);
            if (end <= first) continue;
            const weight = ((o * perGroup + c) * kernelHeight + ky) * kernelWidth + kx;
            for (let row = firstRow; row < endRow; row++) {
              const at = ((n * outputs + o) * rows + row) * columns + first;
              const y = row * stride[0] + top;
              const from = ((n * channels + firstChannel + c) * height + y) * width + first * stride[1] + left;
              visit(end - first, at, from, stride[1], weight);
            }
          }
        }
    }
}

type Sizes = readonly [number, number, number, number];

/** The places p, from the first to before the end, for which p·stride + start lies in [0, size). */
function insideRange(start: number, stride: number, size: number, places: number): readonly [number, number] {
  const first = Math.max(0, Math.ceil(-start / stride));
  return [first, Math.min(places, Math.floor((size - 1 - start) / stride) + 1)];
}

function sizeOf({ shape }: View): number {
  return shape.reduce((total, size) => total * size, 1);
}
