import { bool } from "../dtype.js";
import { boolSubtraction, notImplementedFor, otherDtype } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { asFirst, elementwiseStrides, type ResultLayout } from "../layout.js";
import { promote } from "../promotion.js";
import { roundingOf } from "../storage.js";
import { convertedAlike, converted, emptyStrided } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";
import { tangentToMultiply } from "./tangentToMultiply.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { checkRoom } from "./inPlace.js";
import { constantly, sample, type Attributes, type Op } from "./op.js";
import { productAs } from "./productAs.js";
import { reduced, reducedTangents } from "./reducedLoss.js";

/** The ops of this family: losses of two tensors of one shape, element by element and then reduced. */
export default class PointwiseLossOps {
  /** @internal */
  static get ops() {
    return { mse_loss: mseLossOp, smooth_l1_loss: smoothL1LossOp, huber_loss: huberLossOp, capped: cappedOp };
  }
}

type Reduced = { readonly reduction: Reduction };

interface LossSpec<A extends Reduced & Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly formula: string;
  /** What PyTorch calls its kernel where it has none for a dtype. */
  readonly kernel: string;
  /** The dtype of the losses: that of both operands, or the first one's. */
  readonly result: "promoted" | "first";
  /** Beside the reduction. */
  readonly sampled: Omit<A, "reduction">;
  readonly layout: ResultLayout;
  /** The loss of a difference, each step rounded as PyTorch does it. */
  of(difference: number, attributes: A, round: (value: number) => number): number;
  /** The derivative of `of`, times the factor of the reduction; a bool may have been part of the difference. */
  slope(difference: Tensor, factor: number, attributes: A, isOfBool: boolean): Tensor;
}

/** A loss that depends on the difference of its operands only: their gradients are opposite. */
function differenceLoss<A extends Reduced & Attributes>(spec: LossSpec<A>): Op<A> {
  const factorOf = ({ reduction }: A, count: number): number => (reduction === "mean" ? 1 / count : 1);
  const slope = (x: Tensor, y: Tensor, attributes: A, factor: number): Tensor =>
    spec.slope(asNumbers(x, y).sub(asNumbers(y, x)), factor, attributes, x.dtype === bool || y.dtype === bool);
  const backward = spec.gradFn.replace("Backward", "BackwardBackward");
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
      const promoted = promote([first, second]);
      const dtype = spec.result === "first" ? first.dtype : promoted;
      checkRoom({ shape: first.shape, dtype }, { shape: first.shape, dtype: promoted });
      if (!promoted.is_floating_point) throw notImplementedFor(spec.kernel, promoted.label);
      const inDtype = [first, second].map((tensor) =>
        tensor.dtype === dtype ? tensor : convertedAlike(tensor, dtype),
      );
      const strides = spec.layout(first.shape, inDtype, [first, second]);
      const losses = emptyStrided(first.shape, strides, dtype);
      const round = roundingOf(dtype);
      const of = (a: number, b: number): number => spec.of(round(a - b), attributes, round);
      kernels.map({ name: spec.name, of }, [first, second], losses);
      return [reduced(losses, attributes.reduction)];
    },
    saves: () => ["x", "y"],
    vjp([g], { x, y }, { attributes }, [ofX, ofY]) {
      const [mine, other] = ofX ? [x.dtype, (y as Tensor).dtype] : [(y as Tensor).dtype, x.dtype];
      if (spec.result === "first" && mine !== other) throw otherDtype(other.label, mine.label);
      const factor = factorOf(attributes, x.numel());
      // Each from the difference that is its own, and written into new zeros.
      const gradient = (of: Tensor, from: Tensor): Tensor =>
        productAs(backward, slope(of, from, attributes, factor).contiguous(), g!);
      return [ofX ? gradient(x, y as Tensor) : null, ofY ? gradient(y as Tensor, x) : null];
    },
    jvp([tangentOfX, tangentOfY], { x, y: second }, { attributes }) {
      const y = second as Tensor;
      const terms = [
        [tangentToMultiply(tangentOfX, x, y), x, y] as const,
        [tangentToMultiply(tangentOfY, x, y), y, x] as const,
      ].flatMap(([tangent, of, from]) => (tangent ? [slope(of, from, attributes, 1).mul(tangent)] : []));
      if (terms.length === 0) return [null];
      return [
        reducedTangents(
          terms.reduce((total, term) => total.add(term)),
          attributes.reduction,
        ),
      ];
    },
  };
}

