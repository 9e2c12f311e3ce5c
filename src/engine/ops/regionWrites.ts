import { integerArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { contiguousStrides, elementCount, sameShape, wrapDimension, type Geometry, type Shape } from "../shape.js";
import { contiguousZeros, converted, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { diagonalGeometry, type Diagonal } from "./diagonals.js";
import { call } from "./dispatch.js";
import { sample, type Attributes, type Op, type Sample } from "./op.js";
import { tensorArgument } from "./operands.js";
import { SliceIndex } from "./slice.js";
import { sliceOf } from "./slicing.js";
import { likeSelf, writing } from "./writing.js";

export interface DiagonalScatterOptions {
  /** What the diagonal becomes, with its shape. */
  readonly src?: Tensor;
  /** Which diagonal: 0 the main one, above it if positive; 0 unless given. */
  readonly offset?: number;
  /** The dimension of the diagonal's rows; 0 unless given. */
  readonly dim1?: number;
  /** The dimension of the diagonal's columns; 1 unless given. */
  readonly dim2?: number;
}

export interface SliceScatterOptions {
  /** What the slice becomes, with its shape. */
  readonly src?: Tensor;
  /** The dimension of the slice; 0 unless given. */
  readonly dim?: number;
  /** Where the slice begins; at 0 unless given. */
  readonly start?: number | null;
  /** In front of what the slice ends; the dimension's size unless given. */
  readonly end?: number | null;
  /** The distance of its elements; 1 unless given. */
  readonly step?: number;
}

/**
 * A copy of input with src on a diagonal. Throws unless src has the diagonal's shape.
 * https://docs.pytorch.org/docs/stable/generated/torch.diagonal_scatter.html
 */
export function diagonal_scatter(input: Tensor, src: Tensor, offset?: number, dim1?: number, dim2?: number): Tensor;
export function diagonal_scatter(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diagonal_scatter, "diagonal_scatter(input, src, offset, dim1, dim2)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diagonal_scatter", "input", input);
  const names = ["src", "offset", "dim1", "dim2"] as const;
  const { src, ...given } = readArguments<DiagonalScatterOptions>("diagonal_scatter", names, args);
  tensorArgument("diagonal_scatter", "src", src);
  const number = (name: "offset" | "dim1" | "dim2", otherwise: number): number =>
    integerArgument("diagonal_scatter", name, given[name] === undefined ? otherwise : given[name]);
  const [offset, first, second] = [number("offset", 0), number("dim1", 0), number("dim2", 1)];
  const [dim1, dim2] = [wrapDimension(first, x.ndim), wrapDimension(second, x.ndim)];
  if (dim1 === dim2) throw errors.diagonalDimensions(first, second);
  return writtenTo(diagonalScatterOp, diagonalGeometry, x, src, "diagonal_scatter", { offset, dim1, dim2 });
}

/**
 * A copy of input with src for one slice along a dimension. Throws unless src has the slice's shape.
 * https://docs.pytorch.org/docs/stable/generated/torch.select_scatter.html
 */
export function select_scatter(input: Tensor, src: Tensor, dim: number, index: number): Tensor {
  const named = byName(select_scatter, "select_scatter(input, src, dim, index)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("select_scatter", "input", input);
  tensorArgument("select_scatter", "src", src);
  const [given, place] = [
    integerArgument("select_scatter", "dim", dim),
    sizeArgument("select_scatter", "index", index),
  ];
  if (x.ndim === 0) throw errors.selectOfScalar();
  const along = wrapDimension(given, x.ndim);
  const size = x.shape[along] ?? 0;
  if (place < -size || place >= size) throw errors.selectOutOfRange(place, x.shape, along);
  const attributes = { dim: along, index: place < 0 ? place + size : place };
  return writtenTo(selectScatterOp, selected, x, src, "select_scatter", attributes);
}

/**
 * A copy of input with src for the slices from start to before end along a dimension, every step-th. Throws unless src has the
 * shape of these.
 * https://docs.pytorch.org/docs/stable/generated/torch.slice_scatter.html
 */
export function slice_scatter(
  input: Tensor,
  src: Tensor,
  dim?: number,
  start?: number | null,
  end?: number | null,
  step?: number,
): Tensor;
export function slice_scatter(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(slice_scatter, "slice_scatter(input, src, dim, start, end, step)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("slice_scatter", "input", input);
  const names = ["src", "dim", "start", "end", "step"] as const;
  const given = readArguments<SliceScatterOptions>("slice_scatter", names, args);
  tensorArgument("slice_scatter", "src", given.src);
  const number = (name: "dim" | "step", otherwise: number): number =>
    integerArgument("slice_scatter", name, given[name] === undefined ? otherwise : given[name]);
  const bound = (name: "start" | "end"): number | null =>
    (given[name] ?? null) === null ? null : integerArgument("slice_scatter", name, given[name]);
  const [along, start, end, step] = [number("dim", 0), bound("start"), bound("end"), number("step", 1)];
  if (x.ndim === 0) throw errors.sliceOfScalar();
  const dim = wrapDimension(along, x.ndim);
  const slice = new SliceIndex(start, end, step).within(x.shape[dim] ?? 1);
  return writtenTo(sliceScatterOp, sliced, x, given.src, "slice_scatter", { dim, ...slice });
}

/** Tensor methods and ops of this family. */
export default class RegionWriteMethods {
  /** @internal */
  static get ops() {
    return {
      diagonal_scatter: diagonalScatterOp,
      select_scatter: selectScatterOp,
      slice_scatter: sliceScatterOp,
    };
  }

  /**
   * A copy of this tensor with src on a diagonal. Throws unless src has the diagonal's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.diagonal_scatter.html
   */
  diagonal_scatter(this: Tensor, ...args: AfterInput<typeof diagonal_scatter>): Tensor {
    return diagonal_scatter(this, ...args);
  }

  /**
   * A copy of this tensor with src for one slice along a dimension. Throws unless src has the slice's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.select_scatter.html
   */
  select_scatter(this: Tensor, ...args: AfterInput<typeof select_scatter>): Tensor {
    return select_scatter(this, ...args);
  }

  /**
   * A copy of this tensor with src for the slices from start to before end along a dimension, every step-th. Throws
   * unless src has the shape of these.
   * https://docs.pytorch.org/docs/stable/generated/torch.slice_scatter.html
   */
  slice_scatter(this: Tensor, ...args: AfterInput<typeof slice_scatter>): Tensor {
    return slice_scatter(this, ...args);
  }
}

type Selection = { readonly dim: number; readonly index: number };
type Slicing = { readonly dim: number; readonly start: number; readonly end: number; readonly step: number };
type Place<A> = (from: Geometry, attributes: A) => Geometry;

function writtenTo<A extends Attributes>(
  op: Op<A>,
  place: Place<A>,
  x: Tensor,
  src: unknown,
  name: string,
  attributes: A,
): Tensor {
  const source = tensorArgument(name, "src", src);
  const region = place(x, attributes).shape;
  if (!sameShape(source.shape, region)) throw errors.regionShape(source.shape, region);
  return call(op, [x, source], attributes);
}

function selected({ offset, shape, strides }: Geometry, { dim, index }: Selection): Geometry {
  return {
    offset: offset + index * strides[dim]!,
    shape: shape.toSpliced(dim, 1),
    strides: strides.toSpliced(dim, 1),
  };
}

function sliced({ offset, shape, strides }: Geometry, { dim, start, end, step }: Slicing): Geometry {
  return {
    offset: offset + start * strides[dim]!,
    shape: shape.with(dim, Math.max(Math.ceil((end - start) / step), 0)),
    strides: strides.with(dim, strides[dim]! * step),
  };
}

/** Row-major positions of what lies at a place, in row-major order. */
function positionsAt<A>(place: Place<A>): (shape: Shape, attributes: A) => Int32Array {
  return (shape, attributes) => {
    const region = place({ offset: 0, shape, strides: contiguousStrides(shape) }, attributes);
    const within = contiguousStrides(region.shape);
    return Int32Array.from({ length: elementCount(region.shape) }, (_, i) =>
      region.strides.reduce(
        (position, stride, dim) => position + (Math.floor(i / within[dim]!) % region.shape[dim]!) * stride,
        region.offset,
      ),
    );
  };
}

interface RegionSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  readonly samples: readonly Sample[];
  readonly place: Place<A>;
  /** The same region of a gradient, as a view. */
  shown(g: Tensor, attributes: A): Tensor;
}

/** An op that writes one region. The gradient of what it writes is a view of the result's. */
function writingRegion<A extends Attributes>({ place, shown, ...spec }: RegionSpec<A>): Op<A> {
  const op: Op<A> = {
    ...writing<A>({ ...spec, clears: spec.gradFn, positions: positionsAt(place), room: withGaps }),
    vjp: ([g], _saved, { attributes }, [ofSelf, ofSource]) => {
      const region = shown(g!, attributes);
      return [ofSelf ? call(op, [g!, contiguousZeros(region)], attributes) : null, ofSource ? region : null];
    },
  };
  return op;
}

const diagonalScatterOp: Op<Diagonal> = writingRegion<Diagonal>({
  name: "diagonal_scatter",
  gradFn: "DiagonalScatterBackward0",
  samples: [sample([[3, 4], [3]], { attributes: { offset: 1, dim1: 0, dim2: 1 } })],
  place: diagonalGeometry,
  shown: (g, { offset, dim1, dim2 }) => g.diagonal(offset, dim1, dim2),
});

const selectScatterOp: Op<Selection> = writingRegion<Selection>({
  name: "select_scatter",
  gradFn: "SelectScatterBackward0",
  samples: [sample([[2, 3], [2]], { attributes: { dim: 1, index: 2 } })],
  place: selected,
  shown: (g, { dim, index }) => g.select(dim, index),
});

const sliceScatterOp: Op<Slicing> = writingRegion<Slicing>({
  name: "slice_scatter",
  gradFn: "SliceScatterBackward0",
  samples: [
    sample(
      [
        [4, 3],
        [2, 3],
      ],
      { attributes: { dim: 0, start: 1, end: 4, step: 2 } },
    ),
  ],
  place: sliced,
  shown: (g, { dim, start, end, step }) => sliceOf(g, dim, start, end, step),
});

/** A copy of the whole storage, as PyTorch makes it: also what lies between the elements. */
function withGaps(self: Tensor): Tensor {
  const isRepeated = self.strides.some((stride, dim) => stride === 0 && self.shape[dim]! > 1);
  if (isRepeated) return likeSelf(self);
  const { storage, dtype } = self;
  const whole = converted(newTensor(storage, { offset: 0, shape: [storage.length], strides: [1] }, dtype), dtype);
  return newTensor(whole.storage, self, dtype);
}
