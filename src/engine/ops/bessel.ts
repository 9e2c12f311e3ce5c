import { float32, type DType } from "../dtype.js";
import { besselI, besselJ, scaledBesselI } from "../kernels/special/bessel.js";
import { singleBesselI } from "../kernels/special/singleBessel.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { d } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { sample } from "./op.js";

const single = {
  i0: singleBesselI({ order: 0, terms: [30, 25] }),
  i0e: singleBesselI({ order: 0, isScaled: true, terms: [30, 25] }),
  i1: singleBesselI({ order: 1, terms: [17, 7] }),
  i1e: singleBesselI({ order: 1, isScaled: true, terms: [17, 7] }),
};

const samples = [sample([[2, 3]], { low: -2.4, high: 2.6 })];

/**
 * The modified Bessel function of the first kind and order 0, as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.i0
 */
export const i0: UnaryFunction = unary({
  name: "i0",
  gradFn: "I0Backward0",
  choose: i0In,
  derivatives: [d("i1(x)", ["x"], (g, { x }) => g.mul(i1(x)))],
  result: "floating",
  samples,
});

/**
 * exp(−|input|)·i0(input), as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.i0e
 */
export const i0e: UnaryFunction = unary({
  name: "i0e",
  gradFn: "SpecialI0EBackward0",
  choose: (dtype) => (dtype === float32 ? single.i0e : (x) => scaledBesselI(0, x)),
  derivatives: [
    d("i1(x)*exp(-abs(x)) - sign(x)*out", ["x", "out"], (g, { x, out }) => g.mul(i1e(x).sub(x.sgn().mul(out)))),
  ],
  result: "floating",
  samples,
});

/**
 * The modified Bessel function of the first kind and order 1, as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.i1
 */
export const i1: UnaryFunction = unary({
  name: "i1",
  gradFn: "SpecialI1Backward0",
  choose: (dtype) => (dtype === float32 ? single.i1 : (x) => besselI(1, x)),
  derivatives: [
    d("i0(x) - out/x", ["x", "out"], (g, { x, out }) => g.mul(exceptAtZero(x, (base) => i0(base).sub(out.div(base))))),
  ],
  result: "floating",
  samples,
});

/**
 * exp(−|input|)·i1(input), as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.i1e
 */
export const i1e: UnaryFunction = unary({
  name: "i1e",
  gradFn: "SpecialI1EBackward0",
  choose: (dtype) => (dtype === float32 ? single.i1e : (x) => scaledBesselI(1, x)),
  derivatives: [
    d("i0(x)*exp(-abs(x)) - out*(sign(x)+1/x)", ["x", "out"], (g, { x, out }) =>
      g.mul(exceptAtZero(x, (base) => i0e(base).sub(out.mul(base.sgn().add(base.reciprocal()))))),
    ),
  ],
  result: "floating",
  samples,
});

/**
 * The Bessel function of the first kind and order 0, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_j0
 */
export const bessel_j0: UnaryFunction = unary({
  name: "bessel_j0",
  of: (x) => besselJ(0, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * The Bessel function of the first kind and order 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_j1
 */
export const bessel_j1: UnaryFunction = unary({
  name: "bessel_j1",
  of: (x) => besselJ(1, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/** `i0` of numbers, in a dtype. */
export function i0In(dtype: DType): (x: number) => number {
  return dtype === float32 ? single.i0 : (x) => besselI(0, x);
}

/** `i0` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.i0_.html */
export const i0_: UnaryInPlace = unaryInPlace(i0);

/** A function of x that takes the limit 1/2 at 0, and as PyTorch's does for NaN, with 0 for its derivative there. */
function exceptAtZero(x: Tensor, f: (x: Tensor) => Tensor): Tensor {
  const zero = x
    .abs()
    .gt(2 ** -52)
    .logical_not();
  return where(zero, filledTensor([], 0.5, x.dtype), f(x.masked_fill(zero, 1)));
}
