import * as errors from "../../errors.js";
import { kernels } from "../../kernels/kernels.js";
import { observer } from "../../observer.js";
import { stack } from "../../ops/indexing.js";
import { pythonFloat } from "../../pythonValues.js";
import { sameShape, type Shape } from "../../shape.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { inGradMode } from "../gradMode.js";
import type { Gradients } from "../node.js";
import { resultsOf, type Subject } from "./subject.js";

/**
 * Derivatives by central differences. The inputs' numbers are changed where they are, so that the function sees the very
 * tensors it was given, and are put back.
 */
export function numericalJacobian(subject: Subject, variable: number, eps: number): Gradients {
  const { tensor } = subject.variables[variable]!;
  const size = tensor.numel();
  const rows = Array.from({ length: size }, (_, element) => {
    const index = indexOf(element, tensor.shape);
    const position = index.reduce((sum, i, dim) => sum + i * tensor.strides[dim]!, tensor.offset);
    const original = tensor.storage.read(position);
    const move = (sign: -1 | 0 | 1): void => {
      tensor.storage.write(position, original + sign * eps);
    };
    return difference(subject, tensor, move, eps, `on index ${tuple(index)} by ${pythonFloat(eps)}`);
  });
  return subject.outputs.map((output, o) => {
    if (!output.dtype.is_floating_point) return null;
    return size === 0 ? emptyTensor([0, output.numel()], output.dtype) : stack(rows.map((row) => row[o]!));
  });
}

/** The derivatives of all outputs along a direction of one input, each flat. */
export function numericalDirection(
  subject: Subject,
  variable: number,
  direction: Tensor,
  eps: number,
): readonly Tensor[] {
  const { tensor } = subject.variables[variable]!;
  const original = tensor.detach().clone();
  const step = direction.reshape(tensor.shape).mul(eps);
  const move = (sign: -1 | 0 | 1): void => {
    kernels.copy(sign === 0 ? original : original.add(step.mul(sign)), tensor);
  };
  return difference(subject, tensor, move, eps, `by ${pythonFloat(eps)}`);
}

function difference(
  { func, inputs }: Subject,
  moved: Tensor,
  move: (sign: -1 | 0 | 1) => void,
  eps: number,
  by: string,
): readonly Tensor[] {
  const at = (sign: -1 | 1): readonly Tensor[] => {
    observer?.beforeWrite(moved);
    move(sign);
    return resultsOf(func, inputs).map((result) => result.detach().clone());
  };
  try {
    const [before, after] = [at(-1), at(1)];
    return inGradMode(false, () => before.map((a, i) => slope(a, after[i]!, eps, by)));
  } finally {
    move(0);
  }
}

function slope(before: Tensor, after: Tensor, eps: number, by: string): Tensor {
  if (!sameShape(before.shape, after.shape))
    throw errors.outputChanged(
      "shape",
      by,
      `torch.Size(${bracketed(before.shape)})`,
      `torch.Size(${bracketed(after.shape)})`,
    );
  if (before.dtype !== after.dtype) throw errors.outputChanged("dtype", by, String(before.dtype), String(after.dtype));
  return after
    .sub(before)
    .div(2 * eps)
    .reshape(-1);
}

/** The index of an element by its number in row-major order. */
export function indexOf(element: number, shape: Shape): readonly number[] {
  const index: number[] = [];
  let rest = element;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    index.unshift(rest % shape[dim]!);
    rest = Math.floor(rest / shape[dim]!);
  }
  return index;
}

function bracketed(numbers: readonly number[]): string {
  return `[${numbers.join(", ")}]`;
}

function tuple(numbers: readonly number[]): string {
  return `(${numbers.join(", ")}${numbers.length === 1 ? "," : ""})`;
}
