import { integerArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { elementCount, wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call, refuseOutdated } from "./dispatch.js";
import { oneByFrequency } from "./frequencies.js";
import { elementPositions, slicePositions } from "./indexPositions.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { taking } from "./taking.js";

/**
 * The elements of input at index along a dimension: out[i][j] = input[index[i][j]][j] for dim 0. index has as many
 * dimensions as input and is no larger in the others. Throws for indices that are neither int64 nor int32 or out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.gather.html
 */
export function gather(input: Tensor, dim: number, index: Tensor): Tensor {
  const named = byName(gather, "gather(input, dim, index)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("gather", "input", input).gather(dim, index);
}

/**
 * The slices of input at the places that a vector of int64 or int32 names. Throws for indices that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
 */
export function index_select(input: Tensor, dim: number, index: Tensor): Tensor {
  const named = byName(index_select, "index_select(input, dim, index)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("index_select", "input", input).index_select(dim, index);
}

/** Tensor methods and ops of this family. */
export default class GatheringMethods {
  /** @internal */
  static get ops() {
    return {
      gather: gatherOp,
      gather_backward: gatherBackwardOp,
      index_select: indexSelectOp,
      index_select_backward: indexSelectBackwardOp,
      embedding: embeddingOp,
      embedding_rows: embeddingRowsOp,
      embedding_rows_backward: embeddingRowsBackwardOp,
    };
  }

  /**
   * The elements of this tensor at index along a dimension. Throws for indices that are neither int64 nor int32 or out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.gather.html
   */
  gather(this: Tensor, dim: number, index: Tensor): Tensor {
    const named = methodByName(this, "gather(dim, index)", arguments);
    if (named !== null) return named.result;
    const wanted = integerArgument("gather", "dim", dim);
    const places = tensorArgument("gather", "index", index);
    refuseOutdated([this]);
    const along = wrapDimension(wanted, this.ndim);
    // Of no indices the dtype does not matter.
    if (!isIndex(places) && places.numel() > 0)
      throw errors.indexNotLong("gather(): Expected dtype int32/int64 for index");
    if (places.numel() > 0 && Math.max(places.ndim, 1) !== Math.max(this.ndim, 1)) throw errors.gatherRank();
    const larger = places.shape.findIndex((size, i) => i !== along && size > (this.shape[i] ?? 1));
    if (places.numel() > 0 && larger >= 0) throw errors.gatherSize(larger, places.shape, this.shape, along);
    return call(gatherOp, [this, places], { dim: along });
  }

  /**
   * The slices of this tensor at the places that a vector of int64 or int32 names. Throws for indices that are out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
   */
  index_select(this: Tensor, dim: number, index: Tensor): Tensor {
    const named = methodByName(this, "index_select(dim, index)", arguments);
    if (named !== null) return named.result;
    const wanted = integerArgument("index_select", "dim", dim);
    const places = tensorArgument("index_select", "index", index);
    refuseOutdated([this]);
    const along = wrapDimension(wanted, this.ndim);
    if (places.ndim > 1) throw errors.indexSelectRank();
    if (this.ndim === 0 && places.numel() !== 1) throw errors.indexSelectOfScalar(places.numel());
    if (!isIndex(places)) throw errors.indexNotLong("index_select(): Expected dtype int32 or int64 for index");
    if (this.ndim > 1 && this.shape[along] === 0 && places.numel() > 0) throw errors.indexSelectFromNothing();
    return call(indexSelectOp, [this, places], { dim: along });
  }
}

/**
 * The rows of a table at indices; the row padding_idx gets no gradient, and scale_grad_by_freq divides the others' by how
 * often they are named.
 */
export function rowsOf(weight: Tensor, indices: Tensor, attributes: Embedding): Tensor {
  return call(embeddingOp, [weight, indices], attributes);
}

type Along = { readonly dim: number };

const [gatherOp, gatherBackwardOp] = taking<Along>({
  name: "gather",
  keepsOperand: true,
  gradFn: "GatherBackward0",
  transposed: { name: "gather_backward", gradFn: "ScatterAddBackward0" },
  samples: [
    sample(
      [
        [3, 2],
        [2, 2],
      ],
      { indices: { 1: 3 }, attributes: { dim: 0 } },
    ),
  ],
  transposedSamples: [
    sample(
      [
        [2, 2],
        [2, 2],
      ],
      { indices: { 1: 3 }, attributes: { dim: 0, shape: [3, 2] } },
    ),
  ],
  parameters: 1,
  shape: (_, __, [index]) => index!,
  positions: (shape, { dim }, [index]) =>
    elementPositions(shape, dim, index!.shape, denseNumbers(index!), (place, size) =>
      errors.gatherOutOfBounds(place, dim, size),
    ),
});

const [indexSelectOp, indexSelectBackwardOp] = taking<Along>({
  name: "index_select",
  gradFn: "IndexSelectBackward0",
  transposed: { name: "index_select_backward", gradFn: "IndexAddBackward0" },
  samples: [sample([[2, 3], [4]], { indices: { 1: 3 }, attributes: { dim: 1 } })],
  transposedSamples: [sample([[2, 4], [4]], { indices: { 1: 3 }, attributes: { dim: 1, shape: [2, 3] } })],
  parameters: 1,
  shape: (shape, { dim }, [index]) => (shape.length === 0 ? [] : shape.with(dim, elementCount(index!))),
  positions: (shape, { dim }, [index]) =>
    slicePositions(shape, dim, denseNumbers(index!), (place, size) =>
      shape.length < 2 || (dim === 0 && elementCount(shape) > 0)
        ? errors.outOfRangeInSelf(place, size)
        : errors.outOfRangeInData(place, size),
    ),
});

type Padding = { readonly padding_idx: number | null };

/** What the gradient of an embedding goes back through: the padding's row is left out. */
const [embeddingRowsOp, embeddingRowsBackwardOp] = taking<Padding>({
  name: "embedding_rows",
  gradFn: "EmbeddingRowsBackward0",
  transposed: { name: "embedding_rows_backward", gradFn: "EmbeddingDenseBackwardBackward0" },
  samples: [sample([[3, 2], [4]], { indices: { 1: 3 }, attributes: { padding_idx: 1 } })],
  transposedSamples: [sample([[4, 2], [4]], { indices: { 1: 3 }, attributes: { padding_idx: null, shape: [3, 2] } })],
  parameters: 1,
  shape: (shape, _, [indices]) => [...indices!, shape[1]!],
  positions(shape, { padding_idx }, [indices]) {
    const rows = denseNumbers(indices!);
    const positions = slicePositions(shape, 0, rows, errors.outOfRangeInSelf);
    const width = shape[1]!;
    rows.forEach((row, i) => {
      if (row === padding_idx) positions.fill(-1, i * width, (i + 1) * width);
    });
    return positions;
  },
});

type Embedding = Padding & { readonly scale_grad_by_freq: boolean };

const embeddingOp: Op<Embedding> = linear<Embedding>({
  name: "embedding",
  gradFn: "EmbeddingBackward0",
  samples: [
    sample(
      [
        [3, 2],
        [2, 2],
      ],
      { indices: { 1: 3 }, attributes: { padding_idx: null, scale_grad_by_freq: false } },
    ),
  ],
  parameters: 1,
  shape: (shape, _, [indices]) => [...indices!, shape[1]!],
  forward: (weight, _, parameters) => embeddingRowsOp.forward([weight, ...parameters], { padding_idx: null })[0]!,
  transpose(g, info, [indices]) {
    const { padding_idx, scale_grad_by_freq } = info.attributes;
    // PyTorch's second derivative knows nothing of the frequencies, so no gradient flows through what they change.
    // What is infinite stays as it is: no share of it is another number, and no difference of infinities is one.
    const share = (): Tensor => oneByFrequency(indices!, g.dtype).sub(1);
    const change = scale_grad_by_freq ? g.detach().nan_to_num(0, 0, 0).mul(share()) : null;
    const scaled = change === null ? g : g.add(change);
    return call(embeddingRowsBackwardOp, [scaled, indices!], { padding_idx, shape: info.shapeOf(0) });
  },
});

function isIndex({ dtype }: Tensor): boolean {
  return dtype === int64 || dtype === int32;
}
