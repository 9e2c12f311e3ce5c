import { float64 } from "../dtype.js";
import { elementCount } from "../shape.js";
import { Storage } from "../storage.js";
import * as byPlanes from "./convolution.js";
import type { Convolution, ConvolutionWindow } from "./convolution.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";
import { matmul } from "./matmul.js";

/**
 * Convolutions as products of matrices: for each sample and group, what every place of the window shows is laid out as
 * columns, zeros where that is padding. Each sum adds the same products in the same order as the planes do, and zeros
 * besides, which change nothing unless they are multiplied by infinity.
 */
export function convolutionResult(views: Convolution, window: ConvolutionWindow): void {
  const { outputs, channels, offsets, places, volume } = sizesOf(views, window);
  const weight = denseDoubles(views.weight);
  if (!isWorthwhile(outputs, channels * offsets * places, weight)) {
    byPlanes.convolutionResult(views, window);
    return;
  }
  const input = denseDoubles(views.input);
  const sums = new Float64Array(elementCount(views.result.shape));
  const shown = new Float64Array(channels * offsets * places);
  forEachGroup(views, window, (part, group) => {
    columnsOfInput(views, window, input.subarray(part * channels * volume), shown);
    const factors = matrix(weight, group * outputs * channels * offsets, outputs, channels * offsets);
    const columns = matrix(shown, 0, channels * offsets, places);
    matmul(factors, columns, matrix(sums, part * outputs * places, outputs, places));
  });
  writeNumbers(views.result, sums);
}

export function convolutionInput(views: Convolution, window: ConvolutionWindow): void {
  const { outputs, channels, offsets, places, volume } = sizesOf(views, window);
  const weight = denseDoubles(views.weight);
  if (!isWorthwhile(channels, outputs * offsets * volume, weight)) {
    byPlanes.convolutionInput(views, window);
    return;
  }
  const result = denseDoubles(views.result);
  const sums = new Float64Array(elementCount(views.input.shape));
  const shown = new Float64Array(outputs * offsets * volume);
  forEachGroup(views, window, (part, group) => {
    columnsOfResult(views, window, result.subarray(part * outputs * places), shown);
    const factors = new Float64Array(channels * outputs * offsets);
    for (let o = 0, from = group * outputs * channels * offsets; o < outputs; o++)
      for (let c = 0; c < channels; c++)
        for (let k = 0; k < offsets; k++, from++) factors[(c * outputs + o) * offsets + k] = weight[from]!;
    const columns = matrix(shown, 0, outputs * offsets, volume);
    matmul(
      matrix(factors, 0, channels, outputs * offsets),
      columns,
      matrix(sums, part * channels * volume, channels, volume),
    );
  });
  writeNumbers(views.input, sums);
}

export function convolutionWeight(views: Convolution, window: ConvolutionWindow): void {
  const { outputs, channels, offsets, places, volume } = sizesOf(views, window);
  const result = denseDoubles(views.result);
  // A volume's sums are made plane by plane.
  const isVolume = views.input.shape.length > 4;
  if (isVolume || !isWorthwhile(outputs, channels * offsets * places, result)) {
    byPlanes.convolutionWeight(views, window);
    return;
  }
  const input = denseDoubles(views.input);
  const sums = new Float64Array(elementCount(views.weight.shape));
  const shown = new Float64Array(channels * offsets * places);
  const ofSample = new Float64Array(outputs * channels * offsets);
  forEachGroup(views, window, (part, group) => {
    columnsOfInput(views, window, input.subarray(part * channels * volume), shown);
    const columns = matrix(shown, 0, channels * offsets, places);
    const turned = { ...columns, shape: [1, places, channels * offsets], strides: [0, 1, places] };
    const to = matrix(ofSample, 0, outputs, channels * offsets);
    matmul(matrix(result, part * outputs * places, outputs, places), turned, to);
    for (let i = 0, at = group * ofSample.length; i < ofSample.length; i++, at++) sums[at]! += ofSample[i]!;
  });
  writeNumbers(views.weight, sums);
}

/** Of each group: its outputs and channels; and how many places the window has, what it shows and moves over. */
interface Sizes {
  readonly outputs: number;
  readonly channels: number;
  readonly offsets: number;
  readonly places: number;
  readonly volume: number;
}

function sizesOf({ input, weight, result }: Convolution, { groups }: ConvolutionWindow): Sizes {
  const [outputs, channels, ...kernel] = weight.shape as [number, number, ...number[]];
  const [places, volume] = [result, input].map(({ shape }) => elementCount(shape.slice(2))) as [number, number];
  return { outputs: outputs / groups, channels, offsets: elementCount(kernel), places, volume };
}

/** Few rows are sooner done without columns, and the columns have to fit; no infinite factor may meet their zeros. */
function isWorthwhile(rows: number, columns: number, factors: Float64Array): boolean {
  return rows >= 4 && columns > 0 && columns <= 2 ** 22 && factors.every(Number.isFinite);
}

/** Visits the groups of each sample, which lie one after the other, with the group's number. */
function forEachGroup(
  views: Convolution,
  { groups }: ConvolutionWindow,
  visit: (part: number, group: number) => void,
): void {
  const batch = views.input.shape[0]!;
  for (let part = 0; part < batch * groups; part++) visit(part, part % groups);
}

/** One row for each channel and offset: what lies under it in each place of the window. */
function columnsOfInput(views: Convolution, window: ConvolutionWindow, input: Float64Array, shown: Float64Array): void {
  const { channels, places } = sizesOf(views, window);
  const alone = {
    input: some(views.input, channels),
    weight: some(views.weight, channels),
    result: some(views.result, 1),
  };
  byPlanes.forEachPlane(alone, { ...window, groups: 1 }, ({ rows, columns, width, down, across }, at, from, k) => {
    for (let row = 0; row < rows; row++) {
      const [to, source] = [k * places + at + row * width, from + row * down];
      for (let i = 0; i < columns; i++) shown[to + i] = input[source + i * across]!;
    }
  });
}

/** One row for each output and offset: the result to which each element of a channel goes by it. */
function columnsOfResult(
  views: Convolution,
  window: ConvolutionWindow,
  result: Float64Array,
  shown: Float64Array,
): void {
  const { outputs, volume } = sizesOf(views, window);
  const weight = { ...views.weight, shape: [outputs, 1, ...views.weight.shape.slice(2)] };
  const alone = { input: some(views.input, 1), weight, result: some(views.result, outputs) };
  byPlanes.forEachPlane(alone, { ...window, groups: 1 }, ({ rows, columns, width, down, across }, at, from, k) => {
    for (let row = 0; row < rows; row++) {
      const [source, to] = [at + row * width, k * volume + from + row * down];
      for (let i = 0; i < columns; i++) shown[to + i * across] = result[source + i]!;
    }
  });
}

/** One sample or output with so many channels. */
function some(view: View, channels: number): View {
  return { ...view, shape: [1, channels, ...view.shape.slice(2)] };
}

function matrix(numbers: Float64Array, offset: number, rows: number, columns: number): View {
  const storage = new Storage(float64, numbers, 0);
  return { storage, offset, shape: [1, rows, columns], strides: [0, columns, 1] };
}
