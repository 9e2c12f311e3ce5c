import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import type { Geometry } from "../shape.js";
import { laidOut } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Attributes, Op } from "./op.js";

interface ImageOptions<A> {
  /** How many operands, from the first on, may have the channels innermost. */
  readonly operands?: 2;
  /** Which operands count, by their place: images and volumes unless it says otherwise. Lines count as images of one row. */
  takes?(operand: Tensor, place: number): boolean;
  /** What counts besides, though it is no operand. */
  also?(attributes: A): Geometry | null;
}

/**
 * The op with results whose channels lie innermost where those of its first operand do, or of one of its first few, as
 * PyTorch's ops on images have them.
 */
export function asImages<A extends Attributes>(op: Op<A>, options: ImageOptions<A> = {}): Op<A> {
  const { operands = 1, takes = ({ ndim }) => ndim > 3, also = () => null } = options;
  return {
    ...op,
    forward(given, attributes) {
      const outputs = op.forward(given, attributes);
      const asked = given.slice(0, operands) as readonly Tensor[];
      const further = also(attributes);
      const counted = [...asked.filter(takes), ...(further === null ? [] : [further])];
      if (!counted.some((image) => suggestsChannelsLast(imageOf(image)))) return outputs;
      return outputs.map((output) => laidOut(output, channelsLastStrides(output.shape)));
    },
  };
}

/** A gradient in rows, or with the channels innermost where those of what it is the gradient of are: so PyTorch's kernels write it. */
export function lyingAsImage(gradient: Tensor, x: Tensor): Tensor {
  return suggestsChannelsLast(x) ? gradient.movedim(1, -1).contiguous().movedim(-1, 1) : gradient.contiguous();
}

function imageOf(geometry: Geometry): Geometry {
  const { offset, shape, strides } = geometry;
  if (shape.length !== 3) return geometry;
  const row = shape[2]! * strides[2]!;
  return { offset, shape: shape.toSpliced(2, 0, 1), strides: strides.toSpliced(2, 0, row) };
}
