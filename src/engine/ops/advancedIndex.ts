import { bool, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { batchLevel, isMapped } from "../func/batchLevel.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import type { Positions } from "../kernels/positions.js";
import { elementwiseStrides } from "../layout.js";
import { broadcastShapes, contiguousStrides, elementCount, type Shape } from "../shape.js";
import { emptyStrided, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { sample } from "./op.js";
import { taking } from "./taking.js";
import { viewStrides } from "./viewGeometry.js";

/** A tensor of whole numbers, or a mask, that stands at a dimension of what is indexed. */
export interface PlacedIndex {
  readonly dim: number;
  readonly index: Tensor;
}

/**
 * The elements at all combinations of index tensors, which are broadcast against each other. The result has their shape
 * in the place of the indexed dimensions if these are neighbours, else in front. A mask stands for the indices of its
 * true elements.
 */
export function indexBy(x: Tensor, placed: readonly PlacedIndex[]): Tensor {
  const { dims, index } = combinedIndex(x, placed);
  return call(indexOp, [x, index, ...placed.map((item) => item.index)], { dims });
}

/**
 * All index tensors as one: row-major positions in the dimensions that they index. What is said of the shape of that which they
 * choose comes before what is said of the indices themselves.
 */
export function combinedIndex(
  x: Tensor,
  placed: readonly PlacedIndex[],
  checkRegion: (region: Shape) => void = () => undefined,
): Indexing & { readonly index: Tensor } {
  const indices = placed.flatMap((item) => (item.index.dtype === bool ? placesOf(x, item) : [checked(item)]));
  const dims = indices.map(({ dim }) => dim);
  const shape = sharedShape(indices);
  if (elementCount(shape) > 0 && dims.some((dim) => x.shape[dim] === 0)) throw errors.indexOfNoElements();
  const region = indexedShape(x.shape, dims, shape);
  checkRegion(region);
  return { dims, index: combined(x, elementCount(region) > 0, indices, shape) };
}

/** The shape of what an index chooses. */
export function indexedShape(shape: Shape, dims: readonly number[], index: Shape): Shape {
  return layoutOf(shape, dims, index).shape;
}

/** The row-major positions of what an index chooses. */
export function indexedPositions(shape: Shape, dims: readonly number[], index: Tensor): Positions {
  const layout = layoutOf(shape, dims, index.shape);
  const strides = contiguousStrides(shape);
  const chosen = denseNumbers(index).map((place) => {
    let rest = place;
    let position = 0;
    for (let i = dims.length - 1; i >= 0; i--) {
      const size = shape[dims[i]!]!;
      position += (rest % size) * strides[dims[i]!]!;
      rest = Math.floor(rest / size);
    }
    return position;
  });
  const before = offsetsOf(shape, strides, layout.before);
  const after = offsetsOf(shape, strides, layout.after);
  const positions = new Int32Array(before.length * chosen.length * after.length);
  let next = 0;
  for (const outer of before)
    for (const place of chosen) for (const inner of after) positions[next++] = outer + place + inner;
  return positions;
}

/** The ops of this family. */
export default class AdvancedIndexOps {
  /** @internal */
  static get ops() {
    return { index: indexOp, index_backward: indexBackwardOp };
  }
}

/** The second operand holds row-major positions in the indexed dimensions. */
export type Indexing = { readonly dims: readonly number[] };

const [indexOp, indexBackwardOp] = taking<Indexing>({
  name: "index",
  keepsSources: true,
  gradFn: "IndexBackward0",
  transposed: { name: "index_backward", gradFn: "IndexPutImplBackward0" },
  samples: [
    sample(
      [
        [2, 3, 2],
        [2, 2],
      ],
      { indices: { 1: 6 }, attributes: { dims: [0, 1] } },
    ),
    sample([[2, 3, 2], [4]], { indices: { 1: 4 }, attributes: { dims: [0, 2] } }),
  ],
  transposedSamples: [sample([[3, 2], [3]], { indices: { 1: 3 }, attributes: { dims: [0], shape: [3, 2] } })],
  parameters: 1,
  shape: (shape, { dims }, [index]) => indexedShape(shape, dims, index!),
  positions: (shape, { dims }, [index]) => indexedPositions(shape, dims, index!),
  strides: (x, { dims }, [index]) => indexedStrides(x, dims, index!),
});

/** As PyTorch iterates: along the dimensions that are kept in the operand's order, along the others in the index's. */
function indexedStrides(x: Tensor, dims: readonly number[], index: Tensor): readonly number[] {
  const { shape, before, after } = layoutOf(x.shape, dims, index.shape);
  const own = (kept: readonly number[]): readonly number[] => kept.map((dim) => x.strides[dim]!);
  const alone = (kept: readonly number[], value: number): readonly number[] => kept.map(() => value);
  const beside = [...alone(before, 1), ...index.shape, ...alone(after, 1)];
  return elementwiseStrides(shape, [
    { offset: 0, shape, strides: [...own(before), ...alone(index.shape, 0), ...own(after)] },
    { offset: 0, shape: beside, strides: viewStrides(index, beside) ?? contiguousStrides(beside) },
  ]);
}

interface Layout {
  readonly shape: Shape;
  /** The dimensions that are not indexed, in front of the indices' own and behind them. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function layoutOf(shape: Shape, dims: readonly number[], index: Shape): Layout {
  const others = shape.map((_, dim) => dim).filter((dim) => !dims.includes(dim));
  const neighbours = dims.every((dim, i) => i === 0 || dim === dims[i - 1]! + 1);
  const before = neighbours ? others.filter((dim) => dim < dims[0]!) : [];
  const after = others.slice(before.length);
  const sizes = (kept: readonly number[]): Shape => kept.map((dim) => shape[dim]!);
  return { shape: [...sizes(before), ...index, ...sizes(after)], before, after };
}

/** The positions of all combinations along some dimensions, in row-major order. */
function offsetsOf(shape: Shape, strides: readonly number[], dims: readonly number[]): readonly number[] {
  return dims.reduce<readonly number[]>(
    (offsets, dim) =>
      offsets.flatMap((offset) => Array.from({ length: shape[dim]! }, (_, i) => offset + i * strides[dim]!)),
    [0],
  );
}

function sharedShape(indices: readonly PlacedIndex[]): Shape {
  const shapes = indices.map(({ index }) => index.shape);
  try {
    return shapes.reduce(broadcastShapes);
  } catch {
    throw errors.indexShapes(shapes);
  }
}

/** The indices as positions in the indexed dimensions. Throws for indices that are out of range, if they choose anything. */
function combined(x: Tensor, chooses: boolean, indices: readonly PlacedIndex[], shape: Shape): Tensor {
  const tensors = indices.map(({ index }) => index);
  const bySlices =
    batchLevel === null
      ? null
      : overSlices(tensors, (slices) =>
          combined(
            x,
            chooses,
            indices.map(({ dim }, i) => ({ dim, index: slices[i]! })),
            shape,
          ),
        );
  return bySlices ?? combinedAtOnce(x, chooses, indices, shape);
}

function combinedAtOnce(x: Tensor, chooses: boolean, indices: readonly PlacedIndex[], shape: Shape): Tensor {
  const positions = emptyStrided(
    shape,
    elementwiseStrides(
      shape,
      indices.map(({ index }) => index),
    ),
    int64,
  );
  const totals = new Float64Array(elementCount(shape));
  // Where nothing is chosen PyTorch does not look at the indices.
  for (const [place, { dim, index }] of (chooses ? indices : []).entries()) {
    const size = x.shape[dim]!;
    denseNumbers(index.detach().expand(shape)).forEach((at, i) => {
      if (at < -size || at >= size) throw errors.indexOutOfBounds(at, place, size);
      totals[i] = totals[i]! * size + (at < 0 ? at + size : at);
    });
  }
  writeNumbers(positions, totals);
  return positions;
}

/** The indices of a mask's true elements, one tensor for each of its dimensions. */
function placesOf(x: Tensor, { dim, index: mask }: PlacedIndex): readonly PlacedIndex[] {
  if (isMapped(mask)) throw errors.maskOfBatch();
  mask.shape.forEach((size, i) => {
    if (size !== x.shape[dim + i]) throw errors.maskMismatch(mask.shape, i, x.shape, dim + i);
  });
  const strides = contiguousStrides(mask.shape);
  const places: number[] = [];
  denseNumbers(mask).forEach((value, place) => {
    if (value !== 0) places.push(place);
  });
  return mask.shape.map((size, i) => {
    const index = emptyTensor([places.length], int64);
    places.forEach((place, k) => {
      index.storage.write(k, Math.floor(place / strides[i]!) % size);
    });
    return { dim: dim + i, index };
  });
}

function checked(item: PlacedIndex): PlacedIndex {
  if (item.index.dtype !== int64) throw errors.indexTensorDtype(item.index.dtype.label);
  return item;
}
