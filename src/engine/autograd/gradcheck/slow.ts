import * as errors from "../../errors.js";
import { elements } from "../../values.js";
import type { Tensor } from "../../tensor.js";
import { backwardJacobian, forwardJacobian } from "./analytical.js";
import { areClose, entryThatDiffers } from "./comparison.js";
import { numericalJacobian } from "./numerical.js";
import type { Subject, Tolerances } from "./subject.js";

/** Compares the whole Jacobian of each output and each input with differences. Throws for the first that is not close. */
export function checkSlowly(subject: Subject, tolerances: Tolerances, forward: boolean): void {
  const { variables, outputs, differentiable } = subject;
  const numerical = variables.map((_, i) => numericalJacobian(subject, i, tolerances.eps));
  if (differentiable.length === 0) {
    for (const jacobian of numerical.flat())
      if (jacobian !== null && elements(jacobian).some(isNotZero)) throw errors.numericalNotZero();
    return;
  }
  const columns = forward ? variables.map((_, i) => forwardJacobian(subject, i)) : null;
  differentiable.forEach((place, output) => {
    const rows =
      columns?.map((column) => column[place]!) ?? backwardJacobian(subject, outputs[place]!, tolerances.nondetTol);
    rows.forEach((analytical, input) => {
      const found = numerical[input]![place]!;
      if (areClose(analytical, found, tolerances)) return;
      const shapes = [variables[input]!.tensor.shape, outputs[place]!.shape] as const;
      const detail = entryThatDiffers(analytical, found, tolerances, ...shapes);
      throw errors.jacobianMismatch({
        output,
        input,
        forward,
        numerical: String(found),
        analytical: String(analytical),
        detail,
      });
    });
  });
}

/** The two Jacobians of one output by one input. */
export function jacobiansOf(
  subject: Subject,
  input: number,
  place: number,
  forward: boolean,
  eps: number,
): { readonly numerical: Tensor; readonly analytical: Tensor } {
  const numerical = numericalJacobian(subject, input, eps)[place]!;
  const analytical = forward
    ? forwardJacobian(subject, input)[place]!
    : backwardJacobian(subject, subject.outputs[place]!, Infinity)[input]!;
  return { numerical, analytical };
}

function isNotZero(value: number): boolean {
  return value !== 0;
}
