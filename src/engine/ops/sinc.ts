import { d } from "./elementwise.js";
import { zeroOf, zerosLike } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { sample } from "./op.js";
import { roundingOf } from "../storage.js";

/**
 * sin(πx) / (πx), and 1 at 0; as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.sinc
 */
export const sinc: UnaryFunction = unary({
  name: "sinc",
  // In steps of the dtype: at whole numbers what is left of the sine is the rounding of π.
  choose(dtype) {
    const round = roundingOf(dtype);
    const pi = round(Math.PI);
    return (x) => {
      const angle = round(pi * x);
      return x === 0 ? 1 : round(Math.sin(angle)) / angle;
    };
  },
  derivatives: [
    d("(cos(pi*x)*pi*x-sin(pi*x))/(pi*x^2)", ["x"], (g, { x }) => {
      const [angle, divisor] = [x.mul(Math.PI), x.mul(x).mul(Math.PI)];
      // The sine is made first: near 0 the second derivative hangs on the order in which what cancels is added.
      const sine = angle.sin();
      const slope = angle.mul(angle.cos()).sub(sine).div(divisor);
      return where(divisor.eq(0), zeroOf(g), g.mul(slope));
    }),
  ],
  result: "floating",
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6 })],
});

/** `sinc` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinc_.html */
export const sinc_: UnaryInPlace = unaryInPlace(sinc);

/**
 * The angle of each number in the complex plane: 0 or, below 0, π; as floating point. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.angle.html
 */
export const angle: UnaryFunction = unary({
  name: "angle",
  of: (x) => (x < 0 ? Math.PI : Number.isNaN(x) ? NaN : 0),
  derivatives: [d("0", ["x"], (_, { x }) => zerosLike(x))],
  result: "floating",
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6 })],
});