/** Bools can be no part of a difference. */
function asNumbers(x: Tensor, beside: Tensor): Tensor {
  return x.dtype === bool ? converted(x, beside.dtype) : x;
}

const mseLossOp: Op<Reduced> = differenceLoss<Reduced>({
  name: "mse_loss",
  layout: elementwiseStrides,
  gradFn: "MseLossBackward0",
  formula: "2*(x-y)",
  kernel: "mse_cpu",
  result: "promoted",
  sampled: {},
  of: (difference) => difference * difference,
  slope: (difference, factor) => difference.mul(2 * factor),
});

type SmoothL1 = Reduced & { readonly beta: number };

/** Quadratic within beta of 0, linear beyond. */
const smoothL1LossOp: Op<SmoothL1> = differenceLoss<SmoothL1>({
  name: "smooth_l1_loss",
  layout: elementwiseStrides,
  gradFn: "SmoothL1LossBackward0",
  formula: "(x-y)/beta if abs(x-y) < beta else sign(x-y)",
  kernel: "smooth_l1_cpu",
  result: "promoted",
  sampled: { beta: 0.7 },
  of(difference, { beta }, round) {
    const distance = Math.abs(difference);
    return distance < beta ? round(round(0.5 * distance) * distance) / beta : distance - 0.5 * beta;
  },
  slope: (difference, factor, { beta }, isOfBool) =>
    (beta === 0 ? difference.detach().sign() : cappedAt(beta, difference, isOfBool).div(beta)).mul(factor),
});

type Huber = Reduced & { readonly delta: number };

/** Quadratic within delta of 0, linear beyond: delta times the smooth L1 loss. */
const huberLossOp: Op<Huber> = differenceLoss<Huber>({
  name: "huber_loss",
  layout: asFirst,
  gradFn: "HuberLossBackward0",
  formula: "x-y if abs(x-y) < delta else delta*sign(x-y)",
  kernel: "huber_cpu",
  result: "first",
  sampled: { delta: 0.7 },
  of(difference, { delta }, round) {
    const distance = Math.abs(difference);
    return distance <= delta ? 0.5 * round(distance * distance) : delta * round(distance - 0.5 * delta);
  },
  slope: (difference, factor, { delta }) => cappedAt(delta, difference).mul(factor),
});

type Cap = { readonly cap: number; readonly isOfBool: boolean };

/** A difference, and beyond the cap that with its sign. */
function cappedAt(cap: number, difference: Tensor, isOfBool = false): Tensor {
  return call(cappedOp, [difference], { cap, isOfBool });
}

/**
 * PyTorch's second derivative multiplies by 0 and 1, so that an infinite gradient gives NaN; NaN itself counts as beyond. That of
 * smooth_l1_loss subtracts anew, which it refuses of a bool.
 */
const cappedOp: Op<Cap> = elementwise<Cap>({
  name: "capped",
  gradFn: "HuberLossBackwardBackward0",
  choose:
    (_, { cap }) =>
    (x) =>
      x <= -cap ? -cap : x >= cap ? cap : x,
  derivatives: [
    d("1 if abs(x) < cap else 0", ["x"], (g, { x }, { attributes: { cap, isOfBool } }) => {
      if (isOfBool) throw boolSubtraction(false);
      return g.mul(x.detach().abs().lt(cap).to(g.dtype));
    }),
  ],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6, attributes: { cap: 0.7, isOfBool: false } })],
});
