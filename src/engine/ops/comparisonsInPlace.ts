import type { Tensor } from "../tensor.js";
import { converted, emptyTensor } from "../tensorFactory.js";
import ComparisonMethods from "./comparisons.js";
import { constantly, type Op } from "./op.js";

/** A comparison that writes 1 and 0 over what it compares, with a number or with a tensor. */
export interface ComparisonInPlace {
  readonly byNumber: Op;
  readonly byTensor: Op;
}

const { ops } = ComparisonMethods;

export const eq: ComparisonInPlace = overwriting(ops.eq, "Eq");
export const ne: ComparisonInPlace = overwriting(ops.ne, "Ne");
export const lt: ComparisonInPlace = overwriting(ops.lt, "Lt");
export const le: ComparisonInPlace = overwriting(ops.le, "Le");
export const gt: ComparisonInPlace = overwriting(ops.gt, "Gt");
export const ge: ComparisonInPlace = overwriting(ops.ge, "Ge");

function overwriting(op: Op, name: string): ComparisonInPlace {
  return { byNumber: constant(op, `${name}Backward0`, 1), byTensor: constant(op, `${name}Backward1`, 2) };
}

/** Steps have no slope: what was compared has a place in the graph, and gets zeros. */
function constant(op: Op, gradFn: string, arity: 1 | 2): Op {
  return {
    ...op,
    gradFn: constantly(gradFn),
    arity,
    differentiable: true,
    carriesFirstOnly: true,
    forward([self, other], attributes) {
      const [holds] = op.forward([self!, other!], attributes);
      return [converted(holds!, (self as Tensor).dtype)];
    },
    formulas: Array.from({ length: arity }, () => "0"),
    vjp: ([g], _saved, info, needed) => needed.map((need, i) => (need ? emptyTensor(info.shapeOf(i), g!.dtype) : null)),
    jvp: () => [null],
  };
}
