import { int64 } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { kernels } from "../kernels/kernels.js";
import type { Pair } from "../kernels/convolution.js";
import { elementCount, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, callMany } from "./dispatch.js";
import { linear } from "./linear.js";
import { constantly, sample, type Op } from "./op.js";
import { taking } from "./taking.js";

/** A window over the last two dimensions. */
export type Pooling = {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceil_mode: boolean;
};

export type AveragePooling = Pooling & { readonly countPadding: boolean; readonly divisor: number | null };

/** The greatest elements under the window, and where in their planes they are. */
export function maxPooled(x: Tensor, pooling: Pooling): readonly [Tensor, Tensor] {
  const [values, indices] = callMany(maxPoolOp, [x], pooling);
  return [values!, indices!];
}

/** The means of the elements under the window. */
export function averagePooled(x: Tensor, pooling: AveragePooling): Tensor {
  return call(averagePoolOp, [x], pooling);
}

/** The ops of this family. */
export default class PoolingOps {
  /** @internal */
  static get ops() {
    return {
      max_pool2d: maxPoolOp,
      plane_gather: planeGatherOp,
      plane_gather_backward: planeGatherBackwardOp,
      avg_pool2d: averagePoolOp,
      avg_pool2d_backward: averagePoolBackwardOp,
    };
  }
}

const two: Pooling = { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1], ceil_mode: false };
const uneven: Pooling = { kernel: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 1], ceil_mode: true };

const maxPoolOp: Op<Pooling> = {
  name: "max_pool2d",
  gradFn: constantly("MaxPool2DWithIndicesBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["1 where x is the greatest, else 0"],
  samples: [
    sample([[1, 2, 4, 4]], { distinct: true, attributes: two }),
    sample([[2, 3, 4]], { distinct: true, attributes: { ...uneven, dilation: [1, 2] } }),
  ],
  shape: ([shape], pooling) => [pooledShape(shape!, pooling), pooledShape(shape!, pooling)],
  forward([x], pooling) {
    const input = x as Tensor;
    if (!input.dtype.is_floating_point && input.dtype !== int64)
      throw notImplementedFor("max_pool2d", input.dtype.label);
    const shape = pooledShape(input.shape, pooling);
    const [values, indices] = [emptyTensor(shape, input.dtype), emptyTensor(shape, int64)];
    kernels.maxPool(input, pooling, values, indices);
    return [values, indices];
  },
  saves: () => ["second"],
  vjp: ([g], { second }, info) => [call(planeGatherBackwardOp, [g!, second], { shape: info.shapeOf(0) })],
  jvp: ([tangent], { second }) => [tangent ? call(planeGatherOp, [tangent, second], {}) : null, null],
};

/** The elements of each plane (the last two dimensions) at row-major indices. */
const [planeGatherOp, planeGatherBackwardOp] = taking({
  name: "plane_gather",
  gradFn: "PlaneGatherBackward0",
  samples: [
    sample(
      [
        [2, 2, 3],
        [2, 1, 2],
      ],
      { indices: { 1: 6 } },
    ),
  ],
  transposedSamples: [
    sample(
      [
        [2, 1, 2],
        [2, 1, 2],
      ],
      { indices: { 1: 6 }, attributes: { shape: [2, 2, 3] } },
    ),
  ],
  parameters: 1,
  shape: (_, __, [indices]) => indices!,
  positions(shape, _, [indices]) {
    const plane = elementCount(shape.slice(-2));
    const perPlane = elementCount(indices!.shape.slice(-2));
    const numbers = denseNumbers(indices!);
    const positions = new Int32Array(numbers.length);
    for (let i = 0; i < positions.length; i++) positions[i] = Math.floor(i / perPlane) * plane + numbers[i]!;
    return positions;
  },
});

const averageSamples: readonly AveragePooling[] = [
  { ...two, countPadding: true, divisor: null },
  { ...uneven, countPadding: false, divisor: null },
  { ...uneven, countPadding: true, divisor: 3 },
];

const averagePoolOp: Op<AveragePooling> = linear<AveragePooling>({
  name: "avg_pool2d",
  gradFn: "AvgPool2DBackward0",
  formula: "1/n under the window",
  samples: averageSamples.map((attributes) => sample([[2, 4, 4]], { attributes })),
  shape: pooledShape,
  forward(x, pooling) {
    if (!x.dtype.is_floating_point) throw notImplementedFor("avg_pool2d_out_frame", x.dtype.label);
    const out = emptyTensor(pooledShape(x.shape, pooling), x.dtype);
    kernels.averagePool(x, pooling, out);
    return out;
  },
  transpose: (g, info) => call(averagePoolBackwardOp, [g], { ...info.attributes, shape: info.shapeOf(0) }),
});

const averagePoolBackwardOp: Op<AveragePooling & { readonly shape: Shape }> = linear<
  AveragePooling & { readonly shape: Shape }
>({
  name: "avg_pool2d_backward",
  gradFn: "AvgPool2DBackwardBackward0",
  samples: averageSamples.map((attributes) =>
    sample([pooledShape([2, 4, 4], attributes)], { attributes: { ...attributes, shape: [2, 4, 4] } }),
  ),
  shape: (_, { shape }) => shape,
  forward(g, { shape, ...pooling }) {
    const out = emptyTensor(shape, g.dtype);
    kernels.averagePoolInput(g, pooling, out);
    return out;
  },
  transpose: (g, { attributes: { shape: _, ...pooling } }) => call(averagePoolOp, [g], pooling),
});

export function pooledShape(shape: Shape, { kernel, stride, padding, dilation, ceil_mode }: Pooling): Shape {
  const sizes = [0, 1].map((i) => {
    const size = shape.at(i - 2)!;
    const room = size + 2 * padding[i]! - dilation[i]! * (kernel[i]! - 1) - 1;
    if (!ceil_mode) return Math.floor(room / stride[i]!) + 1;
    const places = Math.ceil(room / stride[i]!) + 1;
    // The last window has to begin inside of the plane or of its padding in front.
    return (places - 1) * stride[i]! >= size + padding[i]! ? places - 1 : places;
  });
  return [...shape.slice(0, -2), ...sizes];
}
