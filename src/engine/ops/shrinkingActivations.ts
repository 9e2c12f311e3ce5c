import { filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
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
    return { hardshrink: hardshrinkOp, softshrink: softshrinkOp, threshold: thresholdOp };
  }
}

const around = { low: -1.4, high: 1.6 };

type Shrink = { readonly lambd: number };

// Written so that NaN passes, as PyTorch does it.
const hardshrinkOp: Op<Shrink> = elementwise<Shrink>({
  name: "hardshrink",
  choose:
    (_, { lambd }) =>
    (x) =>
      x >= -lambd && x <= lambd ? 0 : x,
  derivatives: [d("0 if abs(x) <= lambd else 1", ["x"], (g, { x }, { attributes: { lambd } }) => outside(g, x, lambd))],
  samples: [sample([[2, 3]], { ...around, attributes: { lambd: 0.5 } })],
  check: onlyFloating("hardshrink_cpu"),
});

const softshrinkOp: Op<Shrink> = elementwise<Shrink>({
  name: "softshrink",
  choose:
    (_, { lambd }) =>
    (x) =>
      x > lambd ? x - lambd : x < -lambd ? x + lambd : x * 0,
  derivatives: [d("0 if abs(x) <= lambd else 1", ["x"], (g, { x }, { attributes: { lambd } }) => outside(g, x, lambd))],
  samples: [sample([[2, 3]], { ...around, attributes: { lambd: 0.5 } })],
  check: onlyFloating("softshrink_check"),
});

type Threshold = { readonly threshold: number; readonly value: number };

/** x above the threshold, else the value. */
export const thresholdOp: Op<Threshold> = elementwise<Threshold>({
  name: "threshold",
  choose:
    (_, { threshold, value }) =>
    (x) =>
      x <= threshold ? value : x,
  derivatives: [
    d("0 if x <= threshold else 1", ["x"], (g, { x }, { attributes: { threshold } }) =>
      where(x.le(threshold), filledTensor([], 0, g.dtype), g),
    ),
  ],
  samples: [sample([[2, 3]], { ...around, attributes: { threshold: 0.2, value: -3 } })],
  check: refuseBools("threshold_cpu"),
});

function outside(g: Tensor, x: Tensor, lambd: number): Tensor {
  return where(x.ge(-lambd).mul(x.le(lambd)), filledTensor([], 0, g.dtype), g);
}
