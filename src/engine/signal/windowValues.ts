import type { DType } from "../dtype.js";
import { finishFactory } from "../factoryArguments.js";
import { besselI } from "../kernels/special/bessel.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor } from "../tensorFactory.js";

/** The value at i, where the period ends at `last`. */
export type Value = (i: number, last: number) => number;

export const triangle: Value = (i, last) => 1 - Math.abs((2 * i) / last - 1);

export function kaiserOf(sharpness: number): Value {
  const height = besselI(0, sharpness);
  return (i, last) => {
    const place = (2 * i) / last - 1;
    return besselI(0, sharpness * Math.sqrt(Math.max(1 - place * place, 0))) / height;
  };
}

export function cosines(coefficients: readonly number[]): Value {
  return (i, last) =>
    coefficients.reduce((total, a, k) => total + (k % 2 === 0 ? a : -a) * Math.cos((2 * Math.PI * k * i) / last), 0);
}

/** The values of a window whose period ends at `last`. */
export function windowNumbers(
  op: string,
  length: number,
  last: number,
  dtype: DType,
  requires_grad: boolean,
  valueAt: Value,
): Tensor {
  const result = emptyTensor([length], dtype);
  for (let i = 0; i < length; i++) result.storage.write(i, length === 1 ? 1 : valueAt(i, last));
  return finishFactory(op, result, requires_grad);
}
