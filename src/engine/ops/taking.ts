import { kernels } from "../kernels/kernels.js";
import type { Positions } from "../kernels/positions.js";
import { preservedStrides } from "../layout.js";
import type { Shape } from "../shape.js";
import { emptyStrided, emptyTensor, laidOut } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import type { Attributes, Op, Sample } from "./op.js";

interface TakingSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly samples: readonly Sample[];
  /** What the transposed op is called where PyTorch has a name for it. */
  readonly transposed?: { readonly name: string; readonly gradFn: string };
  /** Samples of the transposed op, whose attributes have `shape`, the shape that is taken from. */
  readonly transposedSamples: readonly Sample[];
  readonly parameters?: 1;
  /** Both as in `linear`. */
  readonly hangs?: boolean;
  readonly keepsOperand?: boolean;
  readonly keepsSources?: true;
  /** How the gradient lies: contiguous unless said otherwise. */
  readonly gradient?: "as operand";
  shape(shape: Shape, attributes: A, parameters: readonly Shape[]): Shape;
  /** How the result lies where it is not contiguous. */
  strides?(x: Tensor, attributes: A, parameters: readonly Tensor[]): readonly number[];
  /** The row-major position, in a tensor of the shape, of each element of the result; −1 for an element that is 0. */
  positions(shape: Shape, attributes: A, parameters: readonly Tensor[]): Positions;
}

/** PyTorch's names of the nodes where an op that takes, or its transpose, is called for another op's gradient. */
export type Named = { readonly reads?: string; readonly writes?: string };

export type Transposed<A extends Attributes> = A & { readonly shape: Shape; readonly strides?: readonly number[] };

/**
 * An op each of whose results is one element of the operand, or 0, and its transpose, which sums gradients up at the
 * places that they were taken from. Each is the other's vjp.
 */
export function taking<A extends Attributes>(spec: TakingSpec<A>): readonly [Op<A>, Op<Transposed<A>>] {
  const parameters = spec.parameters === undefined ? {} : { parameters: spec.parameters };
  const take: Op<A> = linear<A>({
    name: spec.name,
    gradFn: (attributes) => (attributes as Named).reads ?? spec.gradFn,
    samples: spec.samples,
    ...parameters,
    hangs: spec.hangs ?? false,
    keepsOperand: spec.keepsOperand ?? spec.hangs ?? false,
    ...(spec.keepsSources && { keepsSources: true }),
    shape: spec.shape,
    forward(x, attributes, others) {
      const positions = spec.positions(x.shape, attributes, others);
      const shapes = others.map(({ shape }) => shape);
      const out = emptyTensor(spec.shape(x.shape, attributes, shapes), x.dtype);
      kernels.take(x, positions, out);
      return spec.strides ? laidOut(out, spec.strides(x, attributes, others)) : out;
    },
    transpose(g, info, others) {
      const shape = info.shapeOf(0);
      const operand = { offset: 0, shape, strides: info.stridesOf(0) };
      const lying = spec.gradient === "as operand" ? { strides: preservedStrides(operand) } : {};
      return call(put, [g, ...others], { ...info.attributes, shape, ...lying });
    },
  });
  const writtenAs = spec.transposed?.gradFn ?? spec.gradFn.replace("Backward", "BackwardBackward");
  const put: Op<Transposed<A>> = linear<Transposed<A>>({
    name: spec.transposed?.name ?? `${spec.name}_backward`,
    gradFn: (attributes) => (attributes as Named).writes ?? writtenAs,
    samples: spec.transposedSamples,
    ...parameters,
    shape: (_, { shape }) => shape,
    forward(g, attributes, others) {
      const { shape, strides } = attributes;
      const out = strides === undefined ? emptyTensor(shape, g.dtype) : emptyStrided(shape, strides, g.dtype);
      kernels.accumulate(g, spec.positions(attributes.shape, attributes, others), out);
      return out;
    },
    transpose: (g, { attributes }, others) => call(take, [g, ...others], attributes),
  });
  return [take, put];
}
