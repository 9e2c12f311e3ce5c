import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { isTensor } from "../tensorFactory.js";
import { sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { GradientNode, TensorHook } from "./node.js";

/** Runs the tensor hooks of a node's outputs on their gradients, then keeps the gradients of `retain_grad()`. */
export function runTensorHooks(node: GradientNode, gradients: (Tensor | null)[]): void {
  for (let output = 0; output < gradients.length; output++) {
    let gradient = gradients[output] ?? null;
    if (gradient === null) continue;
    for (const hook of node.hooksOf(output)) gradient = runHook(hook, gradient);
    gradients[output] = gradient;
    const retaining = node.retainedBy(output);
    if (retaining !== null)
      retaining.gradient = retaining.gradient === null ? gradient.clone() : retaining.gradient.add(gradient);
  }
}

function runHook(hook: TensorHook, gradient: Tensor): Tensor {
  const result: unknown = callUserCode(() => hook(gradient));
  if (result === undefined || result === null) return gradient;
  const name = hookName(hook);
  if (!isTensor(result)) throw errors.hookReturnedNoTensor(result);
  if (result.dtype !== gradient.dtype) throw errors.hookChangedType(name, gradient.dtype.label, result.dtype.label);
  if (!sameShape(result.shape, gradient.shape)) throw errors.hookChangedSize(name);
  return result;
}

/** A hook's name as PyTorch's errors give it. */
export function hookName({ name }: { readonly name: string }): string {
  return name === "" ? "<lambda>" : name;
}
