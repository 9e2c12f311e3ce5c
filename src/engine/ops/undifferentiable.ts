import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { constantly, type Attributes, type Op } from "./op.js";

interface UndifferentiableSpec<A extends Attributes> {
  readonly name: string;
  forward(tensors: readonly Tensor[], attributes: A): readonly Tensor[];
  /** The shapes of the results, where they do not depend on the numbers. */
  shape?(shapes: readonly Shape[], attributes: A): readonly Shape[];
}

/** An op whose results have no derivative: counts, indices, bools. */
export function undifferentiable<A extends Attributes>(spec: UndifferentiableSpec<A>): Op<A> {
  return {
    name: spec.name,
    gradFn: constantly("NotDifferentiable"),
    arity: 0,
    kind: "irregular",
    differentiable: false,
    formulas: [],
    samples: [],
    shape: (shapes, attributes) => spec.shape?.(shapes, attributes) ?? [],
    forward: (operands, attributes) => spec.forward(operands as readonly Tensor[], attributes),
    saves: () => [],
    vjp: () => [],
    jvp: (_tangents, _saved, _info, outputs) => outputs.map(() => null),
  };
}

interface WithoutDerivativeSpec<A extends Attributes> extends UndifferentiableSpec<A> {
  gradFn(attributes: A): string;
  /** What a backward throws. */
  refuse(attributes: A): Error;
  readonly unknownAs?: string;
}

/** An op of one or two tensors whose derivative PyTorch leaves unimplemented: a node stands for it in the graph, which refuses. */
export function withoutDerivative<A extends Attributes>(spec: WithoutDerivativeSpec<A>): Op<A> {
  return {
    ...undifferentiable(spec),
    gradFn: (attributes) => spec.gradFn(attributes),
    arity: 2,
    differentiable: true,
    ...(spec.unknownAs !== undefined && { unknownAs: spec.unknownAs }),
    formulas: ["not implemented", "not implemented"],
    vjp(_gradients, _saved, { attributes }) {
      throw spec.refuse(attributes);
    },
  };
}
