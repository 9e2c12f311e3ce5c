import { float64 } from "../dtype.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels } from "../kernels/kernels.js";
import { emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { contraction } from "./contraction.js";
import { call } from "./dispatch.js";
import { constantly, sample, type CallInfo, type Op } from "./op.js";
import { countOf, everything, spread, type Reduction } from "./reducing.js";

/** The variance, or its root, with n − correction for the divisor. */
export function spreadOf(which: "var" | "std", x: Tensor, attributes: Spread): Tensor {
  return call(which === "var" ? varianceOp : deviationOp, [x], attributes);
}

/** The ops of this family. */
export default class SpreadOps {
  /** @internal */
  static get ops() {
    return { var: varianceOp, std: deviationOp };
  }
}

/** `isListEmpty`: all dimensions are reduced since a list of none was given, of which PyTorch's derivatives do not know. */
export type Spread = Reduction & { readonly correction: number; readonly isListEmpty: boolean };

const spreadSamples = [
  sample([[2, 3]], { attributes: { ...everything, correction: 1, isListEmpty: false } }),
  sample([[2, 3, 2]], { attributes: { dims: [0, 2], keepdim: true, correction: 0, isListEmpty: false } }),
];

const varianceOp: Op<Spread> = spreadNamed("var", variance, (t) => t);

/**
 * The derivative of the root is masked after the division by a deviation of 0: so the gradient of a constant vector is 0,
 * and its second derivative NaN, as in PyTorch.
 */
const deviationOp: Op<Spread> = spreadNamed(
  "std",
  (x, out, attributes) => {
    // The variance may be too great for a dtype that holds its root.
    const squares = emptyTensor(out.shape, float64);
    variance(x, squares, attributes);
    kernels.map({ name: "sqrt", of: Math.sqrt }, [squares], out);
  },
  (t, out) => t.div(out.mul(2)).masked_fill_(out.eq(0), 0),
);

/** `ofSquare` makes derivatives of the result of those of the variance. */
function spreadNamed(
  name: "var" | "std",
  forward: (x: Tensor, out: Tensor, attributes: Spread) => void,
  ofSquare: (t: Tensor, out: Tensor) => Tensor,
): Op<Spread> {
  const op = contraction<Spread>({
    name,
    gradFn: constantly(name === "var" ? "VarBackward0" : "StdBackward0"),
    formula: name === "var" ? "2*(x-mean)/(n-correction)" : "(x-mean)/(out*(n-correction))",
    samples: spreadSamples,
    forward,
    local: (x, _, attributes) => deviations(x, attributes).mul(scaleOf(x, attributes)),
  });
  return {
    ...op,
    saves: () => (name === "var" ? ["x"] : ["x", "out"]),
    vjp: ([g], { x, out }, info) => {
      const scaled = ofSquare(g!, out).mul(scaleOf(x, info.attributes));
      return [spread(scaled, info as CallInfo<Reduction>).mul(deviations(x, info.attributes))];
    },
    jvp([tangent], { x }, { attributes }, [out]) {
      if (!tangent) return [null];
      const dims = attributes.dims ?? x.shape.map((_, dim) => dim);
      const terms = tangent.mul(scaleOf(x, attributes)).mul(deviations(x, attributes));
      return [ofSquare(terms.sum(dims, attributes.keepdim), out!)];
    },
  };
}

function variance(x: Tensor, out: Tensor, attributes: Spread): void {
  const sums = emptyTensor(out.shape, float64);
  kernels.sum(x, sums);
  const means = broadcastView(sums, x.shape);
  const squares = emptyTensor(x.shape, float64);
  const count = countOf(x.shape, attributes);
  kernels.map({ name: "squared_deviation", of: (a, sum) => (a - sum / count) ** 2 }, [x, means], squares);
  kernels.sum(squares, sums);
  const divisor = freedom(x, attributes);
  kernels.map({ name: "div", of: (a) => a / divisor }, [sums], out);
}

/** The deviations from the mean, or what times 1 is the slope where there is no degree of freedom. */
function deviations(x: Tensor, attributes: Spread): Tensor {
  const found = x.sub(x.mean(attributes.dims ?? x.shape.map((_, dim) => dim), true));
  if (hasFreedom(x, attributes)) return found;
  return where(found.eq(0), filledTensor([], NaN, x.dtype), filledTensor([], Infinity, x.dtype));
}

/** 2 by the degrees of freedom, by which the deviations are the slope. */
function scaleOf(x: Tensor, attributes: Spread): number {
  return hasFreedom(x, attributes) ? 2 / freedomLeft(x, attributes) : 1;
}

/** PyTorch lets dimensions that are named have fewer degrees of freedom than 0. */
function hasFreedom(x: Tensor, attributes: Spread): boolean {
  return (attributes.dims !== null && x.ndim > 0) || freedomLeft(x, attributes) > 0;
}

function freedomLeft(x: Tensor, { isListEmpty, ...attributes }: Spread): number {
  return (isListEmpty ? 1 : countOf(x.shape, attributes)) - attributes.correction;
}

/** The degrees of freedom: 0 rather than fewer, which makes what is divided by it infinite or NaN. */
function freedom(x: Tensor, attributes: Spread): number {
  return Math.max(countOf(x.shape, attributes) - attributes.correction, 0);
}
