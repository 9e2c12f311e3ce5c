import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import type { Attributes, CallInfo, Op, Sample } from "./op.js";

interface LinearSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string | ((attributes: A) => string);
  readonly formula?: string;
  readonly samples: readonly Sample[];
  shape(shape: Shape, attributes: A): Shape;
  forward(x: Tensor, attributes: A): Tensor;
  /** The transposed map, from gradients of the result to gradients of the operand. */
  transpose(g: Tensor, info: CallInfo<A>): Tensor;
}

/** An op that is linear in its one operand: the jvp is the op itself, the vjp its transpose, and nothing is saved. */
export function linear<A extends Attributes = Attributes>(spec: LinearSpec<A>): Op<A> {
  const { name, gradFn } = spec;
  const op: Op<A> = {
    name,
    gradFn: typeof gradFn === "string" ? () => gradFn : gradFn,
    arity: 1,
    kind: "linear",
    differentiable: true,
    formulas: [spec.formula ?? "1"],
    samples: spec.samples,
    shape: ([shape], attributes) => [spec.shape(shape!, attributes)],
    forward: ([x], attributes) => [spec.forward(x as Tensor, attributes)],
    saves: () => [],
    vjp: ([g], _saved, info) => [spec.transpose(g!, info)],
    jvp: ([tangent], _saved, { attributes }) => [tangent ? call(op, [tangent], attributes) : null],
  };
  return op;
}
