import { float32, uint8 } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { interpolationTaps, type InterpolationMode } from "../kernels/interpolationTaps.js";
import { kernels } from "../kernels/kernels.js";
import type { Taps } from "../kernels/resampling.js";
import type { Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";

/** How the last dimensions are brought to other sizes. `scales` are factors that a script gave; null where sizes decide. */
export type Resampling = {
  readonly mode: InterpolationMode;
  readonly output_size: readonly number[];
  readonly scales: readonly number[] | null;
  readonly align_corners: boolean;
  readonly antialias: boolean;
};

/** x with its last dimensions interpolated to other sizes. */
export function resampled(x: Tensor, resampling: Resampling): Tensor {
  return call(upsampleOp, [x], resampling);
}

/** The ops of this family. */
export default class ResamplingOps {
  /** @internal */
  static get ops() {
    return { upsample: upsampleOp, upsample_backward: upsampleBackwardOp };
  }
}

const byMode: { readonly [Mode in InterpolationMode]: Omit<Resampling, "output_size"> } = {
  nearest: { mode: "nearest", scales: null, align_corners: false, antialias: false },
  "nearest-exact": { mode: "nearest-exact", scales: null, align_corners: false, antialias: false },
  linear: { mode: "linear", scales: null, align_corners: false, antialias: false },
  cubic: { mode: "cubic", scales: null, align_corners: true, antialias: false },
  lanczos: { mode: "lanczos", scales: null, align_corners: false, antialias: true },
};

const sampled: readonly (Resampling & { readonly from: Shape })[] = [
  { ...byMode.nearest, from: [1, 2, 3], output_size: [5] },
  { ...byMode["nearest-exact"], from: [1, 1, 2, 3], output_size: [3, 2] },
  { ...byMode.linear, from: [1, 2, 4], output_size: [6], scales: [1.7] },
  { ...byMode.linear, from: [1, 1, 3, 2], output_size: [2, 4], align_corners: true },
  { ...byMode.linear, from: [1, 1, 2, 2, 2], output_size: [3, 1, 2] },
  { ...byMode.linear, from: [1, 1, 4, 4], output_size: [2, 3], antialias: true },
  { ...byMode.cubic, from: [1, 1, 3, 3], output_size: [4, 2] },
  { ...byMode.lanczos, from: [1, 1, 4, 3], output_size: [2, 4] },
];

const upsampleOp: Op<Resampling> = asImages(
  linear<Resampling>({
    name: "upsample",
    gradFn: (resampling) => `Upsample${kindOf(resampling)}Backward0`,
    formula: "weights of the elements near the place",
    samples: sampled.map(({ from, ...attributes }) => sample([from], { attributes })),
    shape: (shape, { output_size }) => [...shape.slice(0, -output_size.length), ...output_size],
    forward(x, resampling) {
      const isNearest = resampling.mode.startsWith("nearest");
      const takes = x.dtype.is_floating_point || (isNearest && x.dtype === uint8);
      if (!takes) throw notImplementedFor(kernelOf(resampling), x.dtype.label);
      const { output_size } = resampling;
      const out = emptyTensor([...x.shape.slice(0, -output_size.length), ...output_size], x.dtype);
      kernels.resample(x, tapsOf(x.shape, x, resampling), out);
      return out;
    },
    transpose: (g, info) => call(upsampleBackwardOp, [g], { resampling: info.attributes, shape: info.shapeOf(0) }),
  }),
);

/** `shape` is that of the gradient. */
type Backward = { readonly resampling: Resampling; readonly shape: Shape };

const upsampleBackwardOp: Op<Backward> = asImages(
  linear<Backward>({
    name: "upsample_backward",
    gradFn: ({ resampling }) => `Upsample${kindOf(resampling)}BackwardBackward0`,
    samples: sampled.map(({ from, ...resampling }) =>
      sample([[...from.slice(0, 2), ...resampling.output_size]], { attributes: { resampling, shape: from } }),
    ),
    shape: (_, { shape }) => shape,
    forward(g, { resampling, shape }) {
      const out = emptyTensor(shape, g.dtype);
      kernels.resampleInput(g, tapsOf(shape, g, resampling), out);
      return out;
    },
    transpose: (g, { attributes: { resampling } }) => call(upsampleOp, [g], resampling),
  }),
);

function tapsOf(shape: Shape, { dtype }: Tensor, { output_size, scales, ...how }: Resampling): readonly Taps[] {
  const round = dtype === float32 ? Math.fround : (value: number) => value;
  return output_size.map((places, i) =>
    interpolationTaps(shape.at(i - output_size.length)!, places, { ...how, scale: scales?.[i] ?? null }, round),
  );
}

/** PyTorch's names of its kernels: `Bilinear2D`, `NearestExact1D`, `Bicubic2DAa`. */
function kindOf({ mode, output_size: { length }, antialias }: Resampling): string {
  const linearly = ["Linear", "Bilinear", "Trilinear"][length - 1]!;
  const names = {
    nearest: "Nearest",
    "nearest-exact": "NearestExact",
    linear: linearly,
    cubic: "Bicubic",
    lanczos: "Lanczos",
  };
  return `${names[mode]}${length}D${antialias ? "Aa" : ""}`;
}

function kernelOf({ mode, output_size: { length }, antialias }: Resampling): string {
  if (antialias) return "compute_index_ranges_weights";
  if (mode === "cubic") return "compute_indices_weights_cubic";
  const kind = mode === "linear" ? "linear" : "nearest";
  return length === 2
    ? `upsample_${mode === "linear" ? "bilinear" : kind}2d_channels_last`
    : `compute_indices_weights_${kind}`;
}
