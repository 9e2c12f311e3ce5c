import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";

/** x · y where PyTorch multiplies by a C++ number: another backward node than Python's `x * y`. */
export function productByNumber(x: Tensor, y: number): Tensor {
  return call(productOp, [x, y], { factor: y });
}

/** x / y where PyTorch divides by a C++ number: another backward node than Python's `x / y`. */
export function quotientByNumber(x: Tensor, y: number): Tensor {
  return call(quotientOp, [x, y], { factor: y });
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

/** Numbers are an attribute for the rules, for operands are freed with the graph. */
type Factor = { readonly factor: number };

const factors = [sample([[2, 3]], { scalars: [0.7], attributes: { factor: 0.7 } })];

const productOp: Op<Factor> = elementwise<Factor>({
  name: "mul_scalar",
  gradFn: "MulBackward1",
  of: (x, y) => x * y,
  derivatives: [d("y", [], (g, _, { attributes: { factor } }) => productByNumber(g, factor))],
  samples: factors,
});

const quotientOp: Op<Factor> = elementwise<Factor>({
  name: "div_scalar",
  gradFn: "DivBackward1",
  of: (x, y) => x / y,
  derivatives: [d("1/y", [], (g, _, { attributes: { factor } }) => quotientByNumber(g, factor))],
  result: "floating",
  samples: factors,
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
