import { broadcastView } from "../kernels/broadcastView.js";
import { kernels } from "../kernels/kernels.js";
import { elementwiseStrides } from "../layout.js";
import type { Shape } from "../shape.js";
import { roundTo } from "../storage.js";
import { emptyStrided } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { isZeroTensor } from "../zeroTensors.js";
import type { Reduction } from "./classLosses.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op, type Operand } from "./op.js";
import { reduced, reducedTangents } from "./reducedLoss.js";
import { logsigmoid } from "./smoothActivations.js";

/**
 * The cross entropy of x, the logits of "yes", and y, the probabilities wanted:
 * (1 − y)·x − ((p − 1)·y + 1)·logsigmoid(x), where p is the weight of "yes", times the element's weight.
 */
export function logitLoss(
  x: Tensor,
  y: Tensor,
  weight: Tensor | null,
  positiveWeight: Tensor | null,
  reduction: Reduction,
): Tensor {
  const operands = [x, y, weight, positiveWeight].filter((operand) => operand !== null);
  return call(logitLossOp, operands, { reduction, weighted: weight !== null, positive: positiveWeight !== null });
}

/** The ops of this family. */
export default class LogitLossOps {
  /** @internal */
  static get ops() {
    return { binary_cross_entropy_with_logits: logitLossOp };
  }
}

/** Says which of the optional operands there are. */
type LogitLoss = { readonly reduction: Reduction; readonly weighted: boolean; readonly positive: boolean };

const square: Shape = [2, 3];

const logitLossOp: Op<LogitLoss> = {
  name: "binary_cross_entropy_with_logits",
  gradFn: constantly("BinaryCrossEntropyWithLogitsBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["((p-1)*y+1)*sigmoid(x) - p*y", "logsigmoid(-x) - p*logsigmoid(x)"],
  samples: [
    sample([square, square], { attributes: { reduction: "none", weighted: false, positive: false } }),
    sample([square, square], { attributes: { reduction: "mean", weighted: false, positive: false } }),
    sample([square, square, [3]], { attributes: { reduction: "sum", weighted: true, positive: false } }),
    sample([square, square, [3]], { attributes: { reduction: "mean", weighted: false, positive: true } }),
    sample([square, square, square, [3]], { attributes: { reduction: "none", weighted: true, positive: true } }),
  ],
  shape: ([x], { reduction }) => [reduction === "none" ? x! : []],
  forward([x, y, z, w], attributes) {
    const [logits, wanted] = [x as Tensor, y as Tensor];
    const [weight, positive] = optionalOf(z, w, attributes);
    // PyTorch computes in what it has made of the target.
    // PyTorch computes 1 − target first, and the rest in its place.
    const losses = emptyStrided(logits.shape, elementwiseStrides(logits.shape, [wanted, 1]), wanted.dtype);
    const inputs = [logits, wanted, positive === null ? 1 : broadcastView(positive, logits.shape)];
    // The weight's dtype is the one in which 1 is taken from it: a uint8 of 0 comes to 255.
    const more = (p: number): number => (positive === null ? 0 : roundTo(positive.dtype, p - 1));
    const of = (a: number, b: number, p: number): number => lossOf(a, b, more(p));
    kernels.map({ name: "binary_cross_entropy_with_logits", of }, inputs, losses);
    if (weight !== null) {
      const times = (a: number, b: number): number => a * b;
      kernels.map({ name: "mul", of: times }, [losses, broadcastView(weight, logits.shape)], losses);
    }
    return [reduced(losses, attributes.reduction)];
  },
  saves: () => ["x", "y", "z", "w"],
  vjp([g], { x, y, z, w }, { attributes }, [ofX, ofY]) {
    const factor = (slope: Tensor): Tensor => weighed(slope, z, w, attributes).mul(g!);
    return [
      ofX ? factor(slopeOfX(x, y as Tensor, z, w, attributes)) : null,
      ofY ? factor(slopeOfY(x, z, w, attributes)) : null,
    ];
  },
  jvp([ofX = null, ofY = null], { x, y, z, w }, { attributes }) {
    const terms = [
      // Zeros take nothing of the slope that they would be multiplied by, its history neither.
      ofX && (isZeroTensor(ofX) ? ofX : slopeOfX(x, y as Tensor, z, w, attributes).mul(ofX)),
      ofY ? slopeOfY(x, z, w, attributes).mul(ofY) : null,
    ].filter((term) => term !== null);
    if (terms.length === 0) return [null];
    const tangents = terms.reduce((a, b) => a.add(b));
    return [reducedTangents(weighed(tangents, z, w, { ...attributes, reduction: "none" }), attributes.reduction)];
  },
};

/** `more` is by how much the loss of "yes" counts more than once. */
function lossOf(x: number, y: number, more: number): number {
  const logSigmoid = Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
  const factor = more === 0 ? 1 : more * y + 1;
  return (1 - y) * x - factor * logSigmoid;
}

function slopeOfX(x: Tensor, y: Tensor, z: Operand, w: Operand, attributes: LogitLoss): Tensor {
  const [, positive] = optionalOf(z, w, attributes);
  if (positive === null) return x.sigmoid().sub(y);
  return y.mul(positive.sub(1)).add(1).mul(x.sigmoid()).sub(y.mul(positive));
}

function slopeOfY(x: Tensor, z: Operand, w: Operand, attributes: LogitLoss): Tensor {
  const [, positive] = optionalOf(z, w, attributes);
  return positive === null ? x.neg() : logsigmoid(x.neg()).sub(logsigmoid(x).mul(positive));
}

/** Times the elements' weights, and by how many elements there are for the mean. */
function weighed(slope: Tensor, z: Operand, w: Operand, attributes: LogitLoss): Tensor {
  const [weight] = optionalOf(z, w, attributes);
  const weighted = weight === null ? slope : slope.mul(weight);
  return attributes.reduction === "mean" ? weighted.div(weighted.numel()) : weighted;
}

function optionalOf(
  z: Operand | undefined,
  w: Operand | undefined,
  { weighted, positive }: LogitLoss,
): readonly [Tensor | null, Tensor | null] {
  const last = weighted ? w : z;
  return [weighted ? (z as Tensor) : null, positive ? (last as Tensor) : null];
}
