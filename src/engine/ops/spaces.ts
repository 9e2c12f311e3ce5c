import { notImplementedFor, unpoolIndex } from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { kernels } from "../kernels/kernels.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { elementCount, type Geometry } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { taking } from "./taking.js";

/** The elements of each space (the last so many dimensions) at row-major indices in it. */
export function spaceGather(x: Tensor, indices: Tensor, spatial: number): Tensor {
  return call(gatherOp, [x, indices], { spatial });
}

/** The same as PyTorch's backward of unpooling and of its pools' backward have it, which asks for indices that can be seen in rows. */
export function gatheredInRows(x: Tensor, indices: Tensor, spatial: number): Tensor {
  if (indices.numel() === 0) return emptyTensor(indices.shape, x.dtype);
  const rows = [...indices.shape.slice(0, -spatial), -1];
  return x.contiguous().view(rows).gather(-1, indices.view(rows)).view(indices.shape);
}

/** The transpose of `spaceGather`: sums the elements up at their indices in spaces that lie as those they are from. */
export function spaceScatter(x: Tensor, indices: Tensor, spatial: number, like: Geometry): Tensor {
  const { shape } = like;
  const lying = suggestsChannelsLast(like) ? { strides: channelsLastStrides(shape) } : {};
  return call(scatterOp, [x, indices], { spatial, shape, ...lying });
}

/** Puts elements at their indices in spaces of zeros; of several at one index the last one stays. */
export function unpooled(x: Tensor, indices: Tensor, output_size: readonly number[]): Tensor {
  return call(output_size.length === 2 ? unpool2dOp : unpool3dOp, [x, indices], { output_size });
}

/** The ops of this family. */
export default class SpaceOps {
  /** @internal */
  static get ops() {
    return {
      space_gather: gatherOp,
      space_gather_backward: scatterOp,
      max_unpool2d: unpool2dOp,
      max_unpool3d: unpool3dOp,
    };
  }
}

type Spatial = { readonly spatial: number };

const [gatherOp, scatterOp] = taking<Spatial>({
  name: "space_gather",
  gradFn: "SpaceGatherBackward0",
  samples: [
    sample(
      [
        [2, 2, 3],
        [2, 1, 2],
      ],
      { indices: { 1: 6 }, attributes: { spatial: 2 } },
    ),
  ],
  transposedSamples: [
    sample(
      [
        [2, 1, 2],
        [2, 1, 2],
      ],
      { indices: { 1: 6 }, attributes: { spatial: 2, shape: [2, 2, 3] } },
    ),
  ],
  parameters: 1,
  shape: (_, __, [indices]) => indices!,
  positions(shape, { spatial }, [indices]) {
    const volume = elementCount(shape.slice(-spatial));
    const perVolume = elementCount(indices!.shape.slice(-spatial));
    const numbers = denseNumbers(indices!);
    const positions = new Int32Array(numbers.length);
    for (let i = 0; i < positions.length; i++) {
      const index = numbers[i]!;
      // A window that lies beside its space has no greatest element.
      positions[i] = index < 0 ? -1 : Math.floor(i / perVolume) * volume + index;
    }
    return positions;
  },
});

type Unpooling = { readonly output_size: readonly number[] };

const [unpool2dOp, unpool3dOp] = ([2, 3] as const).map((spatial) => {
  const op: Op<Unpooling> = asImages(
    linear<Unpooling>({
      name: `max_unpool${spatial}d`,
      gradFn: `MaxUnpool${spatial}DBackward0`,
      samples: [
        sample(
          [
            [1, 1, 3, 1],
            [1, 1, 3, 1],
          ],
          { indices: { 1: 6 }, attributes: { output_size: [2, 3, 2].slice(-spatial) } },
        ),
      ],
      parameters: 1,
      shape: (shape, { output_size }) => [...shape.slice(0, -spatial), ...output_size],
      forward(x, { output_size }, [indices]) {
        const shape = [...x.shape.slice(0, -spatial), ...output_size];
        if (shape.includes(0)) return emptyTensor(shape, x.dtype);
        if (!x.dtype.is_floating_point) throw notImplementedFor(`max_unpool${spatial}d`, x.dtype.label);
        const out = emptyTensor([...x.shape.slice(0, -spatial), ...output_size], x.dtype);
        kernels.take(x, sourcesOf(indices!, spatial, output_size), out);
        return out;
      },
      transpose: (g, _, [indices]) => gatheredInRows(g, indices!, spatial),
    }),
  );
  return op;
}) as [Op<Unpooling>, Op<Unpooling>];

/** For each element of the result the one that is put there, or −1. */
function sourcesOf(indices: Tensor, spatial: number, output_size: readonly number[]): Int32Array {
  const volume = elementCount(output_size);
  const perVolume = elementCount(indices.shape.slice(-spatial));
  const sources = new Int32Array(elementCount(indices.shape.slice(0, -spatial)) * volume).fill(-1);
  const places = denseNumbers(indices);
  // PyTorch goes on after a fault, and tells of the last one.
  const wrong = Array.from(places).findLast((index) => index < 0 || index >= volume);
  if (wrong !== undefined) throw unpoolIndex(wrong, output_size);
  places.forEach((index, i) => {
    sources[Math.floor(i / perVolume) * volume + index] = i;
  });
  return sources;
}
