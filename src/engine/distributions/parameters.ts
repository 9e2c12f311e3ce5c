import { defaultDtype } from "../dtype.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { broadcast_tensors } from "../ops/reshaping.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What a distribution takes as a parameter. A number has the dtype of the tensor beside it. */
export type Parameter = number | Tensor;

/** The parameters as tensors of one shape. Throws for what is neither a number nor a tensor. */
export function broadcastAll(...values: readonly unknown[]): readonly Tensor[] {
  const dtype = values.find(isTensor)?.dtype ?? defaultDtype();
  const tensors = values.map((value) => {
    if (isTensor(value)) return value;
    if (typeof value !== "number" && typeof value !== "boolean") throw errors.parameterKind();
    return filledTensor([], Number(value), dtype);
  });
  return broadcast_tensors(...tensors);
}

/** Probabilities kept away from 0 and 1, where the logarithm ends. */
export function clampedProbs(probs: Tensor): Tensor {
  const { eps } = finfo(probs.dtype);
  return probs.clamp(eps, 1 - eps);
}
