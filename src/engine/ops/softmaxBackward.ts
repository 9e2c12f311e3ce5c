import { forEachRow, rowsAlong } from "../kernels/alongDimension.js";
import { denseDoubles, writeNumbers } from "../kernels/dense.js";
import { roundingOf } from "../storage.js";
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
  of: (g, out, dot, round) => round(g - dot) * out,
  weight: (g, out) => g * out,
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
  of: (g, out, total, round) => g - round(round(Math.exp(out)) * total),
  weight: (g) => g,
  byGradient: (v, _, out, dim) => v.sub(v.mul(out.exp()).sum(dim, true)),
  byResult: (v, g, out, dim) => g.sum(dim, true).neg().mul(out.exp()).mul(v),
  alongResult: (tangent, g, out, dim) => g.sum(dim, true).neg().mul(out.exp()).mul(tangent),
});

interface OfResultSpec {
  readonly name: string;
  readonly gradFn: string;
  readonly formulas: readonly string[];
  /** An element of the gradient, from those of the result's and the result, and the sum of the weights along the dimension. */
  of(g: number, out: number, sum: number, round: (value: number) => number): number;
  weight(g: number, out: number): number;
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
    samples: samples,
    shape: ([shape]) => [shape!],
    forward([g, out], { dim }) {
      const [gradient, result] = [g as Tensor, out as Tensor];
      const [gradients, results] = [denseDoubles(gradient), denseDoubles(result)];
      const numbers = new Float64Array(results.length);
      const round = roundingOf(result.dtype);
      const rows = rowsAlong(result.shape, dim);
      if (numbers.length > 0)
        forEachRow(rows, (first) => {
          const end = first + rows.size * rows.inner;
          let sum = 0;
          for (let i = first; i < end; i += rows.inner) sum += round(spec.weight(gradients[i]!, results[i]!));
          sum = round(sum);
          for (let i = first; i < end; i += rows.inner) numbers[i] = spec.of(gradients[i]!, results[i]!, sum, round);
        });
      const room = emptyTensor(result.shape, result.dtype);
      writeNumbers(room, numbers);
      return [room];
    },
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

/** That of the softmax, which is symmetric, times a tensor. */
function timesJacobian(g: Tensor, out: Tensor, dim: number): Tensor {
  const weighted = g.mul(out);
  return weighted.sub(out.mul(weighted.sum(dim, true)));
}
