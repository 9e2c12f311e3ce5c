import { floatingOf } from "../promotion.js";
import { contiguousStrides, type Shape } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Attributes, CallInfo, Op, Sample } from "./op.js";
import { reducedShape, restored, spread, type Reduction } from "./reducing.js";

interface ContractionSpec<A extends Reduction & Attributes> {
  readonly name: string;
  gradFn(attributes: A): string;
  readonly formula: string;
  readonly samples: readonly Sample[];
  /** Whether integers and bools give floating point. */
  readonly floating?: boolean;
  /** Throws for shapes that cannot be reduced. */
  check?(x: Tensor, attributes: A): void;
  /** Computes the result, all of whose dimensions are kept: reduced ones have size 1. */
  forward(x: Tensor, out: Tensor, attributes: A): void;
  /** Whether the result is kept for the derivative; true unless said otherwise. What is not may be written in place. */
  readonly keepsResult?: false;
  /** The derivative of each result with respect to each element that goes into it, in x's shape. */
  local(x: Tensor, out: Tensor, attributes: A): Tensor;
  /** The gradient, where PyTorch does not multiply by that: 0 times infinity shows. What comes in is broadcast with x. */
  gradient?(g: Tensor, x: Tensor, out: Tensor, attributes: A): Tensor;
  /** What a tangent adds to each result, where PyTorch does not multiply, or by something else. */
  tangent?(tangent: Tensor, x: Tensor, out: Tensor, attributes: A): Tensor;
}

/** A reduction that is not linear: with the local derivative D, the vjp is g·D and the jvp the sum of v·D. */
export function contraction<A extends Reduction & Attributes>(spec: ContractionSpec<A>): Op<A> {
  const keptOf = (x: Tensor, out: Tensor, attributes: A): Tensor =>
    spec.keepsResult === false ? x : out.view(keptShape(x.shape, attributes));
  return {
    name: spec.name,
    gradFn: (attributes) => spec.gradFn(attributes),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: [spec.formula],
    samples: spec.samples,
    shape: ([shape], attributes) => [reducedShape(shape!, attributes)],
    forward([operand], attributes) {
      const x = operand as Tensor;
      spec.check?.(x, attributes);
      const dtype = spec.floating === true ? floatingOf(x.dtype) : x.dtype;
      const kept = emptyTensor(keptShape(x.shape, attributes), dtype);
      spec.forward(x, kept, attributes);
      const shape = reducedShape(x.shape, attributes);
      return [newTensor(kept.storage, { offset: 0, shape, strides: contiguousStrides(shape) }, dtype)];
    },
    saves: () => (spec.keepsResult === false ? ["x"] : ["x", "out"]),
    vjp([g], { x, out }, info) {
      const { attributes } = info;
      const kept = keptOf(x, out, attributes);
      const given = spec.gradient?.(restored(g!, attributes), x, kept, attributes);
      return [given ?? spread(g!, info as CallInfo<Reduction>).mul(spec.local(x, kept, attributes))];
    },
    jvp([tangent], { x, out }, { attributes }) {
      if (!tangent) return [null];
      const kept = keptOf(x, out, attributes);
      const terms = spec.tangent?.(tangent, x, kept, attributes) ?? tangent.mul(spec.local(x, kept, attributes));
      return [terms.sum(attributes.dims ?? x.shape.map((_, dim) => dim), attributes.keepdim)];
    },
  };
}

function keptShape(shape: Shape, { dims }: Reduction): Shape {
  return reducedShape(shape, { dims, keepdim: true });
}
