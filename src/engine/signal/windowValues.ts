import type { DType } from "../dtype.js";
import { finishFactory } from "../factoryArguments.js";
import { i0In } from "../ops/bessel.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor } from "../tensorFactory.js";

/** The value at i, where the period ends at `last`; the dtype says where a function of it overflows. */
export type Value = (i: number, last: number, dtype: DType) => number;

export const triangle: Value = (i, last) => 1 - Math.abs((2 * i) / last - 1);

export function kaiserOf(sharpness: number): Value {
  return (i, last, dtype) => {
    const bell = i0In(dtype);
    const place = (2 * i) / last - 1;
    return bell(sharpness * Math.sqrt(Math.max(1 - place * place, 0))) / bell(sharpness);
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
  for (let i = 0; i < length; i++) result.storage.write(i, length === 1 ? 1 : valueAt(i, last, dtype));
  return finishFactory(op, result, requires_grad);
}
