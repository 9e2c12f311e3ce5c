import type { Shape } from "../shape.js";
import type { Storage } from "../storage.js";
import type { Attention } from "./attention.js";
import type { Convolution, ConvolutionWindow } from "./convolution.js";
import { exactInIntegers } from "./exact.js";
import type { Fold } from "./fold.js";
import type { GridSampling } from "./gridSampling.js";
import type { Positions } from "./positions.js";
import { fast } from "./fast.js";
import type { Taps } from "./resampling.js";
import type { Windows } from "./windows.js";

/** A rectangle of numbers that a kernel reads or writes. A tensor is one. */
export interface View {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: Shape;
  readonly strides: readonly number[];
}

/** A function of numbers that is applied element by element. */
export interface ScalarFunction {
  readonly name: string;
  /** Computed in double precision; the kernel rounds the result to the output's dtype. */
  readonly of: ElementFunction;
}

export interface ElementFunction {
  (x: number, y: number, z: number): number;
  /** The same for many numbers, where scripts spend so much time in it that a call for each is too much. */
  readonly block?: Block;
}

/** Writes the results of the first `count` operands. */
export type Block = (count: number, out: Float64Array, x: Float64Array, y: Float64Array, z: Float64Array) => void;

/**
 * What ops do with numbers. Inputs may have any strides (0 where a dimension is repeated); shapes and dtypes have been
 * checked and matched before. A kernel that is missing does not compile.
 */
export interface Kernels {
  /** out[i] = f(x[i], y[i], z[i]) for one to three inputs, each of the output's shape or a number that is repeated. */
  map(f: ScalarFunction, inputs: readonly (View | number)[], out: View): void;
  /** Sums over the dimensions in which `out` has size 1 and `x` has not. Accumulates in double, in row-major order. */
  sum(x: View, out: View): void;
  /** out[b,i,j] = Σ x[b,i,k]·y[b,k,j], all with three dimensions. Accumulates in double, in order of k. */
  matmul(x: View, y: View, out: View): void;
  /** out[i] = x[i], rounded to the output's dtype. */
  copy(x: View, out: View): void;
  /** out[i] = value. */
  fill(value: number, out: View): void;
  /** out[i] += x[i], in row-major order: `out` may show a place more than once. */
  addTo(x: View, out: View): void;

  // The results of the following are contiguous and begin their storage.

  /** Folds over the dimensions in which `out` has size 1 and `x` has not, in row-major order and in double. */
  fold(f: Fold, x: View, out: View): void;
  /** out[i] = x[positions[i]], by row-major positions; 0 for −1. */
  take(x: View, positions: Positions, out: View): void;
  /** out[positions[i]] += x[i] from 0 on, by row-major positions; nothing for −1. */
  accumulate(x: View, positions: Positions, out: View): void;
  /** The greatest or least element of each row along a dimension and its index, the first of equal ones. */
  extremes(which: "max" | "min", x: View, dim: number, values: View, indices: View): void;
  /** The sums of each element along a dimension and all before it, or all after it. */
  cumulativeSum(x: View, dim: number, from: "start" | "end", out: View): void;
  softmax(x: View, dim: number, out: View): void;
  logSoftmax(x: View, dim: number, out: View): void;
  attention(operands: Attention, scale: number, out: View): void;
  convolutionResult(views: Convolution, window: ConvolutionWindow): void;
  convolutionInput(views: Convolution, window: ConvolutionWindow): void;
  convolutionWeight(views: Convolution, window: ConvolutionWindow): void;
  maxPool(x: View, space: readonly Windows[], values: View, indices: View): void;
  averagePool(x: View, space: readonly Windows[], divisor: number | null, out: View): void;
  averagePoolInput(g: View, space: readonly Windows[], divisor: number | null, input: View): void;
  resample(x: View, taps: readonly Taps[], out: View): void;
  resampleInput(g: View, taps: readonly Taps[], input: View): void;
  gridSample(x: View, grid: View, sampling: GridSampling, out: View): void;
  gridSampleInput(g: View, grid: View, sampling: GridSampling, input: View): void;
}

/** The kernels in use. */
export const kernels: Kernels = exactInIntegers(fast);
