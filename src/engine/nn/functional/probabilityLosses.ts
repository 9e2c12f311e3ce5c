import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { allSlicesOf } from "../../func/batchLevel.js";
import { tensorArgument } from "../../ops/operands.js";
import { probabilityLoss } from "../../ops/probabilityLoss.js";
import { broadcastShapes, isExpandableTo, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments } from "./givenArguments.js";
import { reductionArgument, type ReductionOption } from "./reduction.js";
import { checkUndifferentiated } from "./undifferentiated.js";

export interface BinaryCrossEntropyOptions extends ReductionOption {
  /** Multiplies the losses of single elements; broadcast. */
  readonly weight?: Tensor | null;
}

/**
 * The cross entropy of probabilities and target, −target·log(input) − (1 − target)·log(1 − input) with logarithms of at least
 * −100; by default the mean. Throws if target is of another size, and for numbers that are not between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
 */
export function binary_cross_entropy(
  input: Tensor,
  target: Tensor,
  weight?: Tensor | null | BinaryCrossEntropyOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(binary_cross_entropy, "binary_cross_entropy(input, target, weight, *, reduction)", arguments);
  if (named !== null) return named.result;
  const op = "binary_cross_entropy";
  const given = givenArguments(op, ["weight", "reduction"], [weight, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  if (!sameShape(x.shape, y.shape)) throw about(errors.probabilityTargetSize(y.shape, x.shape), x, y);
  const factors = given.tensor("weight");
  return calledWith([x, y, factors], () => {
    check(x, y, factors);
    return probabilityLoss(x, y, factors?.to(x.dtype) ?? null, reduction);
  });
}

function check(x: Tensor, y: Tensor, weight: Tensor | null): void {
  const op = "binary_cross_entropy";
  if (weight !== null) checkBroadcast(weight, x);
  checkUndifferentiated(op, { weight });
  if (y.dtype !== x.dtype) throw errors.otherDtype(y.dtype.label, x.dtype.label);
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor(op, x.dtype.label);
  for (const [name, tensor] of [
    ["input", x],
    ["target", y],
  ] as const) {
    if (elements(allSlicesOf(tensor)).some((value) => !(value >= 0 && value <= 1)))
      throw about(errors.probabilityRange(name), tensor);
  }
  if (weight !== null && !isExpandableTo(weight.shape, x.shape))
    throw errors.outputShapeMismatch(x.shape, broadcastShapes(weight.shape, x.shape));
}

/** Both have to fit each other; that the weight is the smaller one, PyTorch asks as it multiplies. */
function checkBroadcast(weight: Tensor, x: Tensor): void {
  const fits = (size: number, fromEnd: number): boolean => {
    const other = x.shape.at(-1 - fromEnd) ?? 1;
    return size === other || size === 1 || other === 1;
  };
  if (!weight.shape.toReversed().every(fits)) throw errors.notBroadcastable(weight.shape, x.shape);
}
