import { channelGroups } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { contiguousStrides, type Geometry, type Shape } from "../shape.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { emptyTensor, laidOut } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Attributes, type Op, type Sample } from "./op.js";

/** […, c·r², h, w] to […, c, h·r, w·r]. */
export function pixelShuffled(x: Tensor, factor: number): Tensor {
  return call(pixelShuffleOp, [x], { factor });
}

/** […, c, h·r, w·r] to […, c·r², h, w]. */
export function pixelUnshuffled(x: Tensor, factor: number): Tensor {
  return call(pixelUnshuffleOp, [x], { factor });
}

/** Channels [g·k] as [k·g]: the first of each group, then the second of each. */
export function channelShuffled(x: Tensor, groups: number): Tensor {
  return call(channelShuffleOp, [x], { groups });
}

/** The ops of this family. */
export default class ShuffleOps {
  /** @internal */
  static get ops() {
    return {
      pixel_shuffle: pixelShuffleOp,
      pixel_unshuffle: pixelUnshuffleOp,
      channel_shuffle: channelShuffleOp,
    };
  }
}

interface ShuffleSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly samples: readonly Sample[];
  shape(shape: Shape, attributes: A): Shape;
  /** The operand's elements in the order of the result: a view with more dimensions. */
  view(x: Geometry, attributes: A): Pick<Geometry, "shape" | "strides">;
  transpose(g: Tensor, attributes: A, shape: Shape): Tensor;
}

function shuffle<A extends Attributes>(spec: ShuffleSpec<A>): Op<A> {
  return linear<A>({
    name: spec.name,
    gradFn: spec.gradFn,
    samples: spec.samples,
    shape: (shape, attributes) => spec.shape(shape, attributes),
    forward(x, attributes) {
      const { shape, strides } = spec.view(x, attributes);
      const out = emptyTensor(spec.shape(x.shape, attributes), x.dtype);
      const { storage } = out;
      kernels.copy(
        { storage: x.storage, offset: x.offset, shape, strides },
        { storage, offset: 0, shape, strides: contiguousStrides(shape) },
      );
      return x.ndim === 4 && suggestsChannelsLast(x) ? laidOut(out, channelsLastStrides(out.shape)) : out;
    },
    transpose: (g, info) => spec.transpose(g, info.attributes, info.shapeOf(0)),
  });
}

type Factor = { readonly factor: number };

const pixelShuffleOp: Op<Factor> = shuffle<Factor>({
  name: "pixel_shuffle",
  gradFn: "PixelShuffleBackward0",
  samples: [sample([[2, 8, 2, 3]], { attributes: { factor: 2 } })],
  shape(shape, { factor }) {
    const [channels, height, width] = shape.slice(-3) as [number, number, number];
    return [...shape.slice(0, -3), channels / factor ** 2, height * factor, width * factor];
  },
  view({ shape, strides }, { factor: r }) {
    const [channels, height, width] = shape.slice(-3) as [number, number, number];
    const [channel, row, column] = strides.slice(-3) as [number, number, number];
    return {
      shape: [...shape.slice(0, -3), channels / r ** 2, height, r, width, r],
      strides: [...strides.slice(0, -3), channel * r * r, row, channel * r, column, channel],
    };
  },
  transpose: (g, { factor }) => pixelUnshuffled(g, factor),
});

const pixelUnshuffleOp: Op<Factor> = shuffle<Factor>({
  name: "pixel_unshuffle",
  gradFn: "PixelUnshuffleBackward0",
  samples: [sample([[2, 4, 6]], { attributes: { factor: 2 } })],
  shape(shape, { factor }) {
    // PyTorch copies what has no elements, as it is.
    if (shape.includes(0)) return shape;
    const [channels, height, width] = shape.slice(-3) as [number, number, number];
    return [...shape.slice(0, -3), channels * factor ** 2, height / factor, width / factor];
  },
  view({ shape, strides }, { factor: r }) {
    const [channels, height, width] = shape.slice(-3) as [number, number, number];
    const [channel, row, column] = strides.slice(-3) as [number, number, number];
    return {
      shape: [...shape.slice(0, -3), channels, r, r, height / r, width / r],
      strides: [...strides.slice(0, -3), channel, row, column, row * r, column * r],
    };
  },
  transpose: (g, { factor }) => pixelShuffled(g, factor),
});

type Groups = { readonly groups: number };

const channelShuffleOp: Op<Groups> = shuffle<Groups>({
  name: "channel_shuffle",
  gradFn: "ChannelShuffleBackward0",
  samples: [sample([[2, 6, 2]], { attributes: { groups: 2 } })],
  shape: (shape) => shape,
  view({ shape, strides }, { groups }) {
    const perGroup = shape[1]! / groups;
    return {
      shape: [shape[0]!, perGroup, groups, ...shape.slice(2)],
      strides: [strides[0]!, strides[1]!, strides[1]! * perGroup, ...strides.slice(2)],
    };
  },
  transpose(g, { groups }, shape) {
    const perGroup = shape[1]! / groups;
    if (perGroup === 0) throw channelGroups(perGroup);
    return channelShuffled(g, perGroup);
  },
});
