import type { Gradients } from "../../autograd/node.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Attributes, CallInfo, Op, Sample, Saved, SavedName } from "../op.js";

interface MatrixOpSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  /** One for each tensor through which gradients flow. */
  readonly formulas: readonly string[];
  readonly samples: readonly Sample[];
  shape(shapes: readonly Shape[], attributes: A): readonly Shape[];
  forward(tensors: readonly Tensor[], attributes: A): readonly Tensor[];
  /** Those that the rules need, or those by which gradients are needed. */
  readonly saves: readonly SavedName[] | ((needed: readonly boolean[]) => readonly SavedName[]);
  vjp(gradients: Gradients, saved: Saved, info: CallInfo<A>, needed: readonly boolean[]): Gradients;
  jvp(tangents: Gradients, saved: Saved, info: CallInfo<A>, outputs: readonly Tensor[]): Gradients;
}

/** An op on batches of matrices. */
export function matrixOp<A extends Attributes = Attributes>(spec: MatrixOpSpec<A>): Op<A> {
  const { name, gradFn, formulas, samples, saves } = spec;
  return {
    name,
    gradFn: () => gradFn,
    arity: formulas.length,
    kind: "irregular",
    differentiable: true,
    formulas,
    samples,
    shape: (shapes, attributes) => spec.shape(shapes, attributes),
    forward: (operands, attributes) => spec.forward(operands as readonly Tensor[], attributes),
    saves: typeof saves === "function" ? saves : () => saves,
    vjp: (gradients, saved, info, needed) => spec.vjp(gradients, saved, info, needed),
    jvp: (tangents, saved, info, outputs) => spec.jvp(tangents, saved, info, outputs),
  };
}

/** The sum of those terms that there are; null if there is none. */
export function sumOf(...terms: readonly (Tensor | null)[]): Tensor | null {
  return terms.reduce<Tensor | null>(
    (sum, term) => (sum === null || term === null ? (sum ?? term) : sum.add(term)),
    null,
  );
}
