import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { contiguousStrides, elementCount, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { asImages } from "./asImages.js";
import { call } from "./dispatch.js";
import { sample, type Op } from "./op.js";
import { around } from "./padding.js";
import { taking, type Transposed } from "./taking.js";

export type EdgeMode = "reflect" | "replicate";

/** The tensor with elements of its own before and after its last dimensions, of which `pad` holds two numbers for each. */
export function edgePadded(x: Tensor, mode: EdgeMode, pad: readonly number[]): Tensor {
  const rank = pad.length / 2;
  const dims = Array.from({ length: rank }, (_, i) => x.ndim - rank + i);
  const isBatch = x.ndim === rank + 2;
  if (x.shape.some((size, dim) => size === 0 && !(isBatch && dim === 0))) throw errors.padOfNothing(rank, x.shape);
  if (mode === "reflect")
    for (const dim of dims.toReversed()) {
      const [before, after] = around(pad, x.ndim, dim);
      const argument = 4 + 2 * (x.ndim - dim - 1);
      if (before >= x.shape[dim]! || after >= x.shape[dim]!)
        throw errors.padBeyondReflection(argument, before, after, dim, x.shape);
    }
  const inputs = dims.map((dim) => x.shape[dim]!);
  const outputs = dims.map((dim) => paddedShape(x.shape, { pad })[dim]!);
  // As PyTorch checks it: one dimension that is left is enough.
  if (outputs.every((size) => size < 1)) throw errors.padToNothing(inputs, outputs);
  const negative = outputs.find((size) => size < 0);
  if (negative !== undefined) throw errors.negativeSize(negative, paddedShape(x.shape, { pad }));
  const [op] = edgeOps[mode][rank - 1]!;
  if (x.dtype === bool) throw errors.notImplementedFor(op.name, x.dtype.label);
  return call(op, [x], { pad });
}

/** The ops of this family. */
export default class EdgePaddingOps {
  /** @internal */
  static get ops() {
    const [[reflect1, reflect1Back], [reflect2, reflect2Back], [reflect3, reflect3Back]] = edgeOps.reflect;
    const [[replicate1, replicate1Back], [replicate2, replicate2Back], [replicate3, replicate3Back]] =
      edgeOps.replicate;
    return {
      reflection_pad1d: reflect1,
      reflection_pad1d_backward: reflect1Back,
      reflection_pad2d: reflect2,
      reflection_pad2d_backward: reflect2Back,
      reflection_pad3d: reflect3,
      reflection_pad3d_backward: reflect3Back,
      replication_pad1d: replicate1,
      replication_pad1d_backward: replicate1Back,
      replication_pad2d: replicate2,
      replication_pad2d_backward: replicate2Back,
      replication_pad3d: replicate3,
      replication_pad3d_backward: replicate3Back,
    };
  }
}

type Padding = { readonly pad: readonly number[] };

type Pair = readonly [Op<Padding>, Op<Transposed<Padding>>];

const edgeOps: { readonly [Mode in EdgeMode]: readonly [Pair, Pair, Pair] } = {
  reflect: [pairOf("reflect", 1), pairOf("reflect", 2), pairOf("reflect", 3)],
  replicate: [pairOf("replicate", 1), pairOf("replicate", 2), pairOf("replicate", 3)],
};

function pairOf(mode: EdgeMode, rank: 1 | 2 | 3): Pair {
  const [name, word] = mode === "reflect" ? ["reflection", "Reflection"] : ["replication", "Replication"];
  const shape = [2, ...[2, 2, 3].slice(-rank)];
  const pad = [1, -1, 1, 0, 0, 1].slice(0, 2 * rank);
  const [op, back] = taking<Padding>({
    name: `${name}_pad${rank}d`,
    gradFn: `${word}Pad${rank}DBackward0`,
    samples: [sample([shape], { attributes: { pad } })],
    transposedSamples: [sample([paddedShape(shape, { pad })], { attributes: { pad, shape } })],
    hangs: true,
    shape: paddedShape,
    positions(from, attributes) {
      const to = paddedShape(from, attributes);
      const [fromStrides, toStrides] = [contiguousStrides(from), contiguousStrides(to)];
      const sources = from.map((size, dim) => {
        const [before] = around(attributes.pad, from.length, dim);
        return Array.from({ length: to[dim]! }, (_, place) => sourceOf(mode, place - before, size));
      });
      return Int32Array.from({ length: elementCount(to) }, (_, place) =>
        sources.reduce(
          (position, source, dim) =>
            position + source[Math.floor(place / toStrides[dim]!) % to[dim]!]! * fromStrides[dim]!,
          0,
        ),
      );
    },
  });
  return [asImages(op), asImages(back)];
}

/** The element of a row that stands at a place before, in or after it. */
function sourceOf(mode: EdgeMode, place: number, size: number): number {
  if (place < 0) return mode === "reflect" ? -place : 0;
  if (place < size) return place;
  return mode === "reflect" ? 2 * (size - 1) - place : size - 1;
}

function paddedShape(shape: Shape, { pad }: Padding): Shape {
  return shape.map((size, dim) => {
    const [before, after] = around(pad, shape.length, dim);
    return size + before + after;
  });
}
