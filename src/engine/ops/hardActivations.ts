import { derivativeNotImplemented } from "../errors.js";
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
    return { hardsigmoid: hardsigmoidOp, hardsigmoid_backward: hardsigmoidBackwardOp, hardswish: hardswishOp };
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
  derivatives: [
    d("0 if x <= -3 else 1 if x >= 3 else x/3+1/2", ["x"], (g, { x }) =>
      where(x.le(-3), zeroOf(g), where(x.ge(3), g, g.mul(x.div(3).add(0.5)))),
    ),
  ],
  samples: around,
  check: onlyFloating("hardswish_cpu"),
});

function notImplemented(): never {
  throw derivativeNotImplemented("hardsigmoid_backward");
}
