import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";

/** f(x) = scale·x, and below 0 scale·alpha·(exp(steepness·x) − 1): elu, selu and celu are this with other numbers. */
export type EluNumbers = {
  readonly alpha: number;
  readonly scale: number;
  readonly steepness: number;
  /** Whether x is the function's result, which tells the slope where the function was written in place. */
  readonly isResult: boolean;
};

/** The gradient through such a function at x: a node of its own in PyTorch's graph, by which second derivatives go. */
export function eluBackward(g: Tensor, x: Tensor, numbers: EluNumbers): Tensor {
  return call(eluBackwardOp, [g, x], numbers);
}

/** The ops of this family. */
export default class EluBackwardOps {
  /** @internal */
  static get ops() {
    return { elu_backward: eluBackwardOp };
  }
}

const eluBackwardOp: Op<EluNumbers> = elementwise<EluNumbers>({
  name: "elu_backward",
  choose:
    (_, { alpha, scale, steepness, isResult }) =>
    (x, y) => {
      if (!(y <= 0)) return x * scale;
      return x * steepness * (isResult ? y + alpha * scale : alpha * scale * Math.exp(y * steepness));
    },
  derivatives: [
    d("scale*alpha*steepness*exp(y*steepness) if y <= 0 else scale", ["x", "y"], (g, { y }, { attributes }) =>
      eluBackward(g, y as Tensor, attributes),
    ),
    d("x*scale*alpha*steepness^2*exp(y*steepness) if y < 0 else 0", ["x", "y"], (g, { x, y }, { attributes }) => {
      const [scaled, isBelow] = [g.mul(x).mul(attributes.steepness), (y as Tensor).lt(0)];
      return (attributes.isResult ? scaled : eluBackward(scaled, y as Tensor, attributes)).mul(isBelow);
    }),
  ],
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: -1.4, high: 1.6, attributes: { alpha: 0.8, scale: 1.1, steepness: 1.3, isResult: false } },
    ),
  ],
});
