import { integerArgument, integersArgument, sizeArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { viewOf } from "../autograd/viewState.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { wrapDimension, type Geometry, type Shape } from "../shape.js";
import { emptyTensor, isTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, callMany } from "./dispatch.js";
import { cat } from "./join.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * A view of `length` slices along a dimension, from `start` on. Throws if they do not lie inside of it.
 * https://docs.pytorch.org/docs/stable/generated/torch.narrow.html
 */
export function narrow(input: Tensor, dim: number, start: number | Tensor, length: number): Tensor {
  const named = byName(narrow, "narrow(input, dim, start, length)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("narrow", "input", input).narrow(dim, start, length);
}

/**
 * Views of consecutive parts along a dimension: of one size each (the last may be smaller) or of the sizes given. Throws
 * if the sizes do not sum up to the dimension's.
 * https://docs.pytorch.org/docs/stable/generated/torch.split.html
 */
export function split(
  tensor: Tensor,
  split_size_or_sections: number | Tensor | readonly number[],
  dim = 0,
): readonly Tensor[] {
  const named = byName(split, "split(tensor, split_size_or_sections, dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("split", "tensor", tensor).split(split_size_or_sections, dim);
}

/**
 * Views of at most `chunks` parts of one size along a dimension; the last may be smaller.
 * https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
 */
export function chunk(input: Tensor, chunks: number | Tensor, dim = 0): readonly Tensor[] {
  const named = byName(chunk, "chunk(input, chunks, dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("chunk", "input", input).chunk(chunks, dim);
}

/** Tensor methods and ops of this family. */
export default class SlicingMethods {
  /** @internal */
  static get ops() {
    return {
      slice: sliceOp,
      slice_backward: sliceBackwardOp,
      split: splitOp,
      split_with_sizes: splitWithSizesOp,
      unsafe_split: unsafeSplitOp,
    };
  }

  /**
   * A view of `length` slices along a dimension, from `start` on. Throws if they do not lie inside of it.
   * https://docs.pytorch.org/docs/stable/generated/torch.narrow.html
   */
  narrow(this: Tensor, dim: number, start: number | Tensor, length: number): Tensor {
    const named = methodByName(this, "narrow(dim, start, length)", arguments);
    if (named !== null) return named.result;
    const along = integerArgument("narrow", "dim", dim);
    if (!isTensor(start)) integerArgument("narrow", "start", start);
    const count = sizeArgument("narrow", "length", length);
    if (isTensor(start) && !isWholeNumber(start)) throw errors.narrowTensor();
    if (this.ndim === 0) throw errors.narrowOfScalar();
    if (count < 0) throw errors.narrowNegative();
    const wrapped = wrapDimension(along, this.ndim);
    const size = this.shape[wrapped]!;
    const from = integerArgument("narrow", "start", isTensor(start) ? start.item() : start);
    if (from < -size || from > size) throw errors.narrowStart(from, size);
    const first = from < 0 ? from + size : from;
    if (first + count > size) throw errors.narrowEnd(first, count, size);
    return sliceOf(this, wrapped, first, first + count, 1);
  }

  /**
   * Views of consecutive parts along a dimension: of one size each (the last may be smaller) or of the sizes given.
   * Throws if the sizes do not sum up to the dimension's.
   * https://docs.pytorch.org/docs/stable/generated/torch.split.html
   */
  split(this: Tensor, split_size: number | Tensor | readonly number[], dim = 0): readonly Tensor[] {
    const named = methodByName(this, "split(split_size, dim)", arguments);
    if (named !== null) return named.result;
    const wanted =
      isTensor(split_size) && split_size.numel() === 1 ? Math.trunc(Number(split_size.item())) : split_size;
    if (isTensor(split_size) && (wanted === Infinity || wanted === -Infinity)) throw errors.infiniteSplit();
    // PyTorch takes what is no whole number for sizes that are none.
    if (typeof wanted === "number" && !Number.isInteger(wanted))
      throw errors.wrongArgument("split_with_sizes", "split_sizes", "tuple of ints", split_size);
    const sizes = typeof wanted === "number" ? null : sizesOfParts(wanted);
    const along = dimensionOf(sizes === null ? "split" : "split_with_sizes", this, dim);
    const size = this.shape[along]!;
    if (sizes !== null) {
      if (sizes.some((part) => part < 0)) throw errors.splitNegativeSizes(sizes);
      if (sizes.reduce((total, part) => total + part, 0) !== size) {
        throw errors.splitSizes(sizes, size, dim);
      }
      return callMany(splitWithSizesOp, [this], { dim: along, sizes });
    }
    const each = wanted as number;
    if (each < 0) throw errors.splitNegative(each);
    if (each === 0 && size !== 0) throw errors.splitZero(size);
    return callMany(splitOp, [this], { dim: along, sizes: partsOf(size, each) });
  }

  /**
   * Views of at most `chunks` parts of one size along a dimension; the last may be smaller.
   * https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
   */
  chunk(this: Tensor, chunks: number | Tensor, dim = 0): readonly Tensor[] {
    const named = methodByName(this, "chunk(chunks, dim)", arguments);
    if (named !== null) return named.result;
    const count = integerArgument("chunk", "chunks", chunks);
    const wanted = integerArgument("chunk", "dim", dim);
    if (this.ndim > 0 && count <= 0) throw errors.chunkCount(count);
    const along = dimensionOf("chunk", this, wanted);
    // Of nothing there are as many parts as were asked for.
    if (this.shape[along] === 0) return this.split(new Array<number>(count).fill(0), along);
    return this.split(Math.ceil(this.shape[along]! / count), along);
  }
}

/** Parts of equal sizes of a tensor that nobody else sees: no views as far as backward is concerned. */
export function unsafeParts(x: Tensor, count: number, dim: number): readonly Tensor[] {
  const sizes = new Array<number>(count).fill(x.shape[dim]! / count);
  return callMany(unsafeSplitOp, [x], { dim, sizes });
}

/** The elements from `start` to before `end` along a dimension, every `step`-th: `x[start:end:step]` with bounds inside. */
export function sliceOf(x: Tensor, dim: number, start: number, end: number, step: number): Tensor {
  return call(sliceOp, [x], { dim, start, end, step });
}

type Slicing = { readonly dim: number; readonly start: number; readonly end: number; readonly step: number };

const sliceOp: Op<Slicing> = linear<Slicing>({
  name: "slice",
  gradFn: "SliceBackward0",
  samples: [
    sample([[4, 3]], { attributes: { dim: 0, start: 1, end: 4, step: 2 } }),
    sample([[2, 3]], { attributes: { dim: 1, start: 0, end: 2, step: 1 } }),
  ],
  shape: (shape, slicing) => shape.with(slicing.dim, countOf(slicing)),
  forward: (x, slicing) => viewOf(x, part(x, slicing)),
  transpose: (g, info) => call(sliceBackwardOp, [g], { ...info.attributes, shape: info.shapeOf(0) }),
});

/** Zeros of the shape that was sliced, with the operand in the slice's place. */
const sliceBackwardOp: Op<Slicing & { readonly shape: Shape }> = linear<Slicing & { readonly shape: Shape }>({
  name: "slice_backward",
  gradFn: "SliceBackwardBackward0",
  samples: [sample([[2, 3]], { attributes: { dim: 0, start: 1, end: 4, step: 2, shape: [4, 3] } })],
  shape: (_, { shape }) => shape,
  forward(x, { shape, ...slicing }) {
    const out = emptyTensor(shape, x.dtype);
    kernels.copy(x, { storage: out.storage, ...part(out, slicing) });
    return out;
  },
  transpose: (g, { attributes: { dim, start, end, step } }) => sliceOf(g, dim, start, end, step),
});

type Splitting = { readonly dim: number; readonly sizes: readonly number[] };

const splitOp = splitting("split", "SplitBackward0");
const splitWithSizesOp = splitting("split_with_sizes", "SplitWithSizesBackward0");
// Of a result that nobody else has: no views, so that a write to a part is its own history.
const unsafeSplitOp = splitting("unsafe_split", "UnsafeSplitBackward0", (whole, geometry) =>
  newTensor(whole.storage, geometry, whole.dtype),
);

type MakePart = (whole: Tensor, geometry: Geometry) => Tensor;

function splitting(name: string, gradFn: string, make: MakePart = viewOfSeveral): Op<Splitting> {
  return {
    name,
    gradFn: () => gradFn,
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: ["1"],
    samples: [sample([[3, 2]], { attributes: { dim: 0, sizes: [2, 1] } })],
    shape: ([shape], { dim, sizes }) => sizes.map((size) => shape!.with(dim, size)),
    forward([x], { dim, sizes }) {
      const whole = x as Tensor;
      return partsAt(sizes).map(([start, end]) => make(whole, part(whole, { dim, start, end, step: 1 })));
    },
    saves: () => [],
    vjp(gradients, _saved, info) {
      const { dim, sizes } = info.attributes;
      const { dtype } = gradients.find((gradient) => gradient !== null)!;
      return [
        cat(
          gradients.map((g, i) => g ?? emptyTensor(info.shapeOf(0).with(dim, sizes[i]!), dtype)),
          dim,
        ),
      ];
    },
    jvp: ([tangent], _saved, { attributes: { dim, sizes } }) =>
      partsAt(sizes).map(([start, end]) => (tangent ? sliceOf(tangent, dim, start, end, 1) : null)),
  };
}

function viewOfSeveral(whole: Tensor, geometry: Geometry): Tensor {
  return viewOf(whole, geometry, true);
}

function part({ offset, shape, strides }: Geometry, { dim, start, end, step }: Slicing): Geometry {
  return {
    offset: offset + start * strides[dim]!,
    shape: shape.with(dim, countOf({ dim, start, end, step })),
    strides: strides.with(dim, strides[dim]! * step),
  };
}

function countOf({ start, end, step }: Slicing): number {
  return Math.max(Math.ceil((end - start) / step), 0);
}

function partsOf(size: number, each: number): readonly number[] {
  if (size === 0) return [0];
  return Array.from({ length: Math.ceil(size / each) }, (_, i) => Math.min(each, size - i * each));
}

function partsAt(sizes: readonly number[]): readonly (readonly [number, number])[] {
  let end = 0;
  return sizes.map((size) => [end, (end += size)] as const);
}

function sizesOfParts(sizes: unknown): readonly number[] {
  return integersArgument("split_with_sizes", "split_sizes", sizes);
}

function dimensionOf(op: string, tensor: Tensor, dim: unknown): number {
  const wanted = integerArgument(op, "dim", dim);
  if (tensor.ndim === 0) throw errors.splitOfScalar(op);
  return wrapDimension(wanted, tensor.ndim);
}

function isWholeNumber({ ndim, dtype }: Tensor): boolean {
  return ndim === 0 && !dtype.is_floating_point && dtype !== bool;
}
