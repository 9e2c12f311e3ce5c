import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call, callMany } from "./dispatch.js";
import { sample, type Op } from "./op.js";
import { adaptedShape, adaptedWindows, type AdaptivePooling } from "./poolGeometry.js";
import { averagePool, maximumPool, type PoolSpec } from "./pooling.js";

/** The greatest elements of so many windows that cover the space, and where in it they are. */
export function adaptiveMaxima(x: Tensor, output_size: readonly number[]): readonly [Tensor, Tensor] {
  const [values, indices] = callMany(output_size.length === 2 ? max2dOp : max3dOp, [x], { output_size });
  return [values!, indices!];
}

/** The means of so many windows that cover the space. */
export function adaptiveAverages(x: Tensor, output_size: readonly number[]): Tensor {
  return call(output_size.length === 2 ? average2dOp : average3dOp, [x], { output_size });
}

/** The ops of this family. */
export default class AdaptivePoolOps {
  /** @internal */
  static get ops() {
    return {
      adaptive_max_pool2d: max2dOp,
      adaptive_max_pool3d: max3dOp,
      adaptive_avg_pool2d: average2dOp,
      adaptive_avg_pool2d_backward: average2dBackwardOp,
      adaptive_avg_pool3d: average3dOp,
      adaptive_avg_pool3d_backward: average3dBackwardOp,
    };
  }
}

const adaptive: Omit<PoolSpec<AdaptivePooling>, "name" | "gradFn" | "samples" | "spatial" | "kernel"> = {
  shape: adaptedShape,
  windows: adaptedWindows,
  takes: ({ dtype }) => dtype.is_floating_point,
  refusesEmptyGradient: true,
};

const planes = [
  sample([[2, 3, 4]], { distinct: true, attributes: { output_size: [2, 3] } }),
  sample([[1, 2, 3, 2]], { distinct: true, attributes: { output_size: [1, 3] } }),
];

const volumes = [sample([[1, 2, 3, 3]], { distinct: true, attributes: { output_size: [3, 2, 1] } })];

const max2dOp: Op<AdaptivePooling> = asImages(
  maximumPool<AdaptivePooling>({
    ...adaptive,
    name: "adaptive_max_pool2d",
    gradFn: "AdaptiveMaxPool2DBackward0",
    spatial: 2,
    kernel: "adaptive_max_pool2d",
    samples: planes,
  }),
);

const max3dOp: Op<AdaptivePooling> = maximumPool<AdaptivePooling>({
  ...adaptive,
  name: "adaptive_max_pool3d",
  gradFn: "AdaptiveMaxPool3DBackward0",
  spatial: 3,
  kernel: "adaptive_max_pool3d_cpu",
  samples: volumes,
});

const [average2dOp, average2dBackwardOp] = averagePool<AdaptivePooling>({
  ...adaptive,
  name: "adaptive_avg_pool2d",
  gradFn: "AdaptiveAvgPool2DBackward0",
  spatial: 2,
  kernel: "adaptive_avg_pool2d",
  samples: planes,
});

const [average3dOp, average3dBackwardOp] = averagePool<AdaptivePooling>({
  ...adaptive,
  name: "adaptive_avg_pool3d",
  gradFn: "AdaptiveAvgPool3DBackward0",
  spatial: 3,
  kernel: "adaptive_avg_pool3d_cpu",
  samples: volumes,
});
