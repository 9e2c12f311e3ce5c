import { lastFirst } from "../layout.js";
import { whereAbove } from "../kernels/elementFunctions.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { flatSlope, inDtype } from "./flatSlope.js";
import { numberedInPlace, sample, type Op } from "./op.js";
import { onlyFloating, refuseBools } from "./refusals.js";

/** x, and 0 within lambd of 0. */
export function hardshrinkOf(x: Tensor, lambd: number): Tensor {
  return call(hardshrinkOp, [x], { lambd });
}

/** x, brought nearer to 0 by lambd, and 0 within that. */
export function softshrinkOf(x: Tensor, lambd: number): Tensor {
  return call(softshrinkOp, [x], { lambd });
}

/** The ops of this family. */
export default class ShrinkingActivationOps {
  /** @internal */
  static get ops() {
    return {
      hardshrink: hardshrinkOp,
      hardshrink_backward: hardshrinkBackwardOp,
      softshrink: softshrinkOp,
      softshrink_backward: softshrinkBackwardOp,
      threshold: thresholdOp,
      threshold_backward: thresholdBackwardOp,
    };
  }
}

const around = { low: -1.4, high: 1.6 };

type Shrink = { readonly lambd: number };

// Written so that NaN passes, as PyTorch does it.
const hardshrinkOp: Op<Shrink> = elementwise<Shrink>({
  name: "hardshrink",
  choose(dtype, attributes) {
    const { lambd } = inDtype(dtype, attributes);
    return (x) => (x >= -lambd && x <= lambd ? 0 : x);
  },
  derivatives: [
    d("0 if abs(x) <= lambd else 1", ["x"], (g, { x }, { attributes: { lambd } }) =>
      call(hardshrinkBackwardOp, [g, x], { lambd }),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { lambd: 0.5 } })],
  check: onlyFloating("hardshrink_cpu"),
});

const softshrinkOp: Op<Shrink> = elementwise<Shrink>({
  name: "softshrink",
  choose(dtype, attributes) {
    const { lambd } = inDtype(dtype, attributes);
    return (x) => (x > lambd ? x - lambd : x < -lambd ? x + lambd : x * 0);
  },
  derivatives: [
    d("0 if abs(x) <= lambd else 1", ["x"], (g, { x }, { attributes: { lambd } }) =>
      call(softshrinkBackwardOp, [g, x], { lambd }),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { lambd: 0.5 } })],
  check: onlyFloating("softshrink_check"),
});

type Threshold = { readonly threshold: number; readonly value: number };

/** x above the threshold, else the value. */
export const thresholdOp: Op<Threshold> = elementwise<Threshold>({
  name: "threshold",
  mayRepeat: true,
  gradFn: numberedInPlace("ThresholdBackward"),
  choose(dtype, attributes) {
    const { threshold, value } = inDtype(dtype, attributes);
    return (x) => (x <= threshold ? value : x);
  },
  derivatives: [
    d("0 if x <= threshold else 1", ["x"], (g, { x }, { attributes: { threshold } }) =>
      thresholdSlope(g, x, threshold),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { threshold: 0.2, value: -3 } })],
  check: refuseBools("threshold_cpu"),
});

/** The gradient where x is above the threshold, else 0: an infinite gradient of a dead unit must not become NaN. */
export function thresholdSlope(g: Tensor, x: Tensor, threshold: number): Tensor {
  return call(thresholdBackwardOp, [g, x], { threshold });
}

const thresholdBackwardOp: Op<{ readonly threshold: number }> = flatSlope<{ readonly threshold: number }>({
  name: "threshold_backward",
  layout: lastFirst,
  formula: "0 if y <= threshold else 1",
  sampled: { threshold: 0 },
  of: ({ threshold }) => whereAbove(threshold),
});

const [hardshrinkBackwardOp, softshrinkBackwardOp] = ["hardshrink_backward", "softshrink_backward"].map((name) =>
  flatSlope<Shrink>({
    name,
    formula: "0 if abs(y) <= lambd else 1",
    sampled: { lambd: 0.5 },
    of:
      ({ lambd }) =>
      (x, y) =>
        y >= -lambd && y <= lambd ? 0 : x,
  }),
) as [Op<Shrink>, Op<Shrink>];
