import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { broadcastShapes, elementCount, sameShape, wrapDimension } from "../shape.js";
import { emptyLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { call } from "./dispatch.js";
import { fromIndex, positionTensor } from "./indexPositions.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { taking, type Named } from "./taking.js";

/**
 * The elements at row-major positions, in the shape of the int64 index; negative ones count from the end. Throws for
 * positions that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.take.html
 */
export function take(input: Tensor, index: Tensor): Tensor {
  const named = byName(take, "take(input, index)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("take", "input", input);
  const places = tensorArgument("take", "index", index);
  checkFlatIndex("take", places);
  if (x.numel() === 0 && places.numel() > 0) throw errors.takeFromNothing();
  return call(takeOp, [x, flatIndex(x, places), places], noAttributes);
}

/**
 * The elements at indices along a dimension, which count around it at both ends; the other dimensions are broadcast. Without a
 * dimension the flattened tensor is taken from, and indices that are out of range throw.
 * https://docs.pytorch.org/docs/stable/generated/torch.take_along_dim.html
 */
export function take_along_dim(input: Tensor, indices: Tensor, dim?: number | null): Tensor;
export function take_along_dim(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(take_along_dim, "take_along_dim(input, indices, dim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("take_along_dim", "input", input);
  const given = readArguments<TakeOptions>("take_along_dim", ["indices", "dim"], args);
  const indices = tensorArgument("take_along_dim", "indices", given.indices);
  if (given.dim === undefined || given.dim === null) {
    if (indices.numel() > 0 && indices.dtype !== int64 && indices.dtype !== int32) throw errors.gatherDtype();
    // Unlike along a dimension, as in PyTorch nothing is counted from the end here.
    return x.view([-1]).gather(0, indices.view([-1]));
  }
  const dim = integerArgument("take_along_dim", "dim", given.dim);
  if (x.ndim !== indices.ndim) throw errors.takeAlongDimRank(x.ndim, indices.ndim);
  if (indices.dtype !== int64) throw errors.takeAlongDimDtype(indices.dtype.label);
  const along = wrapDimension(dim, x.ndim);
  if (x.ndim === 0) throw errors.dimensionOfScalar(along);
  const shape = broadcastShapes(x.shape.with(along, 1), indices.shape.with(along, 1));
  const source = x.expand(shape.with(along, x.shape[along]!));
  return source.gather(along, wrapped(indices.expand(shape.with(along, indices.shape[along]!)), x.shape[along]!));
}

/**
 * The elements where the mask holds, in row-major order, as a vector; both are broadcast. Throws for a mask that is not bool.
 * https://docs.pytorch.org/docs/stable/generated/torch.masked_select.html
 */
export function masked_select(input: Tensor, mask: Tensor): Tensor {
  const named = byName(masked_select, "masked_select(input, mask)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("masked_select", "input", input);
  const holds = tensorArgument("masked_select", "mask", mask);
  if (holds.dtype !== bool) throw errors.maskOfSelectNotBool();
  if (isMapped(holds)) throw errors.selectByMappedMask();
  const shape = broadcastShapes(holds.shape, x.shape);
  const places = trueplaces(holds.expand(shape));
  return call(maskedSelectOp, [x, positionTensor([places.length], places), holds], { broadcast: shape });
}

export interface TakeOptions {
  /** int64 indices along the dimension, broadcast against the input in the others. */
  readonly indices?: Tensor;
  /** The dimension to take along; the flattened input unless given. */
  readonly dim?: number | null;
}

/** Tensor methods and ops of this family. */
export default class TakeMethods {
  /** @internal */
  static get ops() {
    return {
      take: takeOp,
      take_backward: takeBackwardOp,
      clear_positions: clearOp,
      masked_select: maskedSelectOp,
      masked_select_backward: maskedSelectBackwardOp,
    };
  }

  /**
   * The elements at row-major positions, in the shape of the int64 index; negative ones count from the end. Throws for
   * positions that are out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.take.html
   */
  take(this: Tensor, ...args: AfterInput<typeof take>): Tensor {
    return take(this, ...args);
  }

  /**
   * The elements at indices along a dimension, which count around it at both ends; the other dimensions are broadcast. Throws
   * for a dimension of size 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.take_along_dim.html
   */
  take_along_dim(this: Tensor, ...args: AfterInput<typeof take_along_dim>): Tensor {
    return take_along_dim(this, ...args);
  }

  /**
   * The elements where the mask holds, in row-major order, as a vector; both are broadcast. Throws for a mask that is
   * not bool.
   * https://docs.pytorch.org/docs/stable/generated/torch.masked_select.html
   */
  masked_select(this: Tensor, ...args: AfterInput<typeof masked_select>): Tensor {
    return masked_select(this, ...args);
  }
}

/** The elements at row-major positions, 0 for −1. */
export function takeAt(x: Tensor, positions: Tensor, named: Named = {}): Tensor {
  return call(takeOp, [x, positions], named);
}

/** The elements, but 0 at row-major positions. The name is that of PyTorch's node where it clears them for another op's gradient. */
export function clearedAt(x: Tensor, positions: Tensor, gradFn: string): Tensor {
  return call(clearOp, [x, positions], { gradFn });
}

/** Zeros of a shape to which the elements are added at row-major positions. */
export function accumulatedAt(x: Tensor, positions: Tensor, shape: readonly number[]): Tensor {
  return call(takeBackwardOp, [x, positions], { shape });
}

/** The row-major places of a mask's true elements. */
export function trueplaces(mask: Tensor): readonly number[] {
  const places: number[] = [];
  denseNumbers(mask).forEach((value, place) => {
    if (value !== 0) places.push(place);
  });
  return places;
}

/** Refuses what cannot count elements in row-major order. */
export function checkFlatIndex(op: string, index: Tensor): void {
  if (index.dtype !== int64) throw errors.flatIndexNotLong(op, index.dtype.label);
}

/** Row-major positions counted from the front. Throws for those that are out of range, and for other dtypes than int64. */
export function flatIndex(x: Tensor, index: Tensor): Tensor {
  const count = x.numel();
  return fromIndex(index, (slice) => {
    for (const place of denseNumbers(slice))
      if (place < -count || place >= count) throw errors.flatIndexOutOfRange(place, count);
    return wrapped(slice, count);
  });
}

/** New indices, counted around: the negative ones from the end, and those beyond it from the front. */
function wrapped(index: Tensor, size: number): Tensor {
  return fromIndex(index, (slice) => {
    const numbers = denseNumbers(slice);
    if (size === 0 && numbers.length > 0) throw errors.divisionByZero();
    const counted = numbers.map((place) => ((place % size) + size) % size);
    return positionTensor(slice.shape, counted);
  });
}

/** The operand behind the first holds row-major positions, −1 for none. */
const [takeOp, takeBackwardOp] = taking({
  name: "take",
  keepsSources: true,
  keepsOperand: true,
  gradient: "as operand",
  gradFn: "TakeBackward0",
  transposed: { name: "take_backward", gradFn: "PutBackward0" },
  samples: [
    sample(
      [
        [2, 3],
        [2, 2],
      ],
      { indices: { 1: 6 } },
    ),
  ],
  transposedSamples: [sample([[4], [4]], { indices: { 1: 6 }, attributes: { shape: [2, 3] } })],
  parameters: 1,
  shape: (_, __, [index]) => index!,
  positions: (_, __, [index]) => Int32Array.from(denseNumbers(index!)),
});

const clearOp: Op<{ readonly gradFn: string }> = linear<{ readonly gradFn: string }>({
  name: "clear_positions",
  gradFn: ({ gradFn }) => gradFn,
  formula: "0 at the positions, else 1",
  samples: [sample([[2, 3], [2]], { indices: { 1: 6 }, attributes: { gradFn: "IndexFillBackward0" } })],
  parameters: 1,
  shape: (shape) => shape,
  forward(x, _, [positions]) {
    const out = emptyLike(x, x.dtype);
    const numbers = Float64Array.from(denseNumbers(x));
    for (const place of denseNumbers(positions!)) if (place >= 0) numbers[place] = 0;
    writeNumbers(out, numbers);
    return out;
  },
  transpose: (g, { attributes }, [positions]) => clearedAt(g, positions!, attributes.gradFn),
});

/** The second operand holds positions in the shape that input and mask broadcast to. */
type Selecting = { readonly broadcast: readonly number[] };

const [maskedSelectOp, maskedSelectBackwardOp] = taking<Selecting>({
  name: "masked_select",
  keepsSources: true,
  keepsOperand: true,
  gradient: "as operand",
  gradFn: "MaskedSelectBackward0",
  transposed: { name: "masked_select_backward", gradFn: "MaskedScatterBackward0" },
  samples: [
    sample([[2, 3], [4]], { indices: { 1: 6 }, attributes: { broadcast: [2, 3] } }),
    sample([[3], [4]], { indices: { 1: 6 }, attributes: { broadcast: [2, 3] } }),
  ],
  transposedSamples: [sample([[4], [4]], { indices: { 1: 6 }, attributes: { broadcast: [2, 3], shape: [3] } })],
  parameters: 1,
  shape: (_, __, [positions]) => positions!,
  positions(shape, { broadcast }, [positions]) {
    const places = Int32Array.from(denseNumbers(positions!));
    if (sameShape(shape, broadcast)) return places;
    const own = positionTensor(
      shape,
      Array.from({ length: elementCount(shape) }, (_, place) => place),
    );
    const expanded = denseNumbers(own.expand(broadcast));
    return places.map((place) => expanded[place]!);
  },
});
