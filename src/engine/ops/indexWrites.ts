import { warnWrittenRepeatedly } from "../autograd/warnings.js";
import { integerArgument, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { elementCount, sameShape, wrapDimension, type Shape } from "../shape.js";
import { checkNumber } from "../storage.js";
import { converted, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { isRepeated } from "./folded.js";
import { eachOnce, fromIndex, positionTensor, slicePositions } from "./indexPositions.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op, type Value } from "./op.js";
import { numberArgument, operandArgument, tensorArgument } from "./operands.js";
import { aside, checkRead, checkRun, nameOf, likeSelf, writing, writingNumber, type Run } from "./writing.js";

export interface IndexAddOptions {
  /** The dimension along which the index counts. */
  readonly dim?: number;
  /** Where each slice of the source goes, as int32 or int64. */
  readonly index?: Tensor;
  /** What is written: a slice for each index. */
  readonly source?: Tensor;
  /** By what source is multiplied. */
  readonly alpha?: number;
}

export interface IndexFillOptions {
  /** The dimension along which the index counts. */
  readonly dim?: number;
  /** Which slices are filled, as int64. */
  readonly index?: Tensor;
  /** A number, or a tensor without dimensions. */
  readonly value?: Value;
}

/**
 * A copy of input with the slices of source, times alpha, added at the places that a vector of int64 or int32 names. Throws for
 * indices that are out of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_add.html
 */
export function index_add(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  options?: Pick<IndexAddOptions, "alpha">,
): Tensor;
export function index_add(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(index_add, "index_add(input, dim, index, source, *, alpha)", arguments);
  if (named !== null) return named.result;
  return added(tensorArgument("index_add", "input", input), args, aside);
}

/**
 * A copy of input with the slices of source written to the places that a vector of int64 names. Throws for indices that are out
 * of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_copy.html
 */
export function index_copy(input: Tensor, dim: number, index: Tensor, source: Tensor): Tensor;
export function index_copy(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(index_copy, "index_copy(input, dim, index, source)", arguments);
  if (named !== null) return named.result;
  return copied(tensorArgument("index_copy", "input", input), args, aside);
}

/**
 * A copy of input with a number or a 0-d tensor written to the slices that a vector of int64 names; negative ones count from
 * the end. Throws for indices that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_fill.html
 */
export function index_fill(input: Tensor, dim: number, index: Tensor, value: Value): Tensor;
export function index_fill(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(index_fill, "index_fill(input, dim, index, value)", arguments);
  if (named !== null) return named.result;
  return filled(tensorArgument("index_fill", "input", input), args, aside);
}

/** Tensor methods and ops of this family. */
export default class IndexWriteMethods {
  /** @internal */
  static get ops() {
    return { index_add: addOp, index_copy: copyOp, index_fill: fillOp, index_fill_tensor: fillTensorOp };
  }

  /**
   * A copy of this tensor with the slices of source, times alpha, added at the places that a vector of int64 or int32
   * names. Throws for indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_add.html
   */
  index_add(this: Tensor, ...args: AfterInput<typeof index_add>): Tensor {
    return index_add(this, ...args);
  }

  /**
   * A copy of this tensor with the slices of source written to the places that a vector of int64 names. Throws for
   * indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_copy.html
   */
  index_copy(this: Tensor, ...args: AfterInput<typeof index_copy>): Tensor {
    return index_copy(this, ...args);
  }

  /**
   * A copy of this tensor with a number or a 0-d tensor written to the slices that a vector of int64 names; negative
   * ones count from the end. Throws for indices that are out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_fill.html
   */
  index_fill(this: Tensor, ...args: AfterInput<typeof index_fill>): Tensor {
    return index_fill(this, ...args);
  }

  /**
   * Adds slices of source in place. Throws as `index_add` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_add_.html
   */
  index_add_(this: Tensor, ...args: AfterInput<typeof index_add>): Tensor {
    const named = methodByName(this, "index_add_(dim, index, source, *, alpha)", arguments);
    if (named !== null) return named.result;
    return added(this, args, inPlace);
  }

  /**
   * Writes slices of source in place. Throws as `index_copy` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_copy_.html
   */
  index_copy_(this: Tensor, ...args: AfterInput<typeof index_copy>): Tensor {
    return copied(this, args, inPlace);
  }

  /**
   * Writes a number or a 0-d tensor to slices in place. Throws as `index_fill` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_fill_.html
   */
  index_fill_(this: Tensor, ...args: AfterInput<typeof index_fill>): Tensor {
    return filled(this, args, inPlace);
  }
}

function added(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "index_add");
  const given = readArguments<IndexAddOptions>(op, ["dim", "index", "source", "alpha"], args);
  const along = integerArgument(op, "dim", given.dim);
  const index = tensorArgument(op, "index", given.index);
  const source = tensorArgument(op, "source", given.source);
  const alpha = numberArgument(op, "alpha", given.alpha, 1);
  checkRun(run, x, source);
  const dim = wrapDimension(along, x.ndim);
  checkSlices("index_add", x, dim, index, source);
  checkRead(run, x, index, source);
  return run(addOp, x, [source, index], { dim, alpha });
}

/** Throws for an index or a source that does not fit. */
export function checkSlices(op: string, x: Tensor, dim: number, index: Tensor, source: Tensor): void {
  if (index.ndim > 1) throw errors.writeIndexRank(op, index.ndim, index.dtype.label, index.shape);
  if (index.dtype !== int64 && index.dtype !== int32) throw errors.writeIndexDtype(op, index.dtype.label);
  if (x.dtype !== source.dtype) throw errors.writeDtypes(op, x.dtype.label, source.dtype.label);
  if (dim > 0 && dim >= source.ndim) throw errors.writeDimension(op, dim, source.ndim);
  const size = source.shape[dim] ?? 1;
  if (index.numel() !== size) throw errors.writeCount(op, index.numel(), source.size(dim), dim);
  const others = (shape: Shape): Shape => (shape.length === 0 ? shape : shape.toSpliced(dim, 1));
  if (x.ndim !== source.ndim || !sameShape(others(x.shape), others(source.shape))) {
    throw errors.writeShape(x.shape, source.shape);
  }
}

function copied(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "index_copy");
  const given = readArguments<IndexAddOptions>(op, ["dim", "index", "source"], args);
  const along = integerArgument(op, "dim", given.dim);
  const index = tensorArgument(op, "index", given.index);
  const source = tensorArgument(op, "source", given.source);
  checkRun(run, x, source);
  const dim = wrapDimension(along, x.ndim);
  checkRead(run, x, index, source);
  const count = index.numel();
  if (index.ndim >= 2) throw errors.copyIndexRank(index.ndim);
  if (source.ndim === 0 && count !== 1) throw errors.copyOfScalar(count);
  if (source.ndim !== x.ndim && source.ndim !== 0 && x.ndim !== 0) throw errors.copyRanks(source.ndim, x.ndim);
  if (index.dtype !== int64) throw errors.flatIndexNotLong("index_copy_", index.dtype.label);
  if (x.dtype !== source.dtype) throw errors.copyDtypes(x.dtype.label, source.dtype.label);
  const [own, others] = [x.shape, source.shape].map((shape) => (shape.length === 0 ? [] : shape.toSpliced(dim, 1)));
  if (!sameShape(own!, others!)) throw errors.copySlices(own!, dim, others!);
  if (source.ndim > 0 && count !== source.shape[dim]) throw errors.copyCount(count, source.shape[dim]!);
  return run(copyOp, x, [source, index], { dim });
}

