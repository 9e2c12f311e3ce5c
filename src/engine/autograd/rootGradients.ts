import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { mappedAs } from "../func/batchLevel.js";
import { elementCount, sameShape } from "../shape.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { edgeOf, gradientLike, isPlaceless, refused, type Place } from "./places.js";

/** Gradients of outputs; null stands for ones where the output has one element. */
export type OutputGradients = Tensor | null | readonly (Tensor | null)[];

/** The gradients of the roots: those given, ones for roots with one element. */
export function rootGradients(op: string, roots: readonly Place[], given: OutputGradients | undefined): Tensor[] {
  const list = given === undefined || given === null ? roots.map(() => null) : isTensor(given) ? [given] : given;
  if (!Array.isArray(list)) throw errors.wrongArgument(op, "gradient", "Tensor", list);
  // PyTorch ignores gradients beyond the last root.
  if (list.length < roots.length) throw errors.gradientCount(roots.length, list.length);
  return roots.map((root, i) => rootGradient(op, root, i, list[i] ?? null));
}

function rootGradient(op: string, root: Place, i: number, gradient: unknown): Tensor {
  const { shape, dtype } = gradientLike(root);
  if (gradient === null) {
    const isWanted = !isTensor(root) || root.requires_grad;
    if (isWanted && elementCount(shape) !== 1) refused(errors.implicitGradient(), root);
    if (isPlaceless(root) || edgeOf(root) === null) refused(errors.doesNotRequireGrad(i), root);
    const one = filledTensor(shape, 1, dtype);
    return isTensor(root) ? mappedAs(one, root) : one;
  }
  if (!isTensor(gradient)) throw errors.wrongArgument(op, "gradient", "Tensor", gradient);
  if (!sameShape(gradient.shape, shape)) {
    const mismatch = errors.gradientShapeMismatch(i, gradient.shape, shape);
    throw isTensor(root) ? about(mismatch, gradient, root) : about(mismatch, gradient);
  }
  return gradient.dtype === dtype ? gradient : gradient.to(dtype);
}
