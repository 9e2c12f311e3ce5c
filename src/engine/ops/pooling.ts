import { int64 } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import type { Windows } from "../kernels/windows.js";
import type { Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
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
    vjp: ([g], { x, second }) => [
      hangingOn(spaceScatter(g!, second, spatial, x.shape), [x], gradFn.replace("Backward", "BackwardBackward")),
    ],
    jvp: ([tangent], { second }) => [tangent ? spaceGather(tangent, second, spatial) : null, null],
  };
}

/** PyTorch has volumes in rows. */
const planesOnly = { takes: ({ ndim }: Tensor) => ndim === 4 };

/** Attributes of the transpose: `shape` is that of its result. */
type Backward<A extends Attributes> = { readonly pooling: A; readonly shape: Shape };

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
      transpose: (g, info) => call(backward, [g], { pooling: info.attributes, shape: info.shapeOf(0) }),
    }),
    planesOnly,
  );
  const backward: Op<Backward<A>> = asImages(
    linear<Backward<A>>({
      name: `${spec.name}_backward`,
      gradFn: spec.gradFn.replace("Backward", "BackwardBackward"),
      samples: spec.samples.map((sample) => {
        const [shape, pooling] = [sample.shapes[0]!, sample.attributes as A];
        return { ...sample, shapes: [spec.shape(shape, pooling)], attributes: { pooling, shape } };
      }),
      shape: (_, { shape }) => shape,
      forward(g, { shape, pooling }) {
        const out = emptyTensor(shape, g.dtype);
        kernels.averagePoolInput(g, spec.windows(shape, pooling), divisorOf(pooling), out);
        return out;
      },
      transpose: (g, { attributes: { pooling } }) => call(pool, [g], pooling),
    }),
    planesOnly,
  );
  return [pool, backward];
}

function takenBy<A extends Attributes>(spec: PoolSpec<A>, x: Tensor): Tensor {
  if (!spec.takes(x)) throw notImplementedFor(spec.kernel, x.dtype.label);
  return x;
}
