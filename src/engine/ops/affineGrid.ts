import { kernels } from "../kernels/kernels.js";
import { contiguousStrides, elementCount } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";

/** The grid [n, …space, dimensions] of places that matrices theta [n, dimensions, dimensions + 1] map those of a size to. */
export function affineGrid(theta: Tensor, space: readonly number[], align_corners: boolean): Tensor {
  return call(affineGridOp, [theta], { space, align_corners });
}

/** The ops of this family. */
export default class AffineGridOps {
  /** @internal */
  static get ops() {
    return { affine_grid_generator: affineGridOp };
  }
}

type AffineGrid = { readonly space: readonly number[]; readonly align_corners: boolean };

const affineGridOp: Op<AffineGrid> = linear<AffineGrid>({
  name: "affine_grid_generator",
  gradFn: "AffineGridGeneratorBackward0",
  formula: "the places of the size",
  samples: [
    sample([[2, 2, 3]], { attributes: { space: [2, 3], align_corners: false } }),
    sample([[1, 3, 4]], { attributes: { space: [2, 1, 3], align_corners: true } }),
  ],
  shape: (shape, { space }) => [shape[0]!, ...space, shape[1]!],
  forward(theta, { space, align_corners }) {
    const [batch, dimensions] = theta.shape as readonly [number, number, number];
    const { storage, offset, shape, strides } = theta;
    const [matrices, rows, columns] = strides as readonly [number, number, number];
    const flipped = { storage, offset, shape: [batch, shape[2]!, dimensions], strides: [matrices, columns, rows] };
    const out = emptyTensor([batch, elementCount(space), dimensions], theta.dtype);
    kernels.matmul(homogeneousPlaces(theta, space, align_corners), flipped, out);
    const result = [batch, ...space, dimensions];
    return newTensor(out.storage, { offset: 0, shape: result, strides: contiguousStrides(result) }, theta.dtype);
  },
  transpose(g, info) {
    const { space, align_corners } = info.attributes;
    const [batch, dimensions] = info.shapeOf(0) as readonly [number, number, number];
    const places = homogeneousPlaces(g, space, align_corners).transpose(1, 2);
    return places.bmm(g.reshape(batch, elementCount(space), dimensions)).transpose(1, 2);
  },
});

/** The centers of a size's elements from −1 to 1, the last dimension first, each with a 1: [n, elements, dimensions + 1]. */
function homogeneousPlaces(
  { shape: [batch], dtype }: Tensor,
  space: readonly number[],
  align_corners: boolean,
): Tensor {
  const width = space.length + 1;
  const places = emptyTensor([1, elementCount(space), width], dtype);
  const strides = contiguousStrides(space);
  for (let place = 0; place < elementCount(space); place++) {
    space.forEach((size, dim) => {
      const index = Math.floor(place / strides[dim]!) % size;
      const value = align_corners ? (size === 1 ? 0 : (2 * index) / (size - 1) - 1) : (2 * index + 1) / size - 1;
      places.storage.write(place * width + space.length - 1 - dim, value);
    });
    places.storage.write(place * width + space.length, 1);
  }
  return places.expand(batch!, elementCount(space), width);
}
