import { int64, uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { kernels } from "../kernels/kernels.js";
import type { Positions } from "../kernels/positions.js";
import { checkUndifferentiated } from "../nn/functional/undifferentiated.js";
import { elementCount, sameShape, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";

/** How the losses of single elements become one: not, by their mean or by their sum. */
export type Reduction = "none" | "mean" | "sum";

/**
 * −weight[c]·x[…c…] for the class c of each target. Linear in x, whose dimension 1 (of a vector: 0) holds the classes.
 */
export function negativeLogLikelihood(
  x: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: Reduction,
  ignore_index: number,
): Tensor {
  checkBatch(x, target);
  checkUndifferentiated(x.ndim <= 2 ? "nll_loss_forward" : "nll_loss2d_forward", { weight });
  checkTarget(x, target, weight);
  const parameters = weight === null ? [target] : [target, weight.ndim === 1 ? weight : weight.reshape([-1])];
  if (x.ndim <= 2) return call(nllLossOp, [x, ...parameters], { reduction, ignore_index, planar: false });
  const attributes = { reduction, ignore_index, planar: true };
  if (x.ndim === 4) return call(nllLossOp, [x, ...parameters], attributes);
  // As PyTorch does it, all further dimensions become one plane.
  const [batch, classes, ...sizes] = x.shape as [number, number, ...number[]];
  const place = [1, elementCount(sizes)];
  const plane = call(
    nllLossOp,
    [x.reshape([batch, classes, ...place]), target.reshape([batch, ...place]), ...parameters.slice(1)],
    attributes,
  );
  return reduction === "none" ? plane.view(target.shape) : plane;
}

/** The ops of this family. */
export default class ClassLossOps {
  /** @internal */
  static get ops() {
    return { nll_loss: nllLossOp, nll_loss_backward: nllLossBackwardOp };
  }
}

type ClassLoss = { readonly reduction: Reduction; readonly ignore_index: number; readonly planar: boolean };

const nllLossOp: Op<ClassLoss> = linear<ClassLoss>({
  name: "nll_loss",
  gradFn: ({ planar }) => (planar ? "NllLoss2DBackward0" : "NllLossBackward0"),
  formula: "-weight[target]",
  samples: (["none", "mean", "sum"] as const).flatMap((reduction) => {
    const attributes = { reduction, ignore_index: 1, planar: false };
    return [
      sample([[3, 4], [3]], { indices: { 1: 4 }, attributes }),
      sample([[3, 4], [3], [4]], { indices: { 1: 4 }, attributes }),
    ];
  }),
  parameters: 2,
  hangs: true,
  shape: (x, { reduction }, [target]) => lossShape(x, target!, reduction),
  forward(x, { reduction, ignore_index }, [target, weight]) {
    const { positions, factors } = termsOf(x.shape, target!, weight ?? null, reduction, ignore_index);
    const chosen = emptyTensor(target!.shape, x.dtype);
    kernels.take(x, positions, chosen);
    const values = denseNumbers(chosen);
    const out = emptyTensor(lossShape(x.shape, target!.shape, reduction), x.dtype);
    if (reduction === "none") {
      factors.forEach((factor, i) => {
        out.storage.write(i, factor * values[i]!);
      });
    } else {
      out.storage.write(
        0,
        factors.reduce(
          (total, factor, i) => total + factor * values[i]!,
          factors.length === 0 ? emptyLoss(reduction) : 0,
        ),
      );
    }
    return out;
  },
  transpose(g, info, parameters) {
    const [shape, target] = [info.shapeOf(0), parameters[0]!.shape];
    // One target for scores without a batch is refused only here.
    if (shape.length === 1 && target.length === 1 && target[0] !== shape[0])
      throw errors.sizeMismatchOfGradient(shape, target);
    return call(nllLossBackwardOp, [g, ...parameters], { ...info.attributes, shape });
  },
});

/** One loss for each target; that of scores without a batch has no dimensions, though its target may have one. */
function lossShape(x: Shape, target: Shape, reduction: Reduction): Shape {
  return reduction === "none" && x.length > 1 ? target : [];
}

type ClassLossGradient = ClassLoss & { readonly shape: Shape };

const nllLossBackwardOp: Op<ClassLossGradient> = linear<ClassLossGradient>({
  name: "nll_loss_backward",
  gradFn: "NllLossBackwardBackward0",
  samples: [
    sample([[], [3], [4]], {
      indices: { 1: 4 },
      attributes: { reduction: "mean", ignore_index: 1, planar: false, shape: [3, 4] },
    }),
  ],
  parameters: 2,
  shape: (_, { shape }) => shape,
  forward(g, { shape, reduction, ignore_index }, [target, weight]) {
    const { positions, factors } = termsOf(shape, target!, weight ?? null, reduction, ignore_index);
    const gradients = denseNumbers(g);
    const terms = emptyTensor(target!.shape, g.dtype);
    factors.forEach((factor, i) => {
      terms.storage.write(i, factor * gradients[reduction === "none" ? i : 0]!);
    });
    const out = emptyTensor(shape, g.dtype);
    kernels.accumulate(terms, positions, out);
    return out;
  },
  transpose: (g, { attributes: { reduction, ignore_index, planar } }, parameters) =>
    call(nllLossOp, [g, ...parameters], { reduction, ignore_index, planar }),
});

interface Terms {
  /** Where in x each target's log probability is; −1 for ignored targets. */
  readonly positions: Positions;
  readonly factors: Float64Array;
}

function termsOf(shape: Shape, target: Tensor, weight: Tensor | null, reduction: Reduction, ignored: number): Terms {
  const classes = shape.length === 1 ? shape[0]! : shape[1]!;
  const plane = shape.slice(2).reduce((total, size) => total * size, 1);
  const targets = denseNumbers(target);
  const weights = weight === null ? null : denseNumbers(weight);
  const positions = new Int32Array(targets.length).fill(-1);
  const factors = new Float64Array(targets.length);
  let total = 0;
  for (let i = 0; i < targets.length; i++) {
    const label = targets[i]!;
    if (label === ignored) continue;
    if (label < 0 || label >= classes) throw errors.targetOutOfBounds(label);
    const factor = weights === null ? 1 : weights[label]!;
    positions[i] = (Math.floor(i / plane) * classes + label) * plane + (i % plane);
    factors[i] = -factor;
    total += factor;
  }
  if (reduction === "mean") for (let i = 0; i < factors.length; i++) factors[i]! /= total;
  return { positions, factors };
}

/** PyTorch's mean of no losses is NaN. */
function emptyLoss(reduction: Reduction): number {
  return reduction === "mean" ? NaN : 0;
}

/** Refuses what PyTorch looks at before it chooses a kernel. */
function checkBatch(x: Tensor, target: Tensor): void {
  if (x.ndim === 0) throw errors.nllRank();
  const count = target.shape[0] ?? 0;
  if (x.ndim > 1 && count !== x.shape[0]) throw errors.batchMismatch(x.shape[0]!, count);
  if (x.ndim > 2 && x.ndim !== 4 && !sameShape(target.shape.slice(1), x.shape.slice(2)))
    throw errors.targetShape(x.shape.toSpliced(1, 1), target.shape);
}

/** Refuses what does not fit in the words of PyTorch's kernels: one for rows, one for planes, a reshape for the others. */
function checkTarget(x: Tensor, target: Tensor, weight: Tensor | null): void {
  if (x.ndim <= 2 && target.ndim > 1) throw errors.multiTarget();
  // A target without dimensions is told where its rows are looked for.
  if (x.ndim === 2) target.size(0);
  if (x.ndim === 4) checkPlane(x, target);
  if (target.dtype !== int64 && target.dtype !== uint8) throw errors.targetNotLong(target.dtype.label);
  if (x.ndim === 1 && target.numel() !== 1) throw errors.oneTarget(target.numel());
  checkDtypes(x, target, weight);
}

function checkPlane(x: Tensor, target: Tensor): void {
  if (target.ndim !== 3) throw errors.spatialTargets(target.ndim);
  if (target.dtype !== int64 && target.dtype !== uint8) throw errors.targetNotLong(target.dtype.label);
  if (!sameShape(target.shape, x.shape.toSpliced(1, 1))) throw errors.spatialTargetSize(x.shape, target.shape);
}

function checkDtypes(x: Tensor, target: Tensor, weight: Tensor | null): void {
  const classes = x.ndim === 1 ? x.shape[0]! : x.shape[1]!;
  const isPlane = x.ndim > 2;
  // Of planes PyTorch counts the weights, whatever their shape.
  if (weight !== null && (isPlane ? weight.numel() !== classes : !sameShape(weight.shape, [classes]))) {
    throw isPlane ? errors.spatialWeights() : errors.classWeights(classes, weight.shape);
  }
  if (!x.dtype.is_floating_point) {
    throw errors.notImplementedFor(isPlane ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame", x.dtype.label);
  }
  if (weight !== null && weight.dtype !== x.dtype) throw errors.scalarTypes(x.dtype.label, weight.dtype.label);
  if (isPlane && target.dtype !== int64 && x.numel() > 0) throw errors.scalarTypes(int64.label, target.dtype.label);
}
