import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { isTensor } from "../tensorFactory.js";
import { sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { GradientNode, TensorHook } from "./node.js";

/**
 * Runs the tensor hooks of a node's outputs on their gradients, then keeps the gradients of `retain_grad()`. As in PyTorch
 * hooks run on null, too, where no gradient has reached an output.
 */
export function runTensorHooks(node: GradientNode, gradients: (Tensor | null)[]): void {
  for (const [output, hooks] of node.tensorHooks()) {
    let gradient = gradients[output] ?? null;
    for (const hook of hooks) gradient = runHook(hook, gradient);
    gradients[output] = gradient;
  }
  gradients.forEach((gradient, output) => {
    const retaining = node.retainedBy(output);
    if (retaining === null || gradient === null) return;
    retaining.gradient = retaining.gradient === null ? gradient.clone() : retaining.gradient.add(gradient);
  });
}

function runHook(hook: TensorHook, gradient: Tensor | null): Tensor | null {
  const result: unknown = callUserCode(() => hook(gradient as Tensor));
  return result === undefined || result === null ? gradient : replacement(hook, gradient, result);
}

/** The gradient that a hook gives for another. Throws for what is not of its kind. */
export function replacement(hook: { readonly name: string }, gradient: Tensor | null, result: unknown): Tensor {
  const name = hookName(hook);
  if (gradient === null) throw errors.hookReplacedNothing();
  if (!isTensor(result)) throw errors.hookReturnedNoTensor(result);
  if (result.dtype !== gradient.dtype) throw errors.hookChangedType(name, gradient.dtype.label, result.dtype.label);
  if (!sameShape(result.shape, gradient.shape)) throw errors.hookChangedSize(name);
  return result;
}

/** A hook's name as PyTorch's errors give it. */
export function hookName({ name }: { readonly name: string }): string {
  return name === "" ? "<lambda>" : name;
}