function filled(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "index_fill");
  const given = readArguments<IndexFillOptions>(op, ["dim", "index", "value"], args);
  const along = integerArgument(op, "dim", given.dim);
  const index = tensorArgument(op, "index", given.index);
  const isTruth = typeof given.value === "boolean";
  const value = operandArgument(op, "value", isTruth ? Number(given.value) : given.value);
  checkRun(run, x, value);
  if (typeof value !== "number" && value.ndim > 0) throw errors.fillRank(value.ndim);
  if (index.dtype !== int64) throw errors.fillIndexDtype();
  checkRead(run, x, index);
  const dim = wrapDimension(along, x.ndim);
  if (index.ndim > 1) throw errors.fillIndexRank();
  // Among no elements PyTorch misses the place of an index before it looks at the number.
  if (x.shape[dim] === 0) counted(index, dim, x);
  if (typeof value === "number") checkNumber(x.dtype, value, false);
  if (run === inPlace && isRepeated(x)) warnWrittenRepeatedly("index_fill_");
  const counts = counted(index, dim, x);
  if (typeof value === "number") return run(fillOp, x, [counts, value, index], { dim });
  // The value is written once, and gets one gradient, wherever an index stands twice.
  const places = isMapped(counts) ? counts : eachOnce(counts);
  const loses = value.dtype.rank > x.dtype.rank && !x.dtype.is_floating_point;
  const filling = loses ? converted(value, x.dtype) : value;
  return run(fillTensorOp, x, [filling, places, index], { dim });
}

