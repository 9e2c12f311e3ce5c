import { d } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { numberedInPlace, sample } from "./op.js";

const near = [sample([[2, 3]], { low: -1.5, high: 1.5 })];
const beyond = [sample([[2, 3]], { low: 1.2, high: 3 })];
const within = [sample([[2, 3]], { low: -0.9, high: 0.9 })];

/**
 * The hyperbolic sine, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sinh.html
 */
export const sinh: UnaryFunction = unary({
  name: "sinh",
  of: Math.sinh,
  derivatives: [d("cosh(x)", ["x"], (g, { x }) => g.mul(x.cosh()))],
  result: "floating",
  samples: near,
});

/**
 * The hyperbolic cosine, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.cosh.html
 */
export const cosh: UnaryFunction = unary({
  name: "cosh",
  of: Math.cosh,
  derivatives: [d("sinh(x)", ["x"], (g, { x }) => g.mul(x.sinh()))],
  result: "floating",
  samples: near,
});

/**
 * The number with this hyperbolic sine, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.asinh.html
 */
export const asinh: UnaryFunction = unary({
  name: "asinh",
  gradFn: numberedInPlace("AsinhBackward"),
  of: Math.asinh,
  derivatives: [d("1/sqrt(x^2+1)", ["x"], (g, { x }) => g.mul(x.mul(x).add(1).rsqrt()))],
  result: "floating",
  samples: near,
});

/**
 * The number, at least 0, with this hyperbolic cosine; NaN below 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.acosh.html
 */
export const acosh: UnaryFunction = unary({
  name: "acosh",
  gradFn: numberedInPlace("AcoshBackward"),
  of: Math.acosh,
  derivatives: [d("1/sqrt(x^2-1)", ["x"], (g, { x }) => g.mul(x.mul(x).sub(1).rsqrt()))],
  result: "floating",
  samples: beyond,
});

/**
 * The number with this hyperbolic tangent; infinite at −1 and 1, NaN beyond.
 * https://docs.pytorch.org/docs/stable/generated/torch.atanh.html
 */
export const atanh: UnaryFunction = unary({
  name: "atanh",
  gradFn: numberedInPlace("AtanhBackward"),
  of: Math.atanh,
  derivatives: [d("1/(1-x^2)", ["x"], (g, { x }) => g.mul(1).div(x.mul(x).neg().add(1)))],
  result: "floating",
  samples: within,
});

/** `sinh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinh_.html */
export const sinh_: UnaryInPlace = unaryInPlace(sinh);

/** `cosh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cosh_.html */
export const cosh_: UnaryInPlace = unaryInPlace(cosh);

/** `asinh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asinh_.html */
export const asinh_: UnaryInPlace = unaryInPlace(asinh);

/** `acosh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acosh_.html */
export const acosh_: UnaryInPlace = unaryInPlace(acosh);

/** `atanh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atanh_.html */
export const atanh_: UnaryInPlace = unaryInPlace(atanh);
