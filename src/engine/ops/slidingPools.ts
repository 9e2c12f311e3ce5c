import { bool, int64 } from "../dtype.js";
import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call, callMany } from "./dispatch.js";
import { sample, type Op } from "./op.js";
import { pooledShape, pooledWindows, type AveragePooling, type Pooling } from "./poolGeometry.js";
import { averagePool, maximumPool, type PoolSpec } from "./pooling.js";

/** The greatest elements under the window, and where in their planes or volumes they are. */
export function maxPooled(x: Tensor, pooling: Pooling): readonly [Tensor, Tensor] {
  const [values, indices] = callMany(pooling.kernel.length === 2 ? maxPool2dOp : maxPool3dOp, [x], pooling);
  return [values!, indices!];
}

/** The means of the elements under the window. */
export function averagePooled(x: Tensor, pooling: AveragePooling): Tensor {
  return call(pooling.kernel.length === 2 ? averagePool2dOp : averagePool3dOp, [x], pooling);
}

/** The ops of this family. */
export default class SlidingPoolOps {
  /** @internal */
  static get ops() {
    return {
      max_pool2d: maxPool2dOp,
      max_pool3d: maxPool3dOp,
      avg_pool2d: averagePool2dOp,
      avg_pool2d_backward: averagePool2dBackwardOp,
      avg_pool3d: averagePool3dOp,
      avg_pool3d_backward: averagePool3dBackwardOp,
    };
  }
}

const two: Pooling = { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1], ceil_mode: false };
const uneven: Pooling = { kernel: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 1], ceil_mode: true };
const deep: Pooling = {
  kernel: [2, 2, 3],
  stride: [1, 2, 2],
  padding: [0, 1, 1],
  dilation: [1, 1, 1],
  ceil_mode: true,
};

const maxima: Omit<PoolSpec<Pooling>, "name" | "gradFn" | "samples" | "spatial" | "kernel"> = {
  shape: pooledShape,
  windows: pooledWindows,
  takes: ({ dtype }) => dtype !== bool,
};

const maxPool2dOp: Op<Pooling> = asImages(
  maximumPool<Pooling>({
    ...maxima,
    name: "max_pool2d",
    gradFn: "MaxPool2DWithIndicesBackward0",
    spatial: 2,
    kernel: "max_pool2d",
    samples: [
      sample([[1, 2, 4, 4]], { distinct: true, attributes: two }),
      sample([[2, 3, 4]], { distinct: true, attributes: { ...uneven, dilation: [1, 2] } }),
    ],
  }),
);

const maxPool3dOp: Op<Pooling> = asImages(
  maximumPool<Pooling>({
    ...maxima,
    name: "max_pool3d",
    gradFn: "MaxPool3DWithIndicesBackward0",
    spatial: 3,
    kernel: "max_pool3d",
    samples: [sample([[1, 2, 3, 4]], { distinct: true, attributes: { ...deep, dilation: [1, 2, 1] } })],
  }),
);

const averages = {
  shape: pooledShape,
  windows: pooledWindows,
  takes: ({ dtype }: Tensor) => dtype.is_floating_point || dtype === int64,
  divisor: ({ divisor }: AveragePooling) => divisor,
};

const [averagePool2dOp, averagePool2dBackwardOp] = averagePool<AveragePooling>({
  ...averages,
  name: "avg_pool2d",
  gradFn: "AvgPool2DBackward0",
  spatial: 2,
  kernel: "avg_pool2d",
  samples: [
    sample([[2, 4, 4]], { attributes: { ...two, countPadding: true, divisor: null } }),
    sample([[2, 4, 4]], { attributes: { ...uneven, countPadding: false, divisor: null } }),
    sample([[2, 4, 4]], { attributes: { ...uneven, countPadding: true, divisor: 3 } }),
  ],
});

const [averagePool3dOp, averagePool3dBackwardOp] = averagePool<AveragePooling>({
  ...averages,
  name: "avg_pool3d",
  gradFn: "AvgPool3DBackward0",
  spatial: 3,
  kernel: "avg_pool3d_out_frame",
  samples: [
    sample([[1, 2, 3, 4]], { attributes: { ...deep, countPadding: true, divisor: null } }),
    sample([[1, 2, 3, 4]], { attributes: { ...deep, countPadding: false, divisor: -2 } }),
  ],
});
