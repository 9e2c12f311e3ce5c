import { derivativeNotImplemented } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { zeroOf } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { onlyFloating } from "./refusals.js";
import { roundingOf } from "../storage.js";

/** The ops of this family: the piecewise linear imitations of sigmoid and silu. */
export default class HardActivationOps {
  /** @internal */
  static get ops() {
    return {
      hardsigmoid: hardsigmoidOp,
      hardsigmoid_backward: hardsigmoidBackwardOp,
      hardswish: hardswishOp,
      hardswish_backward: hardswishBackwardOp,
    };
  }
}

const around = [sample([[2, 3]], { low: -3.7, high: 3.9 })];

/** x/6 + 1/2, between 0 and 1. */
export const hardsigmoidOp: Op = elementwise({
  name: "hardsigmoid",
  choose(dtype) {
    const round = roundingOf(dtype);
    return (x) => Math.min(Math.max(round(x + 3), 0), 6) / 6;
  },
  derivatives: [
    d(
      "1/6 if (x > -3) * (x < 3) else 0",
      ["x"],
      (g, { x }) => apply(hardsigmoidBackwardOp, g, x),
      (t, { x }) => where(x.gt(-3).mul(x.lt(3)), t.mul(slope), zeroOf(t)),
    ),
  ],
  samples: [],
  check: onlyFloating("hardsigmoid_cpu"),
});

/** PyTorch's kernel has it in single precision, whatever it computes in. */
const slope = Math.fround(1 / 6);

/** x is the gradient, y the operand. PyTorch has no derivative of it. */
const hardsigmoidBackwardOp: Op = elementwise({
  name: "hardsigmoid_backward",
  gradFn: "torch::autograd::NotImplemented",
  of: (x, y) => (y > -3 && y < 3 ? x * slope : 0),
  derivatives: [d("not implemented", [], notImplemented), d("not implemented", [], notImplemented)],
  samples: [],
});

/** x·hardsigmoid(x) */
export const hardswishOp: Op = elementwise({
  name: "hardswish",
  choose(dtype) {
    const round = roundingOf(dtype);
    return (x) => round(x * Math.min(Math.max(round(x + 3), 0), 6)) / 6;
  },
  derivatives: [d("0 if x <= -3 else 1 if x >= 3 else x/3+1/2", ["x"], (g, { x }) => apply(hardswishBackwardOp, g, x))],
  samples: around,
  check: onlyFloating("hardswish_cpu"),
});

/** x is the gradient, y the operand. */
const hardswishBackwardOp: Op = elementwise({
  name: "hardswish_backward",
  of: (x, y) => (y <= -3 ? 0 : y < 3 ? x * (y / 3 + 0.5) : x),
  derivatives: [
    d("(y >= 3) + (y > -3)*(y < 3)*(y/3+1/2)", ["x", "y"], (g, { y }) => apply(hardswishBackwardOp, g, y)),
    d("x/3 if (y > -3) * (y < 3) else 0", ["x", "y"], (g, { x, y }) => {
      const bend = (y as Tensor).gt(-3).logical_and((y as Tensor).lt(3));
      return where(bend, g.mul(x).div(3), zeroOf(g));
    }),
  ],
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: -3.7, high: 3.9 },
    ),
  ],
});

function notImplemented(): never {
  throw derivativeNotImplemented("hardsigmoid_backward");
}
