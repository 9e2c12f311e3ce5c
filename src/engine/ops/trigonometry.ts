import type { Tensor } from "../tensor.js";
import { d } from "./elementwise.js";
import {
  binary,
  binaryInPlace,
  unary,
  unaryInPlace,
  type BinaryFunction,
  type BinaryInPlace,
  type UnaryFunction,
  type UnaryInPlace,
} from "./functions.js";
import { sample } from "./op.js";

const angles = [sample([[2, 3]], { low: -3, high: 3 })];
const within = [sample([[2, 3]], { low: -0.9, high: 0.9 })];

/**
 * The sine of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sin.html
 */
export const sin: UnaryFunction = unary({
  name: "sin",
  of: Math.sin,
  derivatives: [d("cos(x)", ["x"], (g, { x }) => g.mul(x.cos()))],
  result: "floating",
  samples: angles,
});

/**
 * The cosine of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.cos.html
 */
export const cos: UnaryFunction = unary({
  name: "cos",
  of: Math.cos,
  derivatives: [d("-sin(x)", ["x"], (g, { x }) => g.mul(x.sin().neg()))],
  result: "floating",
  samples: angles,
});

/**
 * The tangent of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.tan.html
 */
export const tan: UnaryFunction = unary({
  name: "tan",
  of: Math.tan,
  derivatives: [d("1+out^2", ["out"], (g, { out }) => g.mul(out.pow(2).add(1)))],
  result: "floating",
  samples: within,
});

/**
 * The angle in radians, −π/2 to π/2, with this sine; NaN beyond −1 to 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.asin.html
 */
export const asin: UnaryFunction = unary({
  name: "asin",
  of: Math.asin,
  derivatives: [d("1/sqrt(1-x^2)", ["x"], (g, { x }) => g.mul(x.mul(x).neg().add(1).rsqrt()))],
  result: "floating",
  samples: within,
});

/**
 * The angle in radians, 0 to π, with this cosine; NaN beyond −1 to 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.acos.html
 */
export const acos: UnaryFunction = unary({
  name: "acos",
  of: Math.acos,
  derivatives: [d("-1/sqrt(1-x^2)", ["x"], (g, { x }) => g.mul(x.mul(x).neg().add(1).rsqrt().neg()))],
  result: "floating",
  samples: within,
});

/**
 * The angle in radians, −π/2 to π/2, with this tangent.
 * https://docs.pytorch.org/docs/stable/generated/torch.atan.html
 */
export const atan: UnaryFunction = unary({
  name: "atan",
  of: Math.atan,
  derivatives: [d("1/(x^2+1)", ["x"], (g, { x }) => g.div(x.mul(x).add(1)))],
  result: "floating",
  samples: angles,
});

/**
 * The angle in radians, −π to π, of the point whose ordinate is input and whose abscissa is other, broadcast. The gradient
 * at the origin is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.atan2.html
 */
export const atan2: BinaryFunction = binary({
  name: "atan2",
  of: Math.atan2,
  order: [0, 1],
  derivatives: [
    d("y/(x^2+y^2)", ["x", "y"], (g, { x, y }) => g.mul(y).mul(inverseSquare(x, y as Tensor))),
    d("-x/(x^2+y^2)", ["x", "y"], (g, { x, y }) => g.mul(x.neg()).mul(inverseSquare(x, y as Tensor))),
  ],
  // At the origin it is NaN, unlike the gradient.
  tangent([ofX, ofY], saved) {
    const [x, y] = [saved.x, saved.y as Tensor];
    return x
      .neg()
      .mul(ofY!)
      .add(y.mul(ofX!))
      .div(x.pow(2).add(y.pow(2)));
  },
  result: "floating",
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: -1.4, high: 1.6 },
    ),
    sample([[2, 1], [3]], { low: -1.4, high: 1.6 }),
  ],
});

/** 1/(x² + y²), and 0 at the origin. */
function inverseSquare(x: Tensor, y: Tensor): Tensor {
  const square = x.mul(x).add(y.mul(y));
  return square.reciprocal().masked_fill(square.eq(0), 0);
}

/** `sin` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sin_.html */
export const sin_: UnaryInPlace = unaryInPlace(sin);

/** `cos` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cos_.html */
export const cos_: UnaryInPlace = unaryInPlace(cos);

/** `tan` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tan_.html */
export const tan_: UnaryInPlace = unaryInPlace(tan);

/** `asin` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asin_.html */
export const asin_: UnaryInPlace = unaryInPlace(asin);

/** `acos` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acos_.html */
export const acos_: UnaryInPlace = unaryInPlace(acos);

/** `atan` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan_.html */
export const atan_: UnaryInPlace = unaryInPlace(atan);

/** `atan2` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan2_.html */
export const atan2_: BinaryInPlace = binaryInPlace(atan2);
