import { int64 } from "../dtype.js";
import { emptyGradient, notImplementedFor } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import type { Windows } from "../kernels/windows.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { contiguousStrides, type Geometry, type Shape } from "../shape.js";
import { emptyTensor, laidOut } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import { linear } from "./linear.js";
import { constantly, type Attributes, type Op, type Sample } from "./op.js";
import { spaceGather, spaceScatter } from "./spaces.js";

/** A pool over the last dimensions of a tensor, its space. */
export interface PoolSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly samples: readonly Sample[];
  readonly spatial: 2 | 3;
  shape(shape: Shape, attributes: A): Shape;
  windows(shape: Shape, attributes: A): readonly Windows[];
  /** The kernel that refuses all dtypes but those that it takes. */
  readonly kernel: string;
  takes(x: Tensor): boolean;
  /** Whether the backward refuses a gradient that is empty in other than the first dimension. */
  readonly refusesEmptyGradient?: true;
}

/** The greatest elements under a window, and where in their spaces they are. */
export function maximumPool<A extends Attributes>(spec: PoolSpec<A>): Op<A> {
  const { name, gradFn, samples, spatial } = spec;
  return {
    name,
    gradFn: constantly(gradFn),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: ["1 where x is the greatest, else 0"],
    samples,
    shape: ([shape], attributes) => [spec.shape(shape!, attributes), spec.shape(shape!, attributes)],
    forward([operand], attributes) {
      const x = takenBy(spec, operand as Tensor);
      const shape = spec.shape(x.shape, attributes);
      const [values, indices] = [emptyTensor(shape, x.dtype), emptyTensor(shape, int64)];
      kernels.maxPool(x, spec.windows(x.shape, attributes), values, indices);
      return [values, indices];
    },
    saves: () => ["x", "second"],
    vjp([g], { x, second }) {
      checkGradient(spec, g!);
      const gradient = spaceScatter(g!, second, spatial, x);
      return [hangingOn(gradient, [x], gradFn.replace("Backward", "BackwardBackward"))];
    },
    jvp: ([tangent], { second }) => [tangent ? spaceGather(tangent, second, spatial) : null, null],
  };
}

/** PyTorch has volumes in rows. */
const planesOnly = { takes: ({ ndim }: Tensor) => ndim === 4 };

/** Attributes of the transpose: `shape` is that of its result, `strides` how it lies. */
type Backward<A extends Attributes> = {
  readonly pooling: A;
  readonly shape: Shape;
  readonly strides: readonly number[];
};

/** The means of the elements under a window, and the transpose of that. */
export function averagePool<A extends Attributes>(
  spec: PoolSpec<A> & { divisor?(attributes: A): number | null },
): readonly [Op<A>, Op<Backward<A>>] {
  const divisorOf = (attributes: A): number | null => spec.divisor?.(attributes) ?? null;
  const pool: Op<A> = asImages(
    linear<A>({
      name: spec.name,
      gradFn: spec.gradFn,
      formula: "1/n under the window",
      samples: spec.samples,
      hangs: true,
      shape: (shape, attributes) => spec.shape(shape, attributes),
      forward(operand, attributes) {
        const x = takenBy(spec, operand);
        const out = emptyTensor(spec.shape(x.shape, attributes), x.dtype);
        kernels.averagePool(x, spec.windows(x.shape, attributes), divisorOf(attributes), out);
        return out;
      },
      transpose(g, info) {
        checkGradient(spec, g);
        const like = { offset: 0, shape: info.shapeOf(0), strides: info.stridesOf(0) };
        return call(backward, [g], { pooling: info.attributes, shape: like.shape, strides: planeStrides(like) });
      },
    }),
    planesOnly,
  );
  const backward: Op<Backward<A>> = linear<Backward<A>>({
    name: `${spec.name}_backward`,
    gradFn: spec.gradFn.replace("Backward", "BackwardBackward"),
    samples: spec.samples.map((sample) => {
      const [shape, pooling] = [sample.shapes[0]!, sample.attributes as A];
      return {
        ...sample,
        shapes: [spec.shape(shape, pooling)],
        attributes: { pooling, shape, strides: contiguousStrides(shape) },
      };
    }),
    shape: (_, { shape }) => shape,
    forward(g, { shape, strides, pooling }) {
      const out = emptyTensor(shape, g.dtype);
      kernels.averagePoolInput(g, spec.windows(shape, pooling), divisorOf(pooling), out);
      return laidOut(out, strides);
    },
    transpose: (g, { attributes: { pooling } }) => call(pool, [g], pooling),
  });
  return [pool, backward];
}

function planeStrides(like: Geometry): readonly number[] {
  const { shape } = like;
  return shape.length === 4 && suggestsChannelsLast(like) ? channelsLastStrides(shape) : contiguousStrides(shape);
}

function checkGradient({ name, refusesEmptyGradient }: PoolSpec<never>, { shape }: Tensor): void {
  const dim = shape.indexOf(0, 1);
  if (refusesEmptyGradient && dim > 0) throw emptyGradient(`${name}_backward`, shape, dim);
}

function takenBy<A extends Attributes>(spec: PoolSpec<A>, x: Tensor): Tensor {
  if (!spec.takes(x)) throw notImplementedFor(spec.kernel, x.dtype.label);
  return x;
}
