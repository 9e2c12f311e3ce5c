import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { ellipsis, type Equation, type Label } from "./einsumEquation.js";

/** Operands whose dimensions are all of an equation's, in one order: those of the result, then those to sum over. */
export interface Aligned {
  readonly operands: readonly Tensor[];
  /** For each dimension, how many operands have it with another size than 1. */
  readonly counts: readonly number[];
  /** How many dimensions the result has. */
  readonly kept: number;
}

/** Brings operands into one order of dimensions. Throws where they do not fit the equation or each other. */
export function alignedOperands(equation: Equation, tensors: readonly Tensor[]): Aligned {
  const covered = coveredDimensions(equation, tensors);
  const names = Array.from({ length: covered }, (_, i) => `${ellipsis}${i}`);
  const expanded = (labels: readonly Label[]): readonly Label[] =>
    labels.flatMap((label) => (label === ellipsis ? names : [label]));
  const output = expanded(outputOf(equation));
  const letters = [...new Set(equation.inputs.flat())].filter((label) => label !== ellipsis).sort();
  const summed = [...names, ...letters].filter((label) => !output.includes(label));
  const order = [...output, ...summed];
  const sizes = new Map<Label, number>();
  const counts = new Map<Label, number>(order.map((label) => [label, 0]));
  const operands = tensors.map((tensor, i) => {
    const { x, labels } = withoutRepeats(tensor, namedDimensions(tensor, equation.inputs[i]!, names), i);
    labels.forEach((label, dim) => {
      const size = x.shape[dim]!;
      if (size === 1) return;
      const seen = sizes.get(label) ?? size;
      if (seen !== size)
        throw label.startsWith(ellipsis)
          ? errors.einsumEllipsisSize(dim, i, size, seen)
          : errors.einsumSize(label, size, i, seen);
      sizes.set(label, size);
      counts.set(label, counts.get(label)! + 1);
    });
    return permuted(x, labels, order);
  });
  return { operands, counts: order.map((label) => counts.get(label)!), kept: output.length };
}

/** The greatest number of dimensions that an ellipsis stands for. */
function coveredDimensions({ inputs }: Equation, tensors: readonly Tensor[]): number {
  const counts = tensors.map(({ ndim }, i) => {
    const hasEllipsis = inputs[i]!.includes(ellipsis);
    const letters = inputs[i]!.length - (hasEllipsis ? 1 : 0);
    if (hasEllipsis ? letters > ndim : letters !== ndim) throw errors.einsumRank(letters, ndim, i, hasEllipsis);
    return hasEllipsis ? ndim - letters : 0;
  });
  return Math.max(...counts);
}

/** An open result has the ellipsis and the letters that appear once. */
function outputOf({ inputs, output }: Equation): readonly Label[] {
  const letters = inputs.flat().filter((label) => label !== ellipsis);
  if (output === null) {
    const single = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label));
    return [ellipsis, ...single.sort()];
  }
  output.forEach((label, i) => {
    if (label === ellipsis) return;
    const isRepeated = output.indexOf(label) < i;
    if (isRepeated || !letters.includes(label)) throw errors.einsumOutput(label, isRepeated);
  });
  return output;
}

/** Ellipses are aligned at their last dimensions. */
function namedDimensions({ ndim }: Tensor, labels: readonly Label[], names: readonly Label[]): readonly Label[] {
  const covered = ndim - (labels.length - 1);
  return labels.flatMap((label) => (label === ellipsis ? names.slice(names.length - covered) : [label]));
}

/** A letter that an operand has twice is its diagonal. */
function withoutRepeats(tensor: Tensor, labels: readonly Label[], operand: number) {
  let x = tensor;
  const unique: Label[] = [];
  for (const label of labels) {
    const [previous, dim] = [unique.indexOf(label), unique.length];
    if (previous < 0) {
      unique.push(label);
      continue;
    }
    if (x.shape[dim] !== x.shape[previous])
      throw errors.einsumDiagonal(label, operand, x.shape[dim]!, x.shape[previous]!);
    x = x.diagonal(0, previous, dim).movedim(-1, previous);
  }
  return { x, labels: unique };
}

function permuted(x: Tensor, labels: readonly Label[], order: readonly Label[]): Tensor {
  const present = [...labels];
  let whole = x;
  for (const label of order) {
    if (present.includes(label)) continue;
    whole = whole.unsqueeze(present.length);
    present.push(label);
  }
  return whole.permute(order.map((label) => present.indexOf(label)));
}
