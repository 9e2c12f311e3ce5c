import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import { logsigmoid } from "../../ops/smoothActivations.js";
import { rsub } from "../../ops/reversed.js";
import type { Tensor } from "../../tensor.js";
import { givenArguments } from "./givenArguments.js";
import { composedReduction, reducedLosses, type ReductionOption } from "./reduction.js";

export interface MultilabelSoftMarginOptions extends ReductionOption {
  /** Multiplies the losses of single classes; broadcast. */
  readonly weight?: Tensor | null;
}

/**
 * The cross entropy of sigmoid(input) and target, the mean over the classes in the last dimension; by default the mean of
 * that. The shapes are broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_soft_margin_loss.html
 */
export function multilabel_soft_margin_loss(
  input: Tensor,
  target: Tensor,
  weight?: Tensor | null | MultilabelSoftMarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(
    multilabel_soft_margin_loss,
    "multilabel_soft_margin_loss(input, target, weight, *, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "multilabel_soft_margin_loss";
  const given = givenArguments(op, ["weight", "reduction"], [weight, options]);
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const factor = given.tensor("weight");
  const losses = y
    .mul(logsigmoid(x))
    .add(rsub(y, 1).mul(logsigmoid(x.neg())))
    .neg();
  const weighted = factor === null ? losses : losses.mul(factor);
  if (x.ndim === 0) throw about(errors.noDimensions(), x);
  const classes = x.shape.at(-1)!;
  const means = weighted.sum(x.ndim - 1).div(classes);
  const reduction = composedReduction(op, given.value("reduction"));
  return reducedLosses(means, reduction);
}
