import * as errors from "../../errors.js";
import { allclose } from "../../ops/closeness.js";
import type { Tensor } from "../../tensor.js";
import { contiguousZeros, isTensor } from "../../tensorFactory.js";
import { elements } from "../../values.js";
import { enteredLevel } from "../dualLevel.js";
import { dual_level, dualOf } from "../forwardAd.js";
import { AutogradFunction, type FunctionCtx } from "../function.js";
import { grad } from "../functions.js";
import { tangentAt } from "../tangents.js";
import { warnNotDouble, warnUndefinedGradients } from "../warnings.js";
import { differentiableOf, replaced, resultsOf, type Subject } from "./subject.js";
import { float64 } from "../../dtype.js";

/** Refuses inputs at which differences cannot be had, and warns of those where they are too coarse. */
export function checkInputs(inputs: readonly unknown[]): void {
  let any = false;
  inputs.forEach((input, i) => {
    if (!isTensor(input) || !input.requires_grad) return;
    if (input.dtype !== float64) warnNotDouble(i);
    if (input.shape.some((size, dim) => size > 1 && input.strides[dim] === 0)) throw errors.inputOverlaps(i);
    any = true;
  });
  if (!any) throw errors.nothingToCheck();
}

/** Gradients of zero must come back as zeros. */
export function checkMultiplied({ variables, outputs, differentiable }: Subject, masked: boolean): void {
  const roots = differentiable.map((place) => outputs[place]!);
  const gradients = grad(
    roots,
    variables.map(({ tensor }) => tensor),
    { grad_outputs: roots.map(contiguousZeros), allow_unused: true },
  );
  for (const gradient of gradients) {
    if (gradient === null) continue;
    if (masked ? !allclose(gradient, contiguousZeros(gradient)) : isNotZero(gradient)) throw errors.notMultiplied();
  }
}

/** A backward must take gradients that did not arrive as zeros: first of all outputs, then of each alone. */
export function checkUndefinedGradients({ func, inputs, variables, differentiable }: Subject): void {
  checkUndefined(
    differentiableOf(func, inputs).map((output) => Undefined.apply(output)),
    variables,
  );
  if (differentiable.length < 2) return;
  differentiable.forEach((_, missing) => {
    const outputs = differentiableOf(func, inputs);
    checkUndefined(
      outputs.map((output, i) => (i === missing ? Undefined.apply(output) : output)),
      variables,
    );
  });
}

function checkUndefined(outputs: readonly Tensor[], variables: Subject["variables"]): void {
  const gradients = gradientsOf(outputs, variables);
  if (!gradients.some((gradient) => gradient !== null && isNotZero(gradient))) return;
  warnUndefinedGradients();
  throw errors.undefinedNotZero();
}

function gradientsOf(outputs: readonly Tensor[], variables: Subject["variables"]): readonly (Tensor | null)[] {
  const tensors = variables.map(({ tensor }) => tensor);
  try {
    return grad(outputs, tensors, { grad_outputs: outputs.map(contiguousZeros), allow_unused: true });
  } catch (error) {
    if (!(error instanceof errors.RuntimeError)) throw error;
    warnUndefinedGradients();
    throw Object.assign(errors.undefinedNotHandled(), { cause: error });
  }
}

/** Passes numbers on, and no gradients. */
class Undefined extends AutogradFunction {
  static forward(_ctx: FunctionCtx, x: Tensor): Tensor {
    return x.view(x.shape);
  }

  static backward(): null {
    return null;
  }
}

/** A tangent that is missing must give what one of zeros gives. */
export function checkUndefinedTangents({ func, inputs, variables }: Subject, directions: readonly Tensor[]): void {
  dual_level(() => {
    const level = enteredLevel!;
    const tangents = (given: readonly unknown[]): readonly (Tensor | null)[] =>
      resultsOf(func, given)
        .filter(({ dtype }) => dtype.is_floating_point)
        .map((output) => tangentAt(level, output));
    const duals = variables.reduce<readonly unknown[]>(
      (list, { place, tensor }, i) =>
        replaced(list, place, dualOf(level, tensor.detach(), directions[i]!.reshape(tensor.shape))),
      inputs,
    );
    for (const { place, tensor } of variables) {
      const zeros = tangents(replaced(duals, place, dualOf(level, tensor.detach(), contiguousZeros(tensor))));
      const missing = tangents(replaced(duals, place, tensor.detach()));
      zeros.forEach((one, output) => {
        const other = missing[output] ?? null;
        if (one === null || other === null || allclose(one, other)) return;
        throw errors.undefinedTangent(output, String(tensor), String(one), String(other));
      });
    }
  });
}

function isNotZero(tensor: Tensor): boolean {
  return elements(tensor).some((value) => value !== 0);
}
