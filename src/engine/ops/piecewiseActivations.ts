import { bool, uint8 } from "../dtype.js";
import { boolHardtanh, overwrittenSlope, unsignedHardtanh } from "../errors.js";
import { asFirst, lastFirst } from "../layout.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { eluBackward } from "./eluBackward.js";
import { flatSlope, inDtype } from "./flatSlope.js";
import { numberedInPlace, sample, type Op } from "./op.js";
import { overwritten } from "./overwritten.js";
import { onlyFloating } from "./refusals.js";

/** The ops of this family. */
export default class PiecewiseActivationOps {
  /** @internal */
  static get ops() {
    return {
      leaky_relu: leakyReluOp,
      leaky_relu_backward: leakyReluBackwardOp,
      elu: eluOp,
      hardtanh: hardtanhOp,
      hardtanh_backward: hardtanhBackwardOp,
    };
  }
}

const around = { low: -1.4, high: 1.6 };

type LeakyRelu = { readonly negative_slope: number };

const leakyReluOp: Op<LeakyRelu> = elementwise<LeakyRelu>({
  name: "leaky_relu",
  gradFn: numberedInPlace("LeakyReluBackward"),
  choose(dtype, attributes) {
    const { negative_slope } = inDtype(dtype, attributes);
    return (x) => (x > 0 ? x : x * negative_slope);
  },
  derivatives: [
    d("1 if x > 0 else negative_slope", ["x"], (g, { x }, { attributes: { negative_slope } }) =>
      call(leakyReluBackwardOp, [g, x], { negative_slope }),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { negative_slope: 0.2 } })],
  check: onlyFloating("leaky_relu_cpu"),
});

export const leakyReluInPlaceOp: Op<LeakyRelu> = overwritten(
  leakyReluOp,
  ({ negative_slope }) => (negative_slope < 0 ? overwrittenSlope("leakyReLu") : null),
  "result",
);

const leakyReluBackwardOp: Op<LeakyRelu> = flatSlope<LeakyRelu>({
  name: "leaky_relu_backward",
  layout: lastFirst,
  formula: "1 if y > 0 else negative_slope",
  sampled: { negative_slope: 0.2 },
  of:
    ({ negative_slope }) =>
    (x, y) =>
      y > 0 ? x : x * negative_slope,
});

type Elu = { readonly alpha: number };

const eluOp: Op<Elu> = elementwise<Elu>({
  name: "elu",
  gradFn: numberedInPlace("EluBackward"),
  choose:
    (_, { alpha }) =>
    (x) =>
      x > 0 ? x : alpha * Math.expm1(x),
  derivatives: [
    d("alpha*exp(x) if x <= 0 else 1", ["x"], (g, { x }, { attributes }) =>
      eluBackward(g, x, { alpha: attributes.alpha, scale: 1, steepness: 1, isResult: "inplace" in attributes }),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { alpha: 0.8 } })],
  check: onlyFloating("elu_cpu"),
});

export const eluInPlaceOp: Op<Elu> = overwritten(
  eluOp,
  ({ alpha }) => (alpha < 0 ? overwrittenSlope("elu") : null),
  "result",
);

type Hardtanh = { readonly min_val: number; readonly max_val: number };

const hardtanhOp: Op<Hardtanh> = elementwise<Hardtanh>({
  name: "hardtanh",
  layout: asFirst,
  // Written so that NaN passes, and the upper bound holds where the bounds are crossed, as PyTorch does it.
  choose(dtype, attributes) {
    if (dtype === uint8 && (attributes.min_val < 0 || attributes.max_val < 0)) throw unsignedHardtanh();
    const { min_val, max_val } = inDtype(dtype, attributes);
    if (Number.isNaN(min_val) || Number.isNaN(max_val)) return () => NaN;
    return (x) => {
      const raised = x < min_val ? min_val : x;
      return raised > max_val ? max_val : raised;
    };
  },
  derivatives: [
    d("0 if (x <= min_val) + (x >= max_val) else 1", ["x"], (g, { x }, { attributes: { min_val, max_val } }) =>
      call(hardtanhBackwardOp, [g, x], { min_val, max_val }),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { min_val: -0.6, max_val: 0.9 } })],
  check(_, dtype) {
    if (dtype === bool) throw boolHardtanh();
  },
});

const hardtanhBackwardOp: Op<Hardtanh> = flatSlope<Hardtanh>({
  name: "hardtanh_backward",
  formula: "0 if (y <= min_val) + (y >= max_val) else 1",
  sampled: { min_val: -0.6, max_val: 0.9 },
  // At the bounds themselves PyTorch's gradient is 0.
  of:
    ({ min_val, max_val }) =>
    (x, y) =>
      y <= min_val || y >= max_val ? 0 : x,
});
