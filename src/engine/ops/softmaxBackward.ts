import { broadcastView } from "../kernels/broadcastView.js";
import { exponential, minus, times } from "../kernels/elementFunctions.js";
import { kernels, type ElementFunction } from "../kernels/kernels.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";

export type Along = { readonly dim: number };

/** The ops of this family. */
export default class SoftmaxBackwardOps {
  /** @internal */
  static get ops() {
    return { softmax_backward_data: softmaxBackwardOp, log_softmax_backward_data: logSoftmaxBackwardOp };
  }
}

const samples = [
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3, 2],
    [2, 3, 2],
  ],
].map((shapes) => sample(shapes, { attributes: { dim: 1 } }));

/** The gradient from that of the result and the result itself, in rows, and its derivatives as PyTorch writes them. */
export const softmaxBackwardOp: Op<Along> = ofResult({
  name: "softmax_backward_data",
  gradFn: "SoftmaxBackwardDataBackward0",
  formulas: ["y * (x - sum(x*y, dim))"],
  compute(g, out, dim) {
    const weighted = mapped("mul", times, g, out);
    return mapped("mul", times, mapped("sub", minus, g, totals(weighted, dim)), out);
  },
  byGradient: (v, _, out, dim) => timesJacobian(v, out, dim),
  byResult: (v, g, out, dim) => {
    const [along, weighted] = [out.mul(v).sum(dim, true), out.mul(g).sum(dim, true)];
    return v.mul(g).sub(along.mul(g)).sub(v.mul(weighted));
  },
  alongResult(tangent, g, out, dim) {
    const [along, weighted] = [g.mul(tangent).sum(dim, true), out.mul(g).sum(dim, true)];
    return tangent.mul(g.sub(weighted)).sub(out.mul(along));
  },
});

export const logSoftmaxBackwardOp: Op<Along> = ofResult({
  name: "log_softmax_backward_data",
  gradFn: "LogSoftmaxBackwardDataBackward0",
  formulas: ["x - exp(y) * sum(x, dim)"],
  compute(g, out, dim) {
    const probabilities = mapped("exp", exponential, out);
    return mapped("sub", minus, g, mapped("mul", times, probabilities, totals(g, dim)));
  },
  byGradient: (v, _, out, dim) => v.sub(v.mul(out.exp()).sum(dim, true)),
  byResult: (v, g, out, dim) => g.sum(dim, true).neg().mul(out.exp()).mul(v),
  alongResult: (tangent, g, out, dim) => g.sum(dim, true).neg().mul(out.exp()).mul(tangent),
});

interface OfResultSpec {
  readonly name: string;
  readonly gradFn: string;
  readonly formulas: readonly string[];
  /** The gradient, each step rounded as PyTorch's kernel does it. */
  compute(g: Tensor, out: Tensor, dim: number): Tensor;
  byGradient(v: Tensor, g: Tensor, out: Tensor, dim: number): Tensor;
  byResult(v: Tensor, g: Tensor, out: Tensor, dim: number): Tensor;
  /** The tangent that comes of the result's. */
  alongResult(tangent: Tensor, g: Tensor, out: Tensor, dim: number): Tensor;
}

function ofResult(spec: OfResultSpec): Op<Along> {
  const { name, gradFn, formulas } = spec;
  const op: Op<Along> = {
    name,
    gradFn: constantly(gradFn),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    formulas: [...formulas, "the same, derived by y"],
    samples,
    shape: ([shape]) => [shape!],
    forward: ([g, out], { dim }) => [spec.compute(g as Tensor, out as Tensor, dim)],
    saves: ([, ofOut]) => (ofOut ? ["x", "y"] : ["y"]),
    vjp: ([v], { x, y }, { attributes: { dim } }, [ofG, ofOut]) => [
      ofG ? spec.byGradient(v!, x, y as Tensor, dim) : null,
      ofOut ? spec.byResult(v!, x, y as Tensor, dim) : null,
    ],
    jvp([tangent, ofOut], { x, y }, { attributes }) {
      const first = tangent ? call(op, [tangent, y as Tensor], attributes) : null;
      const second = ofOut ? spec.alongResult(ofOut, x, y as Tensor, attributes.dim) : null;
      return [first && second ? first.add(second) : (first ?? second)];
    },
  };
  return op;
}

/** Of elements in rows, of which the last operand may be one for each row. */
function mapped(name: string, of: ElementFunction, x: Tensor, y?: Tensor): Tensor {
  const out = emptyTensor(x.shape, x.dtype);
  kernels.map({ name, of }, y === undefined ? [x] : [x, broadcastView(y, x.shape)], out);
  return out;
}

function totals(x: Tensor, dim: number): Tensor {
  const sums = emptyTensor(x.ndim === 0 ? [] : x.shape.with(dim, 1), x.dtype);
  kernels.sum(x, sums);
  return sums;
}

/** That of the softmax, which is symmetric, times a tensor. */
function timesJacobian(g: Tensor, out: Tensor, dim: number): Tensor {
  const weighted = g.mul(out);
  return weighted.sub(out.mul(weighted.sum(dim, true)));
}
