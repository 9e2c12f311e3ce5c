import { kernels } from "../kernels/kernels.js";
import { broadcastStrides } from "../shape.js";
import { emptyLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";
import { quotientByNumber } from "./byNumber.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { constantly, sample, type Op, type Operand } from "./op.js";
import { reduced, reducedTangents } from "./reducedLoss.js";

/**
 * The cross entropy of x and y, probabilities of "yes": −y·log(x) − (1 − y)·log(1 − x), times the element's weight. The
 * logarithms are at least −100.
 */
export function probabilityLoss(x: Tensor, y: Tensor, weight: Tensor | null, reduction: Reduction): Tensor {
  return call(lossOp, weight === null ? [x, y] : [x, y, weight], { reduction });
}

/** The ops of this family. */
export default class ProbabilityLossOps {
  /** @internal */
  static get ops() {
    return { binary_cross_entropy: lossOp, binary_cross_entropy_backward: slopeOp };
  }
}

type Reduced = { readonly reduction: Reduction };

const square = [2, 3] as const;
const between = { low: 0.1, high: 0.9 };

const lossOp: Op<Reduced> = {
  name: "binary_cross_entropy",
  gradFn: constantly("BinaryCrossEntropyBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["(x-y)/((1-x)*x)", "-logit(x)"],
  samples: [
    sample([square, square], { ...between, attributes: { reduction: "none" } }),
    sample([square, square], { ...between, attributes: { reduction: "mean" } }),
    sample([square, square, [3]], { ...between, attributes: { reduction: "sum" } }),
    sample([square, square, square], { ...between, attributes: { reduction: "mean" } }),
  ],
  shape: ([x], { reduction }) => [reduction === "none" ? x! : []],
  forward([x, y, weight], { reduction }) {
    const [probability, wanted] = [x as Tensor, y as Tensor];
    const losses = emptyLike(probability, probability.dtype);
    kernels.map({ name: "binary_cross_entropy", of: lossOf }, [probability, wanted], losses);
    if (weight !== undefined) {
      const { storage, offset, ...geometry } = weight as Tensor;
      const strides = broadcastStrides({ offset, ...geometry }, losses.shape);
      const factors = { storage, offset, shape: losses.shape, strides };
      kernels.map({ name: "mul", of: (loss, factor) => loss * factor }, [losses, factors], losses);
    }
    return [reduced(losses, reduction)];
  },
  saves: ([ofX, ofY]) => [...(ofX || ofY ? (["x"] as const) : []), ...(ofX ? (["y"] as const) : []), "z"],
  vjp: ([g], { x, y, z }, { attributes }, [ofX, ofY]) => [
    ofX ? weighed(apply(slopeOp, x, y, g!), z, attributes) : null,
    ofY ? weighed(slopeOfTarget(x).mul(g!), z, attributes) : null,
  ],
  jvp([ofX, ofY], saved, { attributes }) {
    const { x, y } = saved;
    const z = saved.z as Operand | undefined;
    // In place, as in PyTorch, the zeros of a target without a tangent make NaN of an infinite slope.
    const tangents = apply(slopeOp, x, y, ofX!).add(slopeOfTarget(x).mul_(ofY!));
    return [reducedTangents(z === undefined ? tangents : tangents.mul(z), attributes.reduction)];
  },
};

/** PyTorch's 1e-12, a float32, below which no denominator falls. */
const least = Math.fround(1e-12);
/** In the second derivative it is a float64, and mostly added. */
const added = 1e-12;

/** The gradient g (z) of each loss times its slope. */
const slopeOp: Op = elementwise({
  name: "binary_cross_entropy_backward",
  of: (x, y, g) => (g * (x - y)) / Math.max((1 - x) * x, least),
  derivatives: [
    d("z * (x^2 - 2*x*y + y) / ((x+1e-12)*(1-x+1e-12))^2", ["x", "y", "z"], (g, { x, y, z }) => {
      const numerator = x.mul(x).sub(x.mul(y).mul(2)).add(y);
      const denominator = x.add(added).mul(x.neg().add(1).add(added));
      return g.mul(z).mul(numerator.div(denominator.mul(denominator)));
    }),
    d("-z/(x*(1-x))", ["x", "z"], (g, { x, z }) => g.neg().mul(z).div(spreadOf(x))),
    d("(x-y)/(x*(1-x))", ["x", "y"], (g, { x, y }) => g.mul(x.sub(y)).div(spreadOf(x))),
  ],
  samples: [sample([square, square, square], between)],
});

function spreadOf(x: Tensor): Tensor {
  return x.mul(x.neg().add(1)).clamp_min(added);
}

function lossOf(x: number, y: number): number {
  return (y - 1) * Math.max(Math.log1p(-x), -100) - y * Math.max(Math.log(x), -100);
}

function slopeOfTarget(x: Tensor): Tensor {
  return x.logit().neg();
}

/** Times the elements' weights, and by how many elements there are for the mean. */
function weighed(slope: Tensor, weight: Operand | undefined, { reduction }: Reduced): Tensor {
  const weighted = weight === undefined ? slope : slope.mul(weight);
  return reduction === "mean" ? quotientByNumber(weighted, weighted.numel()) : weighted;
}
