import { float32, float64, type DType } from "../../dtype.js";
import { invalidCombination, wrongArgument } from "../../errors.js";
import { filledTensor, isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { denseNumbers } from "../../kernels/dense.js";
import { broadcastShapes, sameShape, type Shape } from "../../shape.js";
import { roundTo } from "../../storage.js";
import { batchOf, matrixOf, sourcesOf } from "./matrices.js";

/** Which singular values count as 0: those that are no greater than atol, or than rtol times the greatest. */
export interface ToleranceOptions {
  /** Singular values up to this count as 0; 0 unless given. */
  readonly atol?: Tensor | number | null;
  /** max(m, n) times the dtype's epsilon, unless this or a positive atol is given. */
  readonly rtol?: Tensor | number | null;
  /** Whether the matrices are symmetric, and eigenvalues taken; of them the lower triangle is read. */
  readonly hermitian?: boolean;
}

export type Tolerance = readonly [atol: Tensor, rtol: Tensor];

/** Tolerances as tensors of float64, of one element or of the batch's shape. */
export function tolerancesOf(op: string, a: Tensor, { atol, rtol }: ToleranceOptions): Tolerance {
  const absolute = toleranceArgument(op, "atol", atol) ?? filledTensor([], 0, float64);
  const given = toleranceArgument(op, "rtol", rtol);
  if (given !== null) return [absolute, given];
  const usual = epsilonOf(a.dtype) * Math.max(...matrixOf(a.shape));
  return [absolute, absolute.le(0).to(float64).mul(usual)];
}

/** The matrices once for each tolerance, where there are more of those. Throws for batches that do not fit. */
export function forTolerances(a: Tensor, [atol, rtol]: Tolerance): Tensor {
  const shape = shapeForTolerances(a.shape, atol.shape, rtol.shape);
  return sameShape(shape, a.shape) ? a : a.expand(shape);
}

/** The shape that they have then. */
export function shapeForTolerances(shape: Shape, atol: Shape, rtol: Shape): Shape {
  if (shape.includes(0)) return shape;
  return [...broadcastShapes(atol, broadcastShapes(rtol, batchOf(shape))), ...matrixOf(shape)];
}

/** Refuses a number beside a tensor, unless that counts as a number itself: PyTorch takes both as one or the other. */
export function checkTolerances(op: string, { atol, rtol }: ToleranceOptions): void {
  const both = [atol, rtol];
  const isTrueTensor = (value: unknown): boolean => isTensor(value) && (value.ndim > 0 || value.requires_grad);
  if (!both.some(isTrueTensor) || both.every((value) => typeof value !== "number")) return;
  throw invalidCombination(op, Object.entries({ atol, rtol }));
}

function toleranceArgument(op: string, name: string, value: unknown): Tensor | null {
  if (value === undefined || value === null) return null;
  if (isTensor(value)) return value.detach().to(float64);
  if (typeof value !== "number") throw wrongArgument(op, name, "Tensor", value);
  return filledTensor([], value, float64);
}

/**
 * For each matrix of a batch, which of its singular values or eigenvalues count: those that exceed the tolerances, as they are
 * when rounded to the dtype.
 */
export function countingOf(
  a: Tensor,
  [atol, rtol]: readonly Tensor[],
): (place: number, values: Float64Array) => readonly boolean[] {
  const batch = batchOf(a.shape);
  const [absolute, relative] = [atol!, rtol!].map((tensor) => {
    const numbers = denseNumbers(tensor);
    return sourcesOf(tensor.shape, batch).map((source) => numbers[source]!);
  });
  return (place, values) => {
    const sizes = Array.from(values, (value) => Math.abs(roundTo(a.dtype, value)));
    const greatest = sizes.reduce((most, size) => Math.max(most, size), 0);
    const least = roundTo(a.dtype, Math.max(absolute![place]!, relative![place]! * greatest));
    return sizes.map((size) => size > least);
  };
}

export function epsilonOf(dtype: DType): number {
  return dtype === float32 ? 2 ** -23 : 2 ** -52;
}
