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
import { onlyFloating } from "./refusals.js";
import { productByNumber } from "./byNumber.js";

const samples = [sample([[2, 3]], { low: -1.4, high: 1.6 })];
const degree = Math.PI / 180;

/**
 * √(input² + other²), broadcast and without overflow. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.hypot.html
 */
export const hypot: BinaryFunction = binary({
  name: "hypot",
  of: (x, y) => Math.hypot(x, y),
  derivatives: [
    d("x/out", ["x", "out"], (g, { x, out }) => g.mul(x).div(out)),
    d("y/out", ["y", "out"], (g, { y, out }) => g.mul(y).div(out)),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 1], [3]]),
  ],
  check: onlyFloating("hypot_cpu"),
});

/**
 * Angles in radians, of angles in degrees; as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.deg2rad.html
 */
export const deg2rad: UnaryFunction = unary({
  name: "deg2rad",
  gradFn: "Deg2RadBackward0",
  of: (x) => x * degree,
  derivatives: [d("pi/180", [], (g) => productByNumber(g, degree))],
  result: "floating",
  samples,
});

/**
 * Angles in degrees, of angles in radians; as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.rad2deg.html
 */
export const rad2deg: UnaryFunction = unary({
  name: "rad2deg",
  gradFn: "Rad2DegBackward0",
  of: (x) => x / degree,
  derivatives: [d("180/pi", [], (g) => productByNumber(g, 1 / degree))],
  result: "floating",
  samples: [sample([[2, 3]], { low: -0.02, high: 0.02 })],
});

/** `hypot` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.hypot_.html */
export const hypot_: BinaryInPlace = binaryInPlace(hypot);

/** `deg2rad` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.deg2rad_.html */
export const deg2rad_: UnaryInPlace = unaryInPlace(deg2rad);

/** `rad2deg` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rad2deg_.html */
export const rad2deg_: UnaryInPlace = unaryInPlace(rad2deg);
