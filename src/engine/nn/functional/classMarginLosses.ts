import { numberIn } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { multiMargin, multilabelMargin } from "../../ops/classMargins.js";
import { tensorArgument } from "../../ops/operands.js";
import { elementCount, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments } from "./givenArguments.js";
import { checkUndifferentiated } from "./undifferentiated.js";
import { reductionArgument, type ReductionOption } from "./reduction.js";
import { allSlicesOf } from "../../func/batchLevel.js";
import { refuseOutdated } from "../../ops/dispatch.js";

export interface MultiMarginOptions extends ReductionOption {
  /** 1 or 2: to which power the excess counts; 1 unless given. */
  readonly p?: number;
  /** By how much the target's class has to be above the others; 1 unless given. */
  readonly margin?: number;
  /** Multiplies the loss of each class; [c]. */
  readonly weight?: Tensor | null;
}

/**
 * Σ max(0, margin − input[c] + input[j])^p over all classes j but c, the target's, by the number of classes; by default the
 * mean over the rows. Shapes: input [n, c] or [c], target [n] of int64. Throws for other shapes and dtypes and for classes
 * that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html
 */
export function multi_margin_loss(
  input: Tensor,
  target: Tensor,
  p?: number | MultiMarginOptions,
  margin?: number | MultiMarginOptions,
  weight?: Tensor | null | MultiMarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(
    multi_margin_loss,
    "multi_margin_loss(input, target, p, margin, weight, *, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "multi_margin_loss";
  const given = givenArguments(op, ["p", "margin", "weight", "reduction"], [p, margin, weight, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const power = numberIn(given.value("p") === undefined ? 1 : given.value("p"));
  if (power !== 1 && power !== 2) throw errors.marginPower();
  const factors = given.tensor("weight");
  if (factors !== null && factors.ndim !== 1) throw about(errors.marginWeightRank(), factors);
  const [x, labels] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const least = given.number("margin", 1);
  return calledWith([x, labels, factors], () => {
    refuseOutdated([x]);
    checkUndifferentiated(op, { weight: factors });
    const classes = checkInput(x);
    const rows = x.ndim === 2 ? x.shape[0]! : 1;
    if (labels.ndim > 1 || labels.numel() !== rows || (x.ndim === 2 && labels.ndim === 0)) {
      throw errors.marginTarget(rows, labels.shape, x.shape);
    }
    if (factors !== null && factors.numel() !== classes) throw errors.marginWeightSize(classes, factors.shape);
    if (!x.dtype.is_floating_point) throw errors.notImplementedFor("multi_margin_loss_cpu_kernel", x.dtype.label);
    if (labels.dtype !== int64) throw errors.scalarTypes("Long", labels.dtype.label);
    if (factors !== null && factors.dtype !== x.dtype) {
      throw errors.scalarTypes(x.dtype.label, factors.dtype.label);
    }
    if (elements(allSlicesOf(labels)).some((label) => label < 0 || label >= classes))
      throw errors.marginTargetOutOfRange();
    return multiMargin(x, labels, factors, { p: power, margin: least, reduction });
  });
}

/**
 * Σ max(0, 1 − input[c] + input[j]) over the target's classes c, which −1 ends, and all others j, by the number of classes;
 * by default the mean over the rows. Shapes: input [n, c] or [c], target of int64 of the same. Throws for other shapes and
 * dtypes and for classes that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_margin_loss.html
 */
export function multilabel_margin_loss(input: Tensor, target: Tensor, options?: ReductionOption): Tensor {
  const named = byName(multilabel_margin_loss, "multilabel_margin_loss(input, target, *, reduction)", arguments);
  if (named !== null) return named.result;
  const op = "multilabel_margin_loss";
  const given = givenArguments(op, ["reduction"], [options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, labels] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  return calledWith([x, labels], () => {
    refuseOutdated([x]);
    const classes = checkInput(x);
    const fits = x.ndim === 2 ? sameShape(labels.shape, x.shape) : labels.ndim <= 1 && labels.numel() === classes;
    if (!fits) throw errors.multilabelTarget(labels.shape, x.shape);
    if (elements(allSlicesOf(labels)).some((label) => label < -1 || label >= classes))
      throw errors.multilabelTargetOutOfRange();
    if (!x.dtype.is_floating_point) {
      throw errors.notImplementedFor("multilabel_margin_loss_forward_out_frame", x.dtype.label);
    }
    if (labels.dtype !== int64) throw errors.scalarTypes("Long", labels.dtype.label);
    return multilabelMargin(x, labels, reduction);
  });
}

/** Refuses what is no vector or matrix of classes, and gives their number. */
function checkInput(x: Tensor): number {
  const classes = x.ndim === 0 ? 1 : x.shape.at(-1)!;
  if (x.ndim > 2 || (classes === 0 && elementCount(x.shape) === 0)) throw about(errors.marginInput(x.shape), x);
  return classes;
}
