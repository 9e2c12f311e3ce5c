import { derivativeNotImplemented } from "../errors.js";
import { ctcGradients, ctcLosses, type Labelling } from "../kernels/ctc.js";
import { writeNumbers } from "../kernels/dense.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, type Op } from "./op.js";

export type Ctc = {
  readonly samples: readonly Labels[];
  readonly blank: number;
  readonly zero_infinity: boolean;
};

/** The labels of one sample, and how much of its log probabilities counts. */
export type Labels = { readonly labels: readonly number[]; readonly length: number };

/** The losses [n] of log probabilities [t, n, c] from labels. */
export function ctcLossOf(logProbabilities: Tensor, targets: Tensor, attributes: Ctc): Tensor {
  return call(ctcLossOp, [logProbabilities, targets], attributes);
}

/** The ops of this family. */
export default class CtcLossOps {
  /** @internal */
  static get ops() {
    return { ctc_loss: ctcLossOp, ctc_loss_backward: ctcLossBackwardOp };
  }
}

const ctcLossOp: Op<Ctc> = {
  name: "ctc_loss",
  gradFn: constantly("CtcLossBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["exp(x) - share of the paths through it"],
  // The gradient is that of log_softmax's operand, which no difference of losses shows.
  samples: [],
  shape: ([x]) => [[x![1]!]],
  forward([x], { samples, blank }) {
    const { shape, dtype } = x as Tensor;
    const out = emptyTensor([shape[1]!], dtype);
    writeNumbers(out, ctcLosses(x as Tensor, samples as readonly Labelling[], blank));
    return [out];
  },
  // PyTorch keeps the targets, too, so that they must not be written in between.
  saves: () => ["x", "y"],
  vjp: ([g], { x }, { attributes }) => [call(ctcLossBackwardOp, [g!, x], attributes)],
  jvp: notImplemented,
};

/** x is the gradient of the losses, y the log probabilities. PyTorch has no derivative of it. */
const ctcLossBackwardOp: Op<Ctc> = {
  name: "ctc_loss_backward",
  gradFn: constantly("torch::autograd::NotImplemented"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["not implemented", "not implemented"],
  samples: [],
  shape: ([, logProbabilities]) => [logProbabilities!],
  forward([g, logProbabilities], { samples, blank, zero_infinity }) {
    const x = logProbabilities as Tensor;
    const out = emptyTensor(x.shape, x.dtype);
    const gradients = ctcGradients(x, samples as readonly Labelling[], blank, zero_infinity);
    const { storage, offset, strides } = g as Tensor;
    const [, batches, classes] = x.shape as readonly [number, number, number];
    const scaled = gradients.map((slope, i) => {
      const batch = Math.floor(i / classes) % batches;
      const isCounted = Math.floor(i / (classes * batches)) < samples[batch]!.length;
      return isCounted ? slope * storage.read(offset + batch * strides[0]!) : 0;
    });
    writeNumbers(out, scaled);
    return [out];
  },
  saves: () => [],
  vjp: notImplemented,
  jvp: notImplemented,
};

function notImplemented(): never {
  throw derivativeNotImplemented("_ctc_loss_backward");
}
