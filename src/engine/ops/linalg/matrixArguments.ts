import * as errors from "../../errors.js";
import { allSlicesOf } from "../../func/batchLevel.js";
import { denseNumbers } from "../../kernels/dense.js";
import type { Tensor } from "../../tensor.js";
import { tensorArgument } from "../operands.js";
import { matrixOf } from "./matrices.js";

/** A tensor of floating-point matrices. `called` is how PyTorch's texts name the function and the argument. */
export function matrixArgument(op: string, value: unknown, called = `linalg.${op}`, argument = "A"): Tensor {
  const x = tensorArgument(`linalg_${op}`, argument, value);
  if (x.ndim < 2) throw errors.notMatrices(called, argument);
  return floatingArgument(called, x);
}

/** A tensor of square floating-point matrices. */
export function squareArgument(op: string, value: unknown, called = `linalg.${op}`, named = op): Tensor {
  const x = tensorArgument(named, "A", value);
  checkSquare(called, x);
  return floatingArgument(called, x);
}

export function checkSquare(called: string, x: Tensor): void {
  if (x.ndim < 2) throw errors.notMatrices(called, "A");
  const [rows, columns] = matrixOf(x.shape);
  if (rows !== columns) throw errors.notSquare(called, rows, columns);
}

export function floatingArgument(called: string, x: Tensor): Tensor {
  if (!x.dtype.is_floating_point) throw errors.notFloating(called, x.dtype.label);
  return x;
}

/** The first matrix of a batch whose `info` is not 0, and that; null if all are. Its place is null for a single matrix. */
export function firstFailure(info: Tensor): { readonly place: number | null; readonly info: number } | null {
  const numbers = denseNumbers(allSlicesOf(info));
  const place = numbers.findIndex((number: number) => number !== 0);
  return place < 0 ? null : { place: allSlicesOf(info).ndim === 0 ? null : place, info: numbers[place]! };
}
