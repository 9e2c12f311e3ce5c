import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";

/** x · y where PyTorch multiplies by a C++ number: another backward node than Python's `x * y`. */
export function productByNumber(x: Tensor, y: number): Tensor {
  return apply(productOp, x, y);
}

/** x / y where PyTorch divides by a C++ number: another backward node than Python's `x / y`. */
export function quotientByNumber(x: Tensor, y: number): Tensor {
  return apply(quotientOp, x, y);
}

/** x + y where PyTorch adds a C++ number: another backward node than Python's `x + y`. */
export function sumWithNumber(x: Tensor, y: number): Tensor {
  return apply(sumOp, x, y);
}

/** x − y where PyTorch subtracts a C++ number: another backward node than Python's `x - y`. */
export function differenceFromNumber(x: Tensor, y: number): Tensor {
  return apply(differenceOp, x, y);
}

/** The ops of this family. */
export default class ByNumberOps {
  /** @internal */
  static get ops() {
    return { mul_scalar: productOp, div_scalar: quotientOp, add_scalar: sumOp, sub_scalar: differenceOp };
  }
}

const samples = [sample([[2, 3]], { scalars: [0.7] })];

const productOp: Op = elementwise({
  name: "mul_scalar",
  gradFn: "MulBackward1",
  of: (x, y) => x * y,
  derivatives: [d("y", ["y"], (g, { y }) => g.mul(y))],
  samples,
});

const quotientOp: Op = elementwise({
  name: "div_scalar",
  gradFn: "DivBackward1",
  of: (x, y) => x / y,
  derivatives: [d("1/y", ["y"], (g, { y }) => g.div(y))],
  result: "floating",
  samples,
});

const sumOp: Op = elementwise({
  name: "add_scalar",
  // It is a double, beside which integers become floating point.
  result: "floating",
  gradFn: "AddBackward1",
  of: (x, y) => x + y,
  derivatives: [d("1", [], (g) => g)],
  samples,
});

const differenceOp: Op = elementwise({
  name: "sub_scalar",
  // It is a double, beside which integers become floating point.
  result: "floating",
  gradFn: "SubBackward1",
  of: (x, y) => x - y,
  derivatives: [d("1", [], (g) => g)],
  samples,
});
