import { kernels } from "../kernels/kernels.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";
import { where } from "./comparisons.js";
import { constantly, sample, type Attributes, type Op } from "./op.js";
import { reduced } from "./reducedLoss.js";

/** The ops of this family: losses of two tensors of one shape, element by element and then reduced. */
export default class PointwiseLossOps {
  /** @internal */
  static get ops() {
    return { mse_loss: mseLossOp, smooth_l1_loss: smoothL1LossOp, huber_loss: huberLossOp };
  }
}

type Reduced = { readonly reduction: Reduction };

interface LossSpec<A extends Reduced & Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly formula: string;
  /** Beside the reduction. */
  readonly sampled: Omit<A, "reduction">;
  /** The loss of a difference, each step rounded as PyTorch does it. */
  of(difference: number, attributes: A, round: (value: number) => number): number;
  /** The derivative of `of`, times the factor of the reduction. */
  slope(difference: Tensor, factor: number, attributes: A): Tensor;
}

/** A loss that depends on the difference of its operands only: their gradients are opposite. */
function differenceLoss<A extends Reduced & Attributes>(spec: LossSpec<A>): Op<A> {
  const factorOf = ({ reduction }: A, count: number): number => (reduction === "mean" ? 1 / count : 1);
  const slope = (x: Tensor, y: Tensor, attributes: A): Tensor =>
    spec.slope(x.sub(y), factorOf(attributes, x.numel()), attributes);
  return {
    name: spec.name,
    gradFn: constantly(spec.gradFn),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    formulas: [spec.formula, `-(${spec.formula})`],
    samples: (["none", "mean", "sum"] as const).map((reduction) =>
      sample(
        [
          [2, 3],
          [2, 3],
        ],
        { low: -2, high: 2, attributes: { ...spec.sampled, reduction } as A },
      ),
    ),
    shape: ([x], { reduction }) => [reduction === "none" ? x! : []],
    forward([x, y], attributes) {
      const [first, second] = [x as Tensor, y as Tensor];
      const round = first.dtype.name === "float32" ? Math.fround : (value: number) => value;
      const losses = emptyTensor(first.shape, first.dtype);
      const of = (a: number, b: number): number => spec.of(round(a - b), attributes, round);
      kernels.map({ name: spec.name, of }, [first, second], losses);
      return [reduced(losses, attributes.reduction)];
    },
    saves: () => ["x", "y"],
    vjp([g], { x, y }, { attributes }, [ofX, ofY]) {
      const gradient = slope(x, y as Tensor, attributes).mul(g!);
      return [ofX ? gradient : null, ofY ? gradient.neg() : null];
    },
    jvp([ofX, ofY], { x, y }, { attributes }) {
      const direction = ofX && ofY ? ofX.sub(ofY) : (ofX ?? ofY?.neg());
      if (!direction) return [null];
      const tangent = slope(x, y as Tensor, attributes).mul(direction);
      return [attributes.reduction === "none" ? tangent : tangent.sum()];
    },
  };
}

const mseLossOp: Op<Reduced> = differenceLoss<Reduced>({
  name: "mse_loss",
  gradFn: "MseLossBackward0",
  formula: "2*(x-y)",
  sampled: {},
  of: (difference) => difference * difference,
  slope: (difference, factor) => difference.mul(2 * factor),
});

type SmoothL1 = Reduced & { readonly beta: number };

/** Quadratic within beta of 0, linear beyond. */
const smoothL1LossOp: Op<SmoothL1> = differenceLoss<SmoothL1>({
  name: "smooth_l1_loss",
  gradFn: "SmoothL1LossBackward0",
  formula: "(x-y)/beta if abs(x-y) < beta else sign(x-y)",
  sampled: { beta: 0.7 },
  of(difference, { beta }, round) {
    const distance = Math.abs(difference);
    return distance < beta ? round(round(0.5 * distance) * distance) / beta : distance - 0.5 * beta;
  },
  slope(difference, factor, { beta }) {
    const near = difference.abs().lt(beta);
    return where(near, difference.div(beta === 0 ? 1 : beta), difference.sign()).mul(factor);
  },
});

type Huber = Reduced & { readonly delta: number };

/** Quadratic within delta of 0, linear beyond: delta times the smooth L1 loss. */
const huberLossOp: Op<Huber> = differenceLoss<Huber>({
  name: "huber_loss",
  gradFn: "HuberLossBackward0",
  formula: "x-y if abs(x-y) < delta else delta*sign(x-y)",
  sampled: { delta: 0.7 },
  of(difference, { delta }, round) {
    const distance = Math.abs(difference);
    return distance <= delta ? 0.5 * round(distance * distance) : delta * round(distance - 0.5 * delta);
  },
  slope: (difference, factor, { delta }) =>
    where(difference.abs().le(delta), difference, difference.sign().mul(delta)).mul(factor),
});
