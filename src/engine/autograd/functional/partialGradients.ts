import * as errors from "../../errors.js";
import type { Independent, Stage } from "../../errors.js";
import { zerosLike } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { grad, type GradOptions } from "../functions.js";
import type { Gradients } from "../node.js";

/** The gradients of those outputs that depend on anything; null for inputs that do not lead to one. */
export function partialGradients(
  outputs: Gradients,
  inputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[] | null,
  options: Pick<GradOptions, "create_graph" | "retain_graph">,
): Gradients {
  const roots: Tensor[] = [];
  const grad_outputs: (Tensor | null)[] = [];
  outputs.forEach((output, i) => {
    if (!output?.requires_grad) return;
    roots.push(output);
    grad_outputs.push(gradients?.[i] ?? null);
  });
  if (roots.length === 0) return inputs.map(() => null);
  return grad(roots, inputs, { ...options, grad_outputs, allow_unused: true });
}

/** In strict mode, throws for what does not depend on the inputs. */
export function refuseIndependent(values: Gradients, what: Independent, strict: boolean): void {
  if (!strict) return;
  values.forEach((value, i) => {
    if (value === null) throw errors.independentOfInput(i);
    if (!value.requires_grad) throw errors.independentResult(what, i);
  });
}

interface Missing {
  readonly strict: boolean;
  readonly createGraph: boolean;
  readonly stage: Stage;
}

/** Zeros where no gradient arrived; in strict mode that throws. */
export function withZeros(gradients: Gradients, like: readonly Tensor[], missing: Missing): readonly Tensor[] {
  const { strict, createGraph, stage } = missing;
  return gradients.map((gradient, i) => {
    if (gradient === null) {
      if (strict) throw errors.missingGradient(stage, i);
      return zerosLike(like[i]!);
    }
    if (strict && createGraph && !gradient.requires_grad) throw errors.constantGradient(stage, i);
    return gradient;
  });
}
