import { bool } from "../../dtype.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { differenceFromNumber, sumWithNumber } from "../../ops/byNumber.js";
import { where } from "../../ops/comparisons.js";
import { tensorArgument } from "../../ops/operands.js";
import { softMarginLoss } from "../../ops/softMargin.js";
import { broadcastShapes, sameShape } from "../../shape.js";
import { contiguousZeros, filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { givenArguments } from "./givenArguments.js";
import { checkUndifferentiated } from "./undifferentiated.js";
import { reducedLosses, reductionArgument, type ReductionOption } from "./reduction.js";

export interface MarginOptions extends ReductionOption {
  /** From which distance on two samples count as different. */
  readonly margin?: number;
}

/**
 * input where target is 1, max(0, margin − input) where it is −1; margin is 1 unless given. The shapes are broadcast; by
 * default the mean.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hinge_embedding_loss.html
 */
export function hinge_embedding_loss(
  input: Tensor,
  target: Tensor,
  margin?: number | MarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(hinge_embedding_loss, "hinge_embedding_loss(input, target, margin, *, reduction)", arguments);
  if (named !== null) return named.result;
  const op = "hinge_embedding_loss";
  const given = givenArguments(op, ["margin", "reduction"], [margin, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, labels] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const zeros = contiguousZeros(x);
  const below = filledTensor(x.shape, given.float("margin", 1), x.dtype).sub(x).clamp_min(0);
  const ofUnlike = where(labels.ne(1), below, zeros);
  return reducedLosses(ofUnlike.add(where(labels.ne(-1), x, zeros)), reduction);
}

/**
 * max(0, −target·(input1 − input2) + margin): 0 where target, 1 or −1, says which input is greater by the margin (0 unless
 * given). The shapes have one rank and are broadcast; by default the mean.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.margin_ranking_loss.html
 */
export function margin_ranking_loss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  margin?: number | MarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(
    margin_ranking_loss,
    "margin_ranking_loss(input1, input2, target, margin, *, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "margin_ranking_loss";
  const given = givenArguments(op, ["margin", "reduction"], [margin, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, y] = [tensorArgument(op, "input1", input1), tensorArgument(op, "input2", input2)];
  const order = tensorArgument(op, "target", target);
  const least = given.float("margin", 0);
  if (x.ndim !== y.ndim || x.ndim !== order.ndim) {
    throw about(errors.rankingRanks(x.shape, y.shape, order.shape), x, y, order);
  }
  const losses = sumWithNumber(order.neg().mul(x.sub(y)), least);
  return reducedLosses(losses.clamp_min(0), reduction);
}

/**
 * 1 − cos(input1, input2) where target is 1, max(0, cos − margin) where it is −1; margin is 0 unless given. Shapes: inputs
 * [n, d] with target [n], or [d] with target []; by default the mean.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_embedding_loss.html
 */
export function cosine_embedding_loss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  margin?: number | MarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(
    cosine_embedding_loss,
    "cosine_embedding_loss(input1, input2, target, margin, *, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "cosine_embedding_loss";
  const given = givenArguments(op, ["margin", "reduction"], [margin, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, y] = [tensorArgument(op, "input1", input1), tensorArgument(op, "input2", input2)];
  const labels = tensorArgument(op, "target", target);
  const greatest = given.float("margin", 0);
  if (labels.ndim > 1) throw about(errors.multiTarget(), labels);
  if (x.ndim !== labels.ndim + 1 || y.ndim !== labels.ndim + 1) {
    throw about(errors.embeddingRanks(labels.ndim, x.shape, y.shape), x, y);
  }
  // The square of each length has PyTorch's 1e-12, a float32, added, so that nothing is divided by 0.
  const squared = (vectors: Tensor): Tensor => sumWithNumber(vectors.mul(vectors).sum(labels.ndim), Math.fround(1e-12));
  const cosine = x
    .mul(y)
    .sum(labels.ndim)
    .div(squared(x).mul(squared(y)).sqrt());
  const zeros = contiguousZeros(cosine);
  const unlike = filledTensor(cosine.shape, 1, cosine.dtype).sub(cosine);
  const like = differenceFromNumber(cosine, greatest).clamp_min(0);
  const ofLike = where(labels.eq(1), unlike, zeros);
  return reducedLosses(ofLike.add(where(labels.eq(-1), like, zeros)), reduction);
}

/**
 * log(1 + exp(−target·input)) for targets 1 and −1, which are broadcast to input's shape and get no gradient; by default
 * the mean. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.soft_margin_loss.html
 */
export function soft_margin_loss(input: Tensor, target: Tensor, options?: ReductionOption): Tensor {
  const named = byName(soft_margin_loss, "soft_margin_loss(input, target, *, reduction)", arguments);
  if (named !== null) return named.result;
  const op = "soft_margin_loss";
  const given = givenArguments(op, ["reduction"], [options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, labels] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  return calledWith([x, labels], () => {
    checkUndifferentiated(op, { target: labels });
    const shape = broadcastShapes(x.shape, labels.shape);
    if (!sameShape(shape, x.shape)) throw errors.outputShapeMismatch(x.shape, shape);
    if (x.dtype === bool) throw errors.boolNegation();
    if (!x.dtype.is_floating_point) throw errors.resultCannotBeCast("Float", x.dtype.label);
    return softMarginLoss(x, labels, reduction);
  });
}