/** Indices counted from the front. Throws for those that are out of range, unless what they name has no elements anyway. */
function counted(index: Tensor, dim: number, x: Tensor): Tensor {
  const size = x.shape[dim] ?? 1;
  if (x.shape.toSpliced(dim, 1).includes(0)) return emptyTensor([0], int64);
  return fromIndex(index, (slice) => {
    const places = denseNumbers(slice);
    for (const place of places) if (place < -size || place >= size) throw errors.indexOutOfBounds(place, dim, size);
    if (!places.some((place) => place < 0)) return slice;
    return positionTensor(
      slice.shape,
      places.map((place) => (place < 0 ? place + size : place)),
    );
  });
}

type Along = { readonly dim: number };
type Addition = Along & { readonly alpha: number };

/** PyTorch looks at the indices as it writes, but for those of a vector. */
function positionsAlong(shape: Shape, { dim }: Along, index: Tensor): Int32Array {
  if (shape.length > 1 && shape.includes(0)) return new Int32Array();
  return slicePositions(shape, dim, denseNumbers(index), (place, size) => errors.gatherOutOfBounds(place, dim, size));
}

const wholeSource = (_self: Shape, _attributes: object, _index: Shape, source: Shape): Shape => source;

const addOp: Op<Addition> = writing<Addition>({
  name: "index_add",
  keepsSource: true,
  gradFn: "IndexAddBackward0",
  clears: "IndexFillBackward0",
  named: { reads: "ExpandBackward0", writes: "IndexAddBackward0" },
  samples: [sample([[2, 3], [4, 3], [4]], { indices: { 2: 2 }, attributes: { dim: 0, alpha: 2 } })],
  // PyTorch scatters what it adds as it is, and has other words for an index there.
  positions: (shape, attributes, index) =>
    shape.length > 1 && attributes.alpha === 1
      ? positionsAlong(shape, attributes, index)
      : slicePositions(shape, attributes.dim, denseNumbers(index), errors.outOfRangeInSelf),
  region: wholeSource,
  adds: true,
  factor: ({ alpha }) => alpha,
});

const copyOp: Op<Along> = writing<Along>({
  name: "index_copy",
  keepsSource: true,
  gradFn: "IndexCopyBackward0",
  clears: "IndexFillBackward0",
  named: { reads: "ExpandBackward0", writes: "IndexAddBackward0" },
  samples: [sample([[2, 4], [2, 1], [1]], { indices: { 2: 4 }, attributes: { dim: 1 } })],
  positions(shape, { dim }, index) {
    if (shape.toSpliced(dim, 1).includes(0)) return new Int32Array();
    return slicePositions(shape, dim, denseNumbers(index), (place, size) => errors.copyOutOfRange(place, dim, size));
  },
  region: wholeSource,
});

const fillOp: Op<Along> = writingNumber<Along>({
  name: "index_fill",
  gradFn: "IndexFillBackward0",
  clears: "IndexFillBackward0",
  keepsIndices: true,
  mayRepeat: true,
  samples: [sample([[2, 3], [2]], { indices: { 1: 3 }, attributes: { dim: 1 }, scalars: [0.7] })],
  positions: positionsAlong,
  room: likeSelf,
});

const fillTensorOp: Op<Along> = writing<Along>({
  name: "index_fill_tensor",
  gradFn: "IndexFillBackward1",
  clears: "IndexFillBackward0",
  keepsIndices: true,
  mayRepeat: true,
  samples: [sample([[2, 3], [], [1]], { indices: { 2: 3 }, attributes: { dim: 1 } })],
  positions: positionsAlong,
  region: (self, { dim }, index) => (self.length === 0 ? [elementCount(index)] : self.with(dim, elementCount(index))),
  broadcasts: "once",
  room: likeSelf,
});
