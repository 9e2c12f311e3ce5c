import { erf } from "../kernels/special/errorFunction.js";
import { asFirst, inRows } from "../layout.js";
import { erf as erfOf } from "./errorFunctions.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { productAs } from "./productAs.js";
import { onlyFloating } from "./refusals.js";

/** log(sigmoid(x)). */
export function logsigmoid(x: Tensor): Tensor {
  return apply(logSigmoidOp, x);
}

/** log(1 + exp(beta·x)) / beta, and x itself where beta·x is above the threshold. */
export function softplusOf(x: Tensor, beta: number, threshold: number): Tensor {
  return call(softplusOp, [x], { beta, threshold });
}

/** x·Φ(x), Φ being the normal distribution's cumulative function or an approximation of it by tanh. */
export function geluOf(x: Tensor, approximate: "none" | "tanh"): Tensor {
  return apply(approximate === "none" ? geluOp : geluTanhOp, x);
}

/** The ops of this family. */
export default class SmoothActivationOps {
  /** @internal */
  static get ops() {
    return {
      silu: siluOp,
      log_sigmoid: logSigmoidOp,
      log_sigmoid_backward: logSigmoidBackwardOp,
      softplus: softplusOp,
      gelu: geluOp,
      gelu_tanh: geluTanhOp,
    };
  }
}

const around = [sample([[2, 3]], { low: -1.8, high: 2.2 })];

const siluOp: Op = elementwise({
  name: "silu",
  of: (x) => x / (1 + Math.exp(-x)),
  derivatives: [
    d("(1+x/(1+exp(x)))/(1+exp(-x))", ["x"], (g, { x }) => {
      const gate = x.sigmoid();
      return g.mul(gate.mul(gate.neg().add(1).mul(x).add(1)));
    }),
  ],
  samples: around,
  check: onlyFloating("silu_cpu"),
});

const logSigmoidOp: Op = elementwise({
  name: "log_sigmoid",
  layout: inRows,
  gradFn: "LogSigmoidBackward0",
  of: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
  derivatives: [d("1/(1+exp(x))", ["x"], (g, { x }) => apply(logSigmoidBackwardOp, g, x))],
  samples: around,
  check: onlyFloating("log_sigmoid_cpu"),
});

/** x is the gradient, as which it lies, and y the operand. */
const logSigmoidBackwardOp: Op = elementwise({
  name: "log_sigmoid_backward",
  layout: asFirst,
  gradFn: "LogSigmoidBackwardBackward0",
  of: (x, y) => x / (1 + Math.exp(y)),
  derivatives: [
    d("1/(1+exp(y))", ["y"], (g, { y }) => apply(logSigmoidBackwardOp, g, y as Tensor)),
    d("-x*exp(y)/(1+exp(y))^2", ["x", "y"], (g, { x, y }) => {
      const gate = (y as Tensor).sigmoid();
      return g.mul(x).mul(gate.sub(1)).mul(gate);
    }),
  ],
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: -1.8, high: 2.2 },
    ),
  ],
});

type Softplus = { readonly beta: number; readonly threshold: number };

const softplusOp: Op<Softplus> = elementwise<Softplus>({
  name: "softplus",
  choose:
    (_, { beta, threshold }) =>
    (x) =>
      x * beta > threshold ? x : Math.log1p(Math.exp(x * beta)) / beta,
  derivatives: [
    d("1 if x*beta > threshold else 1/(1+exp(-x*beta))", ["x"], (g, { x }, { attributes: { beta, threshold } }) => {
      const scaled = x.mul(beta);
      // At the threshold itself the slope is constant.
      const gate = scaled.sigmoid();
      const isCurved = scaled.lt(threshold).to(g.dtype);
      const constant = where(scaled.gt(threshold), 1, gate.detach()).mul(isCurved.neg().add(1));
      return productAs("SoftplusBackwardBackward0", g, gate.mul(isCurved).add(constant));
    }),
  ],
  samples: [
    ...around.map((shape) => ({ ...shape, attributes: { beta: 1, threshold: 20 } })),
    sample([[2, 3]], { low: -1, high: 1, attributes: { beta: 2, threshold: 1.1 } }),
  ],
  check: onlyFloating("softplus_cpu"),
});

const geluOp: Op = elementwise({
  name: "gelu",
  of: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
  derivatives: [
    d("(1+erf(x/sqrt(2)))/2 + x*exp(-(x^2)/2)/sqrt(2*pi)", ["x"], (g, { x }) => {
      const density = x
        .pow(2)
        .mul(-0.5)
        .exp()
        .mul(1 / Math.sqrt(2 * Math.PI));
      return productAs("GeluBackwardBackward0", g, erfOf(x.mul(Math.SQRT1_2)).add(1).mul(0.5).add(x.mul(density)));
    }),
  ],
  samples: around,
  check: onlyFloating("GeluKernelImpl"),
});

const slopeAtZero = Math.sqrt(2 / Math.PI);
const cubicPart = 0.044715;

const geluTanhOp: Op = elementwise({
  name: "gelu_tanh",
  gradFn: "GeluBackward0",
  of: (x) => 0.5 * x * (1 + Math.tanh(slopeAtZero * (x + cubicPart * x * x * x))),
  derivatives: [
    d(
      "(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))/2 + x*(1-tanh(sqrt(2/pi)*(x+0.044715*x^3))^2)*sqrt(2/pi)*(1+3*0.044715*x^2)/2",
      ["x"],
      (g, { x }) => {
        const bent = x.add(x.pow(3).mul(cubicPart)).mul(slopeAtZero).tanh();
        const steepness = x
          .pow(2)
          .mul(3 * cubicPart)
          .add(1)
          .mul(slopeAtZero);
        const curved = bent.pow(2).neg().add(1).mul(steepness).mul(x);
        return productAs("GeluBackwardBackward0", g, bent.add(1).add(curved).mul(0.5));
      },
    ),
  ],
  samples: around,
  check: onlyFloating("GeluKernelImpl"),
});
