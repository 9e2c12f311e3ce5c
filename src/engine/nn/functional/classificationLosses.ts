import { readArguments } from "../../arguments.js";
import { bool } from "../../dtype.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { negativeLogLikelihood, type Reduction } from "../../ops/classLosses.js";
import { productByNumber, quotientByNumber, sumWithNumber } from "../../ops/byNumber.js";
import { logitLoss } from "../../ops/logitLoss.js";
import { tensorArgument } from "../../ops/operands.js";
import { log_softmax } from "../../ops/softmax.js";
import { broadcastShapes, isExpandableTo, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { givenArguments } from "./givenArguments.js";
import { optionalTensor } from "./optionalTensor.js";
import { reductionArgument, type ReductionOption } from "./reduction.js";
import { checkUndifferentiated } from "./undifferentiated.js";

export interface NllLossOptions extends ReductionOption {
  /** A weight for each class; the mean then divides by the weights of the targets. */
  readonly weight?: Tensor | null;
  /** Targets of this class count for nothing; −100 unless given. */
  readonly ignore_index?: number;
}

export interface CrossEntropyOptions extends NllLossOptions {
  /** How much of the target is spread evenly over all classes, 0 to 1. */
  readonly label_smoothing?: number;
}

/**
 * −input at the target's class, by default the mean. Shapes: input [n, c, …] or [c] of log probabilities, target [n, …]
 * or [] of int64 class indices. Throws for other dtypes and shapes and for classes that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
 */
export function nll_loss(
  input: Tensor,
  target: Tensor,
  weight?: Tensor | null | NllLossOptions,
  options?: NllLossOptions,
): Tensor {
  const named = byName(nll_loss, "nll_loss(input, target, weight, *, ignore_index, reduction)", arguments);
  if (named !== null) return named.result;
  const names = ["weight", "ignore_index", "reduction"];
  const { x, y, ...given } = lossArguments("nll_loss_nd", [input, target], names, [weight, options]);
  return calledWith([x, y, given.weight], () => likelihoodLoss(x, y, given));
}

/**
 * The cross entropy of the softmax of logits and the target, by default the mean. Shapes: input [n, c, …] or [c]; target
 * [n, …] or [] of int64 class indices, or input's shape of class probabilities. Throws for other dtypes and shapes and
 * for classes that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 */
export function cross_entropy(
  input: Tensor,
  target: Tensor,
  weight?: Tensor | null | CrossEntropyOptions,
  options?: CrossEntropyOptions,
): Tensor {
  const named = byName(
    cross_entropy,
    "cross_entropy(input, target, weight, *, ignore_index, reduction, label_smoothing)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["weight", "ignore_index", "reduction", "label_smoothing"];
  const { x, y, ...given } = lossArguments("cross_entropy_loss", [input, target], names, [weight, options]);
  if (given.label_smoothing > 1) throw errors.labelSmoothingRange(given.label_smoothing);
  const classDim = x.ndim === 1 ? 0 : 1;
  if (sameShape(x.shape, y.shape)) return probabilityLoss(x, y, classDim, given);
  const logProbabilities = log_softmax(x, classDim);
  const loss = calledWith([x, y, given.weight], () => likelihoodLoss(logProbabilities, y, given));
  if (given.label_smoothing === 0) return loss;
  const smooth = smoothLoss(logProbabilities, y, classDim, given);
  const share = given.label_smoothing / x.shape[classDim]!;
  return productByNumber(loss, 1 - given.label_smoothing).add(productByNumber(smooth, share));
}

export interface LogitLossOptions extends ReductionOption {
  /** Multiplies the losses of single elements; broadcast. */
  readonly weight?: Tensor | null;
  /** Multiplies the loss of "yes"; broadcast. */
  readonly pos_weight?: Tensor | null;
}

/**
 * The cross entropy of sigmoid(input) and probabilities, computed from the logits so that it stays finite; by default the
 * mean. Throws if target is of another size.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
 */
export function binary_cross_entropy_with_logits(
  input: Tensor,
  target: Tensor,
  weight?: Tensor | null | LogitLossOptions,
  options?: LogitLossOptions,
): Tensor {
  const named = byName(
    binary_cross_entropy_with_logits,
    "binary_cross_entropy_with_logits(input, target, weight, *, reduction, pos_weight)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "binary_cross_entropy_with_logits";
  const given = readArguments<LogitLossOptions>(op, ["weight", "reduction", "pos_weight"], [weight, options]);
  const reduction = reductionArgument(given.reduction);
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  if (!sameShape(x.shape, y.shape)) throw about(errors.targetSize(y.shape, x.shape), x, y);
  const factors = optionalTensor(op, "weight", given.weight);
  const positive = optionalTensor(op, "pos_weight", given.pos_weight);
  checkUndifferentiated(op, { weight: factors, pos_weight: positive });
  return calledWith([x, y, factors, positive], () => {
    if (!x.dtype.is_floating_point) throw errors.notImplementedFor("log_sigmoid_cpu", x.dtype.label);
    if (positive?.dtype === bool) throw errors.boolSubtraction(false);
    if (positive !== null) {
      broadcastShapes(positive.shape, y.shape);
      checkBroadcast(positive, x);
    }
    // PyTorch computes 1 − target.
    if (y.dtype === bool) throw errors.boolSubtraction(true);
    if (!y.dtype.is_floating_point) throw errors.resultCannotBeCast(x.dtype.label, y.dtype.label);
    if (factors !== null) checkBroadcast(factors, x);
    return logitLoss(x, y, factors, positive, reduction);
  });
}

function checkBroadcast(weight: Tensor, x: Tensor): void {
  const shape = broadcastShapes(x.shape, weight.shape);
  if (!sameShape(shape, x.shape)) throw errors.outputShapeMismatch(x.shape, shape);
}

interface ClassLossArguments {
  readonly weight: Tensor | null;
  readonly ignore_index: number;
  readonly reduction: Reduction;
  readonly label_smoothing: number;
}

/** PyTorch takes less than 0, and NaN, for no smoothing. */
function smoothingOf(given: number): number {
  return given > 0 ? given : 0;
}

/** In the order in which PyTorch reads them: the reduction is a number in its parser, which Python looks up before. */
function lossArguments(
  op: string,
  [input, target]: readonly [unknown, unknown],
  names: readonly string[],
  args: readonly unknown[],
) {
  const given = givenArguments(op, names, args);
  const reduction = reductionArgument(given.value("reduction"));
  return {
    x: tensorArgument(op, "input", input),
    y: tensorArgument(op, "target", target),
    weight: given.tensor("weight"),
    reduction,
    ignore_index: given.integer("ignore_index", -100),
    label_smoothing: smoothingOf(given.float("label_smoothing", 0)),
  };
}

function likelihoodLoss(x: Tensor, y: Tensor, { weight, reduction, ignore_index }: ClassLossArguments): Tensor {
  return negativeLogLikelihood(x, y, weight, reduction, ignore_index);
}

/** The loss against all classes alike: −Σ log p, over the classes of every target that is not ignored. */
function smoothLoss(
  logProbabilities: Tensor,
  target: Tensor,
  classDim: number,
  { weight, ignore_index, reduction }: ClassLossArguments,
): Tensor {
  const weighted =
    weight === null ? logProbabilities : logProbabilities.mul(perClass(weight, logProbabilities, classDim));
  const ignored = target.eq(ignore_index);
  const ofAll = weighted.sum(classDim).neg();
  if (!isExpandableTo(ignored.shape, ofAll.shape))
    throw errors.outputShapeMismatch(ofAll.shape, broadcastShapes(ofAll.shape, ignored.shape));
  const losses = ofAll.masked_fill(ignored, 0);
  if (reduction === "none") return losses;
  if (reduction === "sum") return losses.sum();
  const counted = ignored.eq(0);
  if (weight === null) return losses.sum().div(counted.sum());
  const classes = target.masked_fill(ignored, 0);
  return losses.sum().div(weight.index_select(0, classes.flatten()).mul(counted.flatten()).sum());
}

function probabilityLoss(
  x: Tensor,
  target: Tensor,
  classDim: number,
  { weight, reduction, label_smoothing }: ClassLossArguments,
): Tensor {
  if (!target.dtype.is_floating_point) throw about(errors.probabilityTarget(target.dtype.label), target);
  const classes = x.shape[classDim] ?? 1;
  if (weight !== null && !sameShape(weight.shape, [classes])) {
    throw about(errors.probabilityWeights(classes, weight.shape), weight);
  }
  const share = label_smoothing / classes;
  const smoothed = label_smoothing === 0 ? target : sumWithNumber(productByNumber(target, 1 - label_smoothing), share);
  const products = log_softmax(x, classDim).mul(smoothed);
  const weighted = weight === null ? products : products.mul(perClass(weight, x, classDim));
  if (reduction === "none") return weighted.sum(classDim).neg();
  if (reduction === "mean" && x.numel() === 0) return weighted.sum().fill_(NaN).neg();
  const loss = weighted.sum().neg();
  return reduction === "sum" ? loss : quotientByNumber(loss, x.numel() / classes);
}

/** Class weights in a shape that broadcasts along the dimension of the classes. */
function perClass(weight: Tensor, x: Tensor, classDim: number): Tensor {
  return weight.view(x.shape.map((size, dim) => (dim === classDim ? size : 1)));
}
