import { integerArgument, integersArgument, oneOrMoreIntegers, readArguments, sizesArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { contiguousStrides, elementCount, wrapDimension, type Geometry, type Shape } from "../shape.js";
import { converted, emptyLike, emptyTensor, laidOut, newTensor } from "../tensorFactory.js";
import { isTensor } from "../tensorClass.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { call, refuseOutdated } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

export interface RollOptions {
  /** By how many places, one number for each dimension. */
  readonly shifts?: number | readonly number[];
  /** The dimensions; the flattened tensor without any. */
  readonly dims?: number | readonly number[];
}

export interface RotationOptions {
  /** How often by 90 degrees, from the first dimension towards the second. */
  readonly k?: number;
  /** The two dimensions of the plane; the rotation is from the first towards the second. */
  readonly dims?: readonly number[];
}

/**
 * A copy with the order of the elements reversed along the given dimensions. Throws for a dimension that is out of range or
 * named twice.
 * https://docs.pytorch.org/docs/stable/generated/torch.flip.html
 */
export function flip(input: Tensor, dims: readonly number[]): Tensor {
  const named = byName(flip, "flip(input, dims)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("flip", "input", input);
  const wrapped = integersArgument("flip", "dims", dims).map((dim) => wrapDimension(dim, x.ndim));
  const repeated = wrapped.find((dim, i) => wrapped.indexOf(dim) !== i);
  if (repeated !== undefined) throw errors.repeatedDimension(repeated);
  return call(flipOp, [x], { dims: wrapped });
}

/**
 * A copy with the second dimension reversed. Throws for fewer than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.fliplr.html
 */
export function fliplr(input: Tensor): Tensor {
  const named = byName(fliplr, "fliplr(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("fliplr", "input", input);
  if (x.ndim < 2) throw errors.flipRank(2);
  return flip(x, [1]);
}

/**
 * A copy with the first dimension reversed. Throws for a 0-d tensor.
 * https://docs.pytorch.org/docs/stable/generated/torch.flipud.html
 */
export function flipud(input: Tensor): Tensor {
  const named = byName(flipud, "flipud(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("flipud", "input", input);
  if (x.ndim < 1) throw errors.flipRank(1);
  return flip(x, [0]);
}

/**
 * A copy with the elements moved along dimensions; those that leave at one end come back at the other. Without dims the
 * flattened tensor is rolled. Throws unless there is a shift for each dimension.
 * https://docs.pytorch.org/docs/stable/generated/torch.roll.html
 */
export function roll(input: Tensor, shifts: number | readonly number[], dims?: number | readonly number[]): Tensor;
export function roll(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(roll, "roll(input, shifts, dims)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("roll", "input", input);
  const given = readArguments<RollOptions>("roll", ["shifts", "dims"], args);
  const shifts = oneOrMoreIntegers("roll", "shifts", given.shifts);
  const dims = oneOrMoreIntegers("roll", "dims", given.dims ?? []);
  refuseOutdated([x]);
  if (shifts.length === 0) throw errors.rollWithoutShifts();
  if (dims.length === 0 ? shifts.length !== 1 : dims.length !== shifts.length) {
    throw errors.rollAlignment(shifts.length, dims.length);
  }
  // Of nothing PyTorch rolls nothing, along whatever dimension.
  if (x.numel() === 0 && dims.length > 0) return call(rollOp, [x], { shifts: [0], dims: [0] });
  if (x.ndim === 0 && dims.length > 0) throw errors.dimensionOfScalar(dims[0]!);
  return call(rollOp, [x], { shifts, dims: dims.map((dim) => wrapDimension(dim, x.ndim)) });
}

/**
 * A copy that is rotated k times by 90 degrees in the plane of two dimensions. Throws unless two different ones are given.
 * https://docs.pytorch.org/docs/stable/generated/torch.rot90.html
 */
export function rot90(input: Tensor, k?: number | RotationOptions, dims?: readonly number[] | RotationOptions): Tensor;
export function rot90(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(rot90, "rot90(input, k, dims)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("rot90", "input", input);
  const { k, dims = [0, 1] } = readArguments<RotationOptions>("rot90", ["k", "dims"], args);
  const turns = integerArgument("rot90", "k", k, 1);
  const given = integersArgument("rot90", "dims", dims);
  refuseOutdated([x]);
  if (given.length !== 2) throw errors.rotationDimensions(given.length);
  if (x.ndim < 2) throw errors.rotationRank(x.ndim);
  const [dim0, dim1] = given as readonly [number, number];
  const [from, to] = [wrapDimension(dim0, x.ndim), wrapDimension(dim1, x.ndim)];
  if (from === to) throw errors.rotationRepeated(dim0, dim1);
  const quarters = ((turns % 4) + 4) % 4;
  return call(rotateOp, [x], { quarters, dims: [from, to] });
}

/** Tensor methods and ops of this family. */
export default class FlipMethods {
  /** @internal */
  static get ops() {
    return { flip: flipOp, roll: rollOp, rot90: rotateOp };
  }

  /**
   * A copy with the order of the elements reversed along the given dimensions: `x.flip(0, 1)`, `x.flip([0, 1])`. Throws for a
   * dimension that is out of range or named twice.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flip.html
   */
  flip(this: Tensor, ...dims: readonly number[] | AfterInput<typeof flip>): Tensor {
    return typeof dims[0] === "number" || isTensor(dims[0] as unknown) || dims.length > 1
      ? flip(this, sizesArgument("flip", "dims", dims))
      : flip(this, ...(dims as AfterInput<typeof flip>));
  }

  /**
   * A copy with the second dimension reversed. Throws for fewer than two dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.fliplr.html
   */
  fliplr(this: Tensor, ...args: AfterInput<typeof fliplr>): Tensor {
    return fliplr(this, ...args);
  }

  /**
   * A copy with the first dimension reversed. Throws for a 0-d tensor.
   * https://docs.pytorch.org/docs/stable/generated/torch.flipud.html
   */
  flipud(this: Tensor, ...args: AfterInput<typeof flipud>): Tensor {
    return flipud(this, ...args);
  }

  /**
   * A copy with the elements moved along dimensions; those that leave at one end come back at the other. Throws unless
   * there is a shift for each dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.roll.html
   */
  roll(this: Tensor, ...args: AfterInput<typeof roll>): Tensor {
    return roll(this, ...args);
  }

  /**
   * A copy that is rotated k times by 90 degrees in the plane of two dimensions. Throws unless two different ones are
   * given.
   * https://docs.pytorch.org/docs/stable/generated/torch.rot90.html
   */
  rot90(this: Tensor, ...args: AfterInput<typeof rot90>): Tensor {
    return rot90(this, ...args);
  }
}

type Flip = { readonly dims: readonly number[] };

const flipOp: Op<Flip> = linear<Flip>({
  name: "flip",
  gradFn: "FlipBackward0",
  samples: [sample([[2, 3, 2]], { attributes: { dims: [0, 2] } })],
  shape: (shape) => shape,
  forward(x, { dims }) {
    const out = emptyLike(x, x.dtype);
    kernels.copy({ storage: x.storage, ...flipped(x, dims) }, out);
    return out;
  },
  transpose: (g, { attributes: { dims } }) => flip(g, dims),
});

/** Negative strides, which only kernels see: scripts get a copy. */
function flipped({ offset, shape, strides }: Geometry, dims: readonly number[]): Geometry {
  const ends = dims.reduce((total, dim) => total + Math.max((shape[dim] ?? 1) - 1, 0) * (strides[dim] ?? 0), offset);
  return { offset: ends, shape, strides: strides.map((stride, dim) => (dims.includes(dim) ? -stride : stride)) };
}

type Roll = { readonly shifts: readonly number[]; readonly dims: readonly number[] };

const rollOp: Op<Roll> = linear<Roll>({
  name: "roll",
  gradFn: "RollBackward0",
  samples: [
    sample([[2, 3]], { attributes: { shifts: [1, -1], dims: [0, 1] } }),
    sample([[2, 3]], { attributes: { shifts: [4], dims: [] } }),
  ],
  shape: (shape) => shape,
  forward(x, roll) {
    if (x.numel() === 0 && roll.dims.length > 0) return emptyLike(x, x.dtype);
    const out = emptyTensor(x.shape, x.dtype);
    kernels.take(x, rolledPositions(x.shape, roll), out);
    // PyTorch joins the parts along a dimension by cat.
    return roll.dims.length > 0 && suggestsChannelsLast(x) ? laidOut(out, channelsLastStrides(x.shape)) : out;
  },
  transpose: (g, { attributes: { shifts, dims } }) =>
    call(rollOp, [g], { shifts: shifts.map((shift) => -shift), dims }),
});

function rolledPositions(shape: Shape, { shifts, dims }: Roll): Int32Array {
  const count = elementCount(shape);
  const [sizes, along] = dims.length === 0 ? [[count], [0]] : [shape, dims];
  const strides = contiguousStrides(sizes);
  return Int32Array.from({ length: count }, (_, place) =>
    along.reduce((position, dim, i) => {
      const [size, stride] = [sizes[dim]!, strides[dim]!];
      const index = Math.floor(position / stride) % size;
      const source = (((index - shifts[i]!) % size) + size) % size;
      return position + (source - index) * stride;
    }, place),
  );
}

type Rotation = { readonly quarters: number; readonly dims: readonly number[] };

const rotateOp: Op<Rotation> = linear<Rotation>({
  name: "rot90",
  gradFn: "Rot90Backward0",
  samples: [
    sample([[2, 3]], { attributes: { quarters: 1, dims: [0, 1] } }),
    sample([[2, 3, 2]], { attributes: { quarters: 3, dims: [2, 0] } }),
    sample([[2, 3]], { attributes: { quarters: 2, dims: [0, 1] } }),
  ],
  shape: (shape, rotation) => (rotation.quarters % 2 === 0 ? shape : exchanged(shape, rotation)),
  forward(x, rotation) {
    const { quarters, dims } = rotation;
    if (quarters === 0) return converted(x, x.dtype);
    const out = flipOp.forward([x], { dims: quarters === 2 ? dims : [dims[quarters === 1 ? 1 : 0]!] })[0]!;
    if (quarters === 2) return out;
    const turned = { offset: 0, shape: exchanged(out.shape, rotation), strides: exchanged(out.strides, rotation) };
    return newTensor(out.storage, turned, x.dtype);
  },
  transpose: (g, { attributes: { quarters, dims } }) => call(rotateOp, [g], { quarters: (4 - quarters) % 4, dims }),
});

function exchanged(sizes: readonly number[], { dims }: Rotation): readonly number[] {
  const [first, second] = dims as readonly [number, number];
  return sizes.with(first, sizes[second]!).with(second, sizes[first]!);
}
