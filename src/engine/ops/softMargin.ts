import { bool } from "../dtype.js";
import { boolNegation } from "../errors.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels } from "../kernels/kernels.js";
import { elementwiseStrides } from "../layout.js";
import { roundingOf } from "../storage.js";
import { emptyStrided } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { productAs } from "./productAs.js";
import { reduced, reducedTangents } from "./reducedLoss.js";

/** log(1 + exp(−y·x)) in the shape and dtype of x; y, 1 or −1, is broadcast to it and has no gradient. */
export function softMarginLoss(x: Tensor, y: Tensor, reduction: Reduction): Tensor {
  return call(softMarginOp, [x, y], { reduction });
}

/** The ops of this family. */
export default class SoftMarginOps {
  /** @internal */
  static get ops() {
    return { soft_margin_loss: softMarginOp };
  }
}

type Reduced = { readonly reduction: Reduction };

const softMarginOp: Op<Reduced> = {
  name: "soft_margin_loss",
  gradFn: constantly("SoftMarginLossBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["-y*z/(1+z) with z = exp(-y*x)"],
  samples: (["none", "mean", "sum"] as const).map((reduction) =>
    sample([[2, 3], [3]], { low: -1.5, high: 1.5, attributes: { reduction } }),
  ),
  shape: ([x], { reduction }) => [reduction === "none" ? x! : []],
  forward([x, y], { reduction }) {
    const [input, target] = [x as Tensor, y as Tensor];
    // PyTorch computes −input first.
    const negative = { offset: 0, shape: input.shape, strides: elementwiseStrides(input.shape, [input]) };
    const losses = emptyStrided(input.shape, elementwiseStrides(input.shape, [negative, target]), input.dtype);
    const labels = broadcastView(target, input.shape);
    // Its power of e is a tensor of its own, which may overflow.
    const round = roundingOf(input.dtype);
    kernels.map({ name: "soft_margin", of: (a, b) => Math.log1p(round(Math.exp(-a * b))) }, [input, labels], losses);
    return [reduced(losses, reduction)];
  },
  saves: () => ["x", "y"],
  vjp: ([g], { x, y }, { attributes }) => [
    productAs(
      "SoftMarginLossBackwardBackward0",
      attributes.reduction === "mean" ? slope(x, y as Tensor).div(x.numel()) : slope(x, y as Tensor),
      g!,
    ),
  ],
  jvp: ([tangent], { x, y }, { attributes }) => [
    tangent ? reducedTangents(slope(x, y as Tensor).mul(tangent), attributes.reduction) : null,
  ],
};

function slope(x: Tensor, y: Tensor): Tensor {
  if (y.dtype === bool) throw boolNegation();
  // PyTorch negates the target in its own dtype: of uint8 −1 is 255.
  const odds = y.neg().to(x.dtype).mul(x).exp();
  return y.to(x.dtype).neg().mul(odds).div(odds.add(1));
}
