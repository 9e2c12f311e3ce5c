import * as errors from "../../errors.js";
import { vmap } from "../../func/vmap.js";
import { allclose } from "../../ops/closeness.js";
import { stack } from "../../ops/indexing.js";
import { randn_like } from "../../random/factories.js";
import type { Tensor } from "../../tensor.js";
import { contiguousZeros } from "../../tensorFactory.js";
import { enteredLevel } from "../dualLevel.js";
import { dual_level, dualOf } from "../forwardAd.js";
import { grad } from "../functions.js";
import { tangentAt } from "../tangents.js";
import { replaced, resultsOf, type Subject } from "./subject.js";

/** A backward that `vmap` maps over gradients must give what it gives for one after the other. */
export function checkBatchedGradients({ variables, outputs, differentiable }: Subject): void {
  differentiable.forEach((place, output) => {
    const root = outputs[place]!;
    const tensors = variables.map(({ tensor }) => tensor);
    const vjp = (grad_outputs: Tensor): Tensor[] => {
      const gradients = grad(root, tensors, { grad_outputs, retain_graph: true, allow_unused: true });
      return gradients.map((gradient, i) => gradient ?? contiguousZeros(tensors[i]!));
    };
    compare(vjp, root, output, false);
  });
}

/** The same of tangents, by each input alone. */
export function checkBatchedTangents({ func, inputs, variables }: Subject): void {
  variables.forEach(({ place, tensor }, input) => {
    const jvp = (tangent: Tensor): Tensor[] =>
      dual_level(() => {
        const level = enteredLevel!;
        const detached = variables.reduce<readonly unknown[]>(
          (list, variable) => replaced(list, variable.place, variable.tensor.detach()),
          inputs,
        );
        const results = resultsOf(func, replaced(detached, place, dualOf(level, tensor.detach(), tangent)));
        return results.map((result) => tangentAt(level, result) ?? contiguousZeros(result));
      });
    compare(jvp, tensor, input, true);
  });
}

/** `place` is the number of the output, or in forward mode of the input. */
function compare(product: (vector: Tensor) => Tensor[], like: Tensor, place: number, forward: boolean): void {
  const vectors = [randn_like(like), randn_like(like)];
  const oneByOne = vectors.map(product);
  const mapped = mappedOver(product, stack(vectors), forward);
  mapped.forEach((got, i) => {
    const expected = stack(oneByOne.map((products) => products[i]!));
    if (allclose(got, expected)) return;
    throw errors.batchedMismatch(forward ? i : place, i, String(got), String(expected), forward);
  });
}

function mappedOver(product: (vector: Tensor) => Tensor[], vectors: Tensor, forward: boolean): readonly Tensor[] {
  try {
    return vmap(product)(vectors);
  } catch (error) {
    if (!(error instanceof errors.RuntimeError)) throw error;
    throw Object.assign(errors.batchedFailure(error.message, forward), { cause: error });
  }
}
