import { integerArgument, integersArgument, readArguments, sizesArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { viewOf } from "../autograd/viewState.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { contiguousStrides, elementCount, isExpandableTo, wrapDimension, type Geometry, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor, filledTensor, newTensor } from "../tensorFactory.js";
import { cloneInRows } from "./copies.js";
import { call, refuseOutdated } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { expandedShape, inferredShape, viewStrides } from "./viewGeometry.js";

/** Sizes one by one or as one array. */
export type Sizes = readonly number[] | readonly [readonly number[]];
/** The same, or by a name. */
export type NamedSizes<Name extends string> = Sizes | readonly [Readonly<Record<Name, readonly number[]>>];

/**
 * The same elements in another shape: a view where the strides allow it, else a copy. One size may be −1. Throws if the
 * number of elements differs.
 * https://docs.pytorch.org/docs/stable/generated/torch.reshape.html
 */
export function reshape(input: Tensor, shape: readonly number[]): Tensor {
  const named = byName(reshape, "reshape(input, shape)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("reshape", "input", input).reshape(integersArgument("reshape", "shape", shape));
}

/**
 * The dimensions from start_dim to end_dim made one.
 * https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
 */
export function flatten(input: Tensor, start_dim = 0, end_dim = -1): Tensor {
  const named = byName(flatten, "flatten(input, start_dim, end_dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("flatten", "input", input).flatten(start_dim, end_dim);
}

/** Tensor methods and ops of this family. */
export default class ShapeMethods {
  /** @internal */
  static get ops() {
    return {
      view: viewOp,
      reshape_alias: reshapeAliasOp,
      unsafe_view: unsafeViewOp,
      expand: expandOp,
      repeat: repeatOp,
    };
  }

  /**
   * The same elements in another shape, as a view. One size may be −1. Throws if the number of elements differs, or if
   * the strides do not allow a view (use `reshape`).
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html
   */
  view(this: Tensor, ...shape: NamedSizes<"size">): Tensor {
    const given = sizesArgument("view", "size", shape);
    refuseOutdated([this]);
    const sizes = inferredShape(given, this.numel());
    return call(viewOp, [this], { shape: sizes });
  }

  /**
   * The same elements in another shape: a view where the strides allow it, else a copy. One size may be −1. Throws if the
   * number of elements differs.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape.html
   */
  reshape(this: Tensor, ...shape: NamedSizes<"shape">): Tensor {
    const given = sizesArgument("reshape", "shape", shape);
    refuseOutdated([this]);
    const sizes = inferredShape(given, this.numel());
    if (this.is_contiguous()) return call(viewOp, [this], { shape: sizes });
    if (viewStrides(this, sizes) !== null) return call(reshapeAliasOp, [this], { shape: sizes });
    return call(unsafeViewOp, [cloneInRows(this)], { shape: sizes });
  }

  /**
   * The dimensions from start_dim to end_dim made one. Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flatten.html
   */
  flatten(
    this: Tensor,
    start_dim?: number | { readonly start_dim?: number; readonly end_dim?: number },
    end_dim?: number | { readonly end_dim?: number },
  ): Tensor;
  flatten(this: Tensor, ...args: unknown[]): Tensor {
    const options = readArguments<{ start_dim: number; end_dim: number }>("flatten", ["start_dim", "end_dim"], args);
    const from = integerArgument("flatten", "start_dim", options.start_dim, 0);
    const to = integerArgument("flatten", "end_dim", options.end_dim, -1);
    const [start, end] = [wrapDimension(from, this.ndim), wrapDimension(to, this.ndim)];
    if (start > end) throw errors.flattenOrder();
    if (this.ndim === 0) return this.reshape([1]);
    if (start === end) return this;
    const { shape } = this;
    return this.reshape([...shape.slice(0, start), elementCount(shape.slice(start, end + 1)), ...shape.slice(end + 1)]);
  }

  /**
   * A view that repeats dimensions of size 1 without copying; −1 keeps a size. Throws where the sizes do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
   */
  expand(this: Tensor, ...shape: NamedSizes<"size">): Tensor {
    return call(expandOp, [this], { shape: expandedShape(this, sizesArgument("expand", "size", shape)) });
  }

  /**
   * Copies of this tensor side by side, as many along each dimension as `repeats` says: `x.repeat(2, 1)`. Further repeats in
   * front add dimensions. Throws for fewer repeats than dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.repeat.html
   */
  repeat(this: Tensor, ...repeats: NamedSizes<"repeats">): Tensor {
    const counts = sizesArgument("repeat", "repeats", repeats);
    if (counts.length < this.ndim) throw errors.repeatTooFew();
    const sizes = repeatedShape(this.shape, { repeats: counts });
    const negative = sizes.find((size) => size < 0);
    if (negative !== undefined) throw errors.negativeSize(negative, sizes);
    return call(repeatOp, [this], { repeats: counts });
  }

  /**
   * The sum over the dimensions in which `shape` has size 1 or that it lacks: the opposite of `expand`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
   */
  sum_to_size(this: Tensor, ...shape: NamedSizes<"size">): Tensor {
    const sizes = sizesArgument("sum_to_size", "size", shape);
    if (!isExpandableTo(sizes, this.shape)) throw errors.notExpandable(sizes, this.shape);
    if (sizes.length === 0) return this.sum();
    const lead = this.ndim - sizes.length;
    const dims = this.shape.flatMap((size, dim) =>
      dim < lead || (sizes[dim - lead] === 1 && size !== 1) ? [dim] : [],
    );
    const summed = dims.length === 0 ? this : this.sum(dims, true);
    return lead > 0 ? summed.view(sizes) : summed;
  }
}

type ShapeAttribute = { readonly shape: Shape };

const viewOp: Op<ShapeAttribute> = viewLike("view", "ViewBackward0");
const reshapeAliasOp: Op<ShapeAttribute> = viewLike("reshape_alias", "ReshapeAliasBackward0");
// Of a copy that nobody else has: no view, so that a write to it is its own history.
const unsafeViewOp: Op<ShapeAttribute> = viewLike("unsafe_view", "UnsafeViewBackward0", (copy, geometry) => {
  const reshaped = newTensor(copy.storage, geometry, copy.dtype);
  reshaped.inference = copy.inference;
  return reshaped;
});

type MakeView = (tensor: Tensor, geometry: Geometry) => Tensor;

function viewLike(name: string, gradFn: string, make: MakeView = viewOf): Op<ShapeAttribute> {
  return linear<ShapeAttribute>({
    name,
    gradFn,
    samples: [sample([[2, 3]], { attributes: { shape: [3, 2] } }), sample([[2, 1]], { attributes: { shape: [2] } })],
    shape: (_, { shape }) => shape,
    forward(x, { shape }) {
      const strides = viewStrides(x, shape);
      if (strides === null) throw errors.viewNotPossible();
      return make(x, { offset: x.offset, shape, strides });
    },
    transpose: (g, info) => g.reshape(info.shapeOf(0)),
  });
}

type Repeats = { readonly repeats: readonly number[] };

const repeatOp: Op<Repeats> = linear<Repeats>({
  name: "repeat",
  gradFn: "RepeatBackward0",
  samples: [sample([[2, 3]], { attributes: { repeats: [2, 1, 2] } })],
  shape: repeatedShape,
  forward(x, attributes) {
    const out = emptyTensor(repeatedShape(x.shape, attributes), x.dtype);
    kernels.take(x, repeatedPositions(x.shape, out.shape), out);
    return out;
  },
  transpose: (g, info) => repeatGradient(g, info.attributes.repeats, info.shapeOf(0)),
});

/** The gradients of all copies summed up, first those in dimensions of their own. */
function repeatGradient(g: Tensor, repeats: readonly number[], shape: Shape): Tensor {
  if (repeats.includes(0)) return filledTensor(shape, 0, g.dtype);
  const lead = repeats.length - shape.length;
  let gradient = g;
  for (let i = 0; i < lead; i++) gradient = gradient.sum(0);
  const parts: number[] = [];
  const copies: number[] = [];
  shape.forEach((size, dim) => {
    const count = repeats[dim + lead]!;
    if (count !== 1) copies.push(parts.push(count) - 1);
    parts.push(size);
  });
  return copies.length === 0 ? gradient : gradient.reshape(parts).sum(copies);
}

function repeatedPositions(shape: Shape, result: Shape): Int32Array {
  const lead = result.length - shape.length;
  const [from, to] = [contiguousStrides(shape), contiguousStrides(result)];
  return Int32Array.from({ length: elementCount(result) }, (_, place) =>
    shape.reduce((position, size, dim) => {
      const index = Math.floor(place / to[dim + lead]!) % result[dim + lead]!;
      return position + (index % size) * from[dim]!;
    }, 0),
  );
}

/** Less than no copies of nothing are nothing, and no negative 0 of it. */
function repeatedShape(shape: Shape, { repeats }: Repeats): Shape {
  const lead = repeats.length - shape.length;
  return repeats.map((count, dim) => count * (shape[dim - lead] ?? 1) + 0);
}

const expandOp: Op<ShapeAttribute> = linear<ShapeAttribute>({
  name: "expand",
  gradFn: "ExpandBackward0",
  samples: [
    sample([[2, 1, 3]], { attributes: { shape: [4, 2, 5, 3] } }),
    sample([[3]], { attributes: { shape: [3] } }),
    sample([[]], { attributes: { shape: [2, 2] } }),
  ],
  shape: (_, { shape }) => shape,
  forward: (x, { shape }) => viewOf(x, { offset: x.offset, shape, strides: expandedStrides(x, shape) }),
  transpose: (g, info) => g.sum_to_size(info.shapeOf(0)),
});

/** A new dimension of size 1 gets the stride that it would have if it were no repetition, as in PyTorch. */
function expandedStrides(from: Geometry, shape: Shape): readonly number[] {
  const lead = shape.length - from.shape.length;
  const strides = new Array<number>(shape.length).fill(0);
  // All that a single number is expanded to is that number.
  if (from.shape.length === 0) return strides;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    const own = from.shape[dim - lead] ?? 1;
    const next = dim + 1 < shape.length ? shape[dim + 1]! * strides[dim + 1]! : 1;
    strides[dim] = own === shape[dim] ? (from.strides[dim - lead] ?? next) : 0;
  }
  return strides;
}
