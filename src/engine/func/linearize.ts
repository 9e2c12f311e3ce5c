import { functionArgument } from "../autograd/removableHandle.js";
import * as errors from "../errors.js";
import { sameShape } from "../shape.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AnyFunction } from "./grad.js";
import { treeOf, type Tree } from "./trees.js";
import { pullBack } from "./vjp.js";

/**
 * The function's outputs and a function for its derivatives along tangents there, which does not call it again:
 * `const [y, push] = linearize(f, x); const t = push(v)`. Throws as `vjp` does, and for tangents of other structures, shapes
 * or dtypes than the primals.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.linearize.html
 */
export function linearize<Primals extends unknown[], Outputs>(
  func: (...primals: Primals) => Outputs,
  ...primals: Primals
): [outputs: Outputs, push: (...tangents: Primals) => Outputs];
export function linearize(
  func: AnyFunction,
  ...primals: unknown[]
): [outputs: unknown, push: (...tangents: unknown[]) => unknown] {
  functionArgument("linearize", func, "func");
  const points = treeOf(primals);
  for (const point of points.leaves)
    if (isTensor(point) && !point.dtype.is_floating_point) throw errors.dualOfWrongDtype("primal", String(point.dtype));
  const { outputs, pull } = pullBack(func, primals, null, false);
  // What backward gives is linear in the cotangents; its own backward is the derivative forward.
  const nowhere = outputs.rebuild(outputs.leaves.map((output) => contiguousZeros(output as Tensor)));
  const transposed = pullBack(pull, [nowhere], 0, false);
  return [
    outputs.rebuild(outputs.leaves),
    (...tangents) => {
      checkTangents(points, treeOf(tangents));
      return transposed.pull(tangents);
    },
  ];
}

function checkTangents(primals: Tree, tangents: Tree): void {
  if (tangents.structure !== primals.structure) throw errors.linearizedStructure(tangents.spec(), primals.spec());
  tangents.leaves.forEach((tangent, i) => {
    const primal = primals.leaves[i] as Tensor;
    if (!isTensor(tangent)) throw errors.transformOfNoTensor(tangent);
    if (!sameShape(tangent.shape, primal.shape)) throw errors.linearizedShape(i, tangent.shape, primal.shape);
    if (tangent.dtype !== primal.dtype) throw errors.linearizedDtype(i, String(tangent.dtype), String(primal.dtype));
  });
}
