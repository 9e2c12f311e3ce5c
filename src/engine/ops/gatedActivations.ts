import { overwrittenSlope } from "../errors.js";
import { asFirst, firstLast } from "../layout.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros, zeroOf } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { eluBackward } from "./eluBackward.js";
import { numberedInPlace, sample, type Op } from "./op.js";
import { overwritten } from "./overwritten.js";
import { onlyFloating } from "./refusals.js";

/** x, and below 0 weight·x. */
export function preluOf(x: Tensor, weight: Tensor): Tensor {
  return apply(preluOp, x, weight);
}

/** The ops of this family. */
export default class GatedActivationOps {
  /** @internal */
  static get ops() {
    return {
      mish: mishOp,
      prelu_kernel: preluOp,
      prelu_backward: preluBackwardOp,
      prelu_weight_backward: preluWeightBackwardOp,
      celu: celuOp,
      selu: seluOp,
    };
  }
}

const pairs = [
  sample(
    [
      [2, 3],
      [2, 3],
    ],
    { low: -1.4, high: 1.6 },
  ),
];

/** x·tanh(softplus(x)) */
export const mishOp: Op = elementwise({
  name: "mish",
  of: (x) => x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  derivatives: [
    d("out/x + x*(1-(out/x)^2)/(1+exp(-x))", ["x"], (g, { x }) => {
      // The tanh of softplus. Where exp overflows the slope of that is NaN, as in PyTorch.
      const bent = x.exp().log1p().tanh();
      return g.mul(bent.add(x.mul(x.sigmoid()).mul(bent.mul(bent).neg().add(1))));
    }),
  ],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6 })],
  check: onlyFloating("mish_cpu"),
});

/** y is the weight. Reverse mode takes the slope below 0 at 0; forward mode and second derivatives take that above. */
const preluOp: Op = elementwise({
  name: "prelu_kernel",
  layout: asFirst,
  of: (x, y) => (x > 0 ? x : y * x),
  derivatives: [
    d(
      "1 if x > 0 else y",
      ["x", "y"],
      (g, { x, y }) => apply(preluBackwardOp, g, x, y),
      (t, { x, y }) => where(x.ge(0), t, t.mul(y)),
    ),
    d(
      "0 if x > 0 else x",
      ["x", "y"],
      (g, { x, y }) => apply(preluWeightBackwardOp, g, x, y),
      (t, { x }) => belowZero(x, t.mul(x)),
    ),
  ],
  samples: pairs,
  check: onlyFloating("prelu_cpu"),
});

const slopeSamples = [
  sample(
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    { low: -1.4, high: 1.6 },
  ),
];

/** x is the gradient, y the operand and z the weight: what goes on to the operand. */
const preluBackwardOp: Op = elementwise({
  name: "prelu_backward",
  layout: firstLast,
  gradFn: "PreluKernelBackwardBackward0",
  of: (x, y, z) => (y > 0 ? x : x * z),
  derivatives: [
    d("1 if y >= 0 else z", ["y", "z"], (g, { y, z }) => where((y as Tensor).ge(0), g, g.mul(z))),
    d("0", [], contiguousZeros),
    d("0 if y >= 0 else x", ["x", "y"], (g, { x, y }) => belowZero(y as Tensor, g.mul(x))),
  ],
  samples: slopeSamples,
});

/** The same for what goes on to the weight. */
const preluWeightBackwardOp: Op = elementwise({
  name: "prelu_weight_backward",
  layout: firstLast,
  gradFn: "PreluKernelBackwardBackward0",
  of: (x, y) => (y > 0 ? 0 : x * y),
  derivatives: [
    d("0 if y >= 0 else y", ["y"], (g, { y }) => belowZero(y as Tensor, g.mul(y))),
    d("0 if y >= 0 else x", ["x", "y"], (g, { x, y }) => belowZero(y as Tensor, g.mul(x))),
    d("0", [], contiguousZeros),
  ],
  samples: slopeSamples,
});

function belowZero(x: Tensor, values: Tensor): Tensor {
  return where(x.ge(0), zeroOf(values), values);
}

type Celu = { readonly alpha: number };

/** x, and below 0 alpha·(exp(x/alpha) − 1). */
export const celuOp: Op<Celu> = elementwise<Celu>({
  name: "celu",
  gradFn: numberedInPlace("CeluBackward"),
  choose:
    (_, { alpha }) =>
    (x) =>
      x > 0 ? x : alpha * Math.expm1(x / alpha),
  derivatives: [
    d("exp(x/alpha) if x <= 0 else 1", ["x"], (g, { x }, { attributes }) =>
      eluBackward(g, x, {
        alpha: attributes.alpha,
        scale: 1,
        steepness: inverseOf(attributes.alpha),
        isResult: "inplace" in attributes,
      }),
    ),
  ],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6, attributes: { alpha: 0.8 } })],
  check: onlyFloating("elu_cpu"),
});

export const celuInPlaceOp: Op<Celu> = overwritten(
  celuOp,
  ({ alpha }) => (alpha < 0 ? overwrittenSlope("elu") : null),
  "result",
);

/** PyTorch's derivative takes alpha in single precision where it divides by it. */
function inverseOf(alpha: number): number {
  return 1 / Math.fround(alpha);
}

const [scale, alpha] = [1.0507009873554804934193349852946, 1.6732632423543772848170429916717];

/** scale·x, and below 0 scale·alpha·(exp(x) − 1), with the numbers of https://arxiv.org/abs/1706.02515. */
export const seluOp: Op = elementwise({
  name: "selu",
  gradFn: numberedInPlace("EluBackward"),
  of: (x) => (x > 0 ? scale * x : scale * alpha * Math.expm1(x)),
  derivatives: [
    d(`${scale * alpha}*exp(x) if x <= 0 else ${scale}`, ["x"], (g, { x }, { attributes }) =>
      eluBackward(g, x, { alpha, scale, steepness: 1, isResult: "inplace" in attributes }),
    ),
  ],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6 })],
  check: onlyFloating("elu_cpu"),
});

export const seluInPlaceOp: Op = overwritten(seluOp, () => null, "result");
