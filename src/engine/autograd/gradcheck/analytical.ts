import * as errors from "../../errors.js";
import { stack } from "../../ops/indexing.js";
import { pythonFloat } from "../../pythonValues.js";
import { elements } from "../../values.js";
import { contiguousZeros, emptyTensor, unitLike } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { enteredLevel } from "../dualLevel.js";
import { dual_level, dualOf } from "../forwardAd.js";
import { grad } from "../functions.js";
import { tangentAt } from "../tangents.js";
import { replaced, resultsOf, type Subject } from "./subject.js";

/** The Jacobian of one output by backward: for each variable a matrix of its elements by the output's. */
export function backwardJacobian(subject: Subject, output: Tensor, nondetTol: number): readonly Tensor[] {
  return reproducible(nondetTol, () => {
    const columns = Array.from({ length: output.numel() }, (_, j) => gradientsOf(subject, output, unitLike(output, j)));
    return subject.variables.map(({ tensor }, i) => {
      const flat = columns.map((column) => column[i]!);
      return flat.length === 0 ? emptyTensor([tensor.numel(), 0], tensor.dtype) : stack(flat, 1);
    });
  });
}

/** The product of a vector with the Jacobian of one output: for each variable a flat tensor. */
export function backwardProduct(subject: Subject, output: Tensor, v: Tensor, nondetTol: number): readonly Tensor[] {
  return reproducible(nondetTol, () => gradientsOf(subject, output, v.reshape(output.shape)));
}

function gradientsOf({ variables }: Subject, output: Tensor, grad_outputs: Tensor): readonly Tensor[] {
  const tensors = variables.map(({ tensor }) => tensor);
  const gradients = grad(output, tensors, { grad_outputs, retain_graph: true, allow_unused: true });
  return gradients.map((gradient, i) => (gradient?.detach() ?? contiguousZeros(tensors[i]!)).reshape(-1));
}

/** Computes twice. Throws if the results are farther apart than that. */
function reproducible(nondetTol: number, compute: () => readonly Tensor[]): readonly Tensor[] {
  const [first, second] = [compute(), compute()];
  const differs = first.some((one, i) => {
    const others = elements(second[i]!);
    return elements(one).some((value, k) => Math.abs(value - others[k]!) > nondetTol);
  });
  if (differs) throw errors.notReentrant(pythonFloat(nondetTol));
  return first;
}

/** The Jacobian by forward mode: for one variable and each output a matrix of the variable's elements by the output's. */
export function forwardJacobian(subject: Subject, variable: number): readonly Tensor[] {
  const { tensor } = subject.variables[variable]!;
  const rows = Array.from({ length: tensor.numel() }, (_, j) => forwardProduct(subject, variable, unitLike(tensor, j)));
  return subject.outputs.map((output, o) =>
    rows.length === 0 ? emptyTensor([0, output.numel()], output.dtype) : stack(rows.map((row) => row[o]!)),
  );
}

/** The derivatives of all outputs along a direction of one variable, each flat. */
export function forwardProduct({ func, inputs, variables }: Subject, variable: number, u: Tensor): readonly Tensor[] {
  return dual_level(() => {
    const level = enteredLevel!;
    const duals = variables.reduce<readonly unknown[]>((list, { place, tensor }, i) => {
      const tangent = i === variable ? u.reshape(tensor.shape) : contiguousZeros(tensor);
      return replaced(list, place, dualOf(level, tensor.detach(), tangent));
    }, inputs);
    return resultsOf(func, duals).map((output) =>
      (tangentAt(level, output)?.detach() ?? contiguousZeros(output)).reshape(-1),
    );
  });
}
