import { integerArgument, sizeArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { viewOf } from "../autograd/viewState.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { contiguousStrides, sameShape, wrapDimension, type Geometry, type Shape } from "../shape.js";
import { emptyStrided, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, callMany } from "./dispatch.js";
import { indexed, type IndexItem } from "./indexItems.js";
import { linear } from "./linear.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { tensorList } from "./tensorLists.js";

/**
 * A view of one slice along a dimension. Throws for a dimension or an index that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.select.html
 */
export function select(input: Tensor, dim: number, index: number): Tensor {
  const named = byName(select, "select(input, dim, index)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("select", "input", input).select(dim, index);
}

/**
 * Views of all slices along a dimension.
 * https://docs.pytorch.org/docs/stable/generated/torch.unbind.html
 */
export function unbind(input: Tensor, dim = 0): readonly Tensor[] {
  const named = byName(unbind, "unbind(input, dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("unbind", "input", input).unbind(dim);
}

/**
 * Tensors of one shape, joined along a new dimension. Throws for none, and for shapes that differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.stack.html
 */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const named = byName(stack, "stack(tensors, dim)", arguments);
  if (named !== null) return named.result;
  if (!Array.isArray(tensors)) throw errors.wrongArgument("stack", "tensors", "an array of Tensors", tensors);
  if (tensors.length === 0) throw errors.stackOfNothing();
  const list = tensorList("stack", tensors);
  const [{ ndim }] = list as [Tensor];
  const along = integerArgument("stack", "dim", dim);
  return call(stackOp, list, { dim: wrapDimension(along, ndim + 1) });
}

/** Tensor methods and ops of this family. */
export default class IndexingMethods {
  /** @internal */
  static get ops() {
    return { select: selectOp, select_backward: selectBackwardOp, unbind: unbindOp, stack: stackOp };
  }

  /**
   * A view of one slice along a dimension; a negative index counts from the end. Throws for a dimension or an index that
   * is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.select.html
   */
  select(this: Tensor, dim: number, index: number): Tensor {
    const named = methodByName(this, "select(dim, index)", arguments);
    if (named !== null) return named.result;
    const along = integerArgument("select", "dim", dim);
    const position = sizeArgument("select", "index", index);
    if (this.ndim === 0) throw errors.selectOfScalar();
    const wrapped = wrapDimension(along, this.ndim);
    const size = this.shape[wrapped]!;
    if (position < -size || position >= size) throw errors.selectOutOfRange(position, this.shape, wrapped);
    return call(selectOp, [this], { dim: wrapped, index: position < 0 ? position + size : position });
  }

  /**
   * `x[…]` of Python: `x.index(0)`, `x.index(":", "1:3")`, `x.index("...", null)`, `x.index(mask)`, `x.index([0, 2])`. Numbers,
   * slices, "..." and null give views; index tensors, arrays of numbers and masks copy. Throws an IndexError for what is
   * out of range or no index.
   * https://docs.pytorch.org/cppdocs/notes/tensor_indexing.html
   */
  index(this: Tensor, ...indices: readonly IndexItem[]): Tensor {
    return indexed(this, indices);
  }

  /**
   * Views of all slices along a dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unbind.html
   */
  unbind(this: Tensor, dim = 0): readonly Tensor[] {
    const named = methodByName(this, "unbind(dim)", arguments);
    if (named !== null) return named.result;
    const along = integerArgument("unbind", "dim", dim);
    if (this.ndim === 0 && (along === 0 || along === -1)) throw errors.dimensionOfScalar(0);
    return callMany(unbindOp, [this], { dim: wrapDimension(along, this.ndim) });
  }

  /** The slices along the first dimension: `for (const row of x)`. Throws for a 0-d tensor. */
  [Symbol.iterator](this: Tensor): IterableIterator<Tensor> {
    if (this.ndim === 0) throw errors.iterationOverScalar();
    return this.unbind(0)[Symbol.iterator]();
  }
}

type Selection = { readonly dim: number; readonly index: number };

const selectOp: Op<Selection> = linear<Selection>({
  name: "select",
  gradFn: "SelectBackward0",
  samples: [
    sample([[2, 3]], { attributes: { dim: 0, index: 1 } }),
    sample([[2, 3, 2]], { attributes: { dim: 1, index: 2 } }),
  ],
  shape: (shape, { dim }) => shape.toSpliced(dim, 1),
  forward: (x, { dim, index }) => viewOf(x, slice(x, dim, index)),
  transpose: (g, info) => call(selectBackwardOp, [g], { ...info.attributes, shape: info.shapeOf(0) }),
});

/** Zeros of the shape that was selected from, with the operand in the selected place. */
const selectBackwardOp: Op<Selection & { readonly shape: Shape }> = linear<Selection & { readonly shape: Shape }>({
  name: "select_backward",
  gradFn: "SelectBackwardBackward0",
  samples: [sample([[3]], { attributes: { dim: 0, index: 1, shape: [2, 3] } })],
  shape: (_, { shape }) => shape,
  forward(x, { dim, index, shape }) {
    const out = emptyTensor(shape, x.dtype);
    kernels.copy(x, { storage: out.storage, ...slice(out, dim, index) });
    return out;
  },
  transpose: (g, { attributes: { dim, index } }) => g.select(dim, index),
});

const unbindOp: Op<{ readonly dim: number }> = {
  name: "unbind",
  gradFn: constantly("UnbindBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["1"],
  samples: [sample([[2, 3]], { attributes: { dim: 0 } }), sample([[2, 3]], { attributes: { dim: 1 } })],
  shape: ([shape], { dim }) => Array.from({ length: shape![dim] ?? 0 }, () => shape!.toSpliced(dim, 1)),
  forward: ([x], { dim }) => {
    const tensor = x as Tensor;
    if (tensor.ndim === 0) throw errors.dimensionOutOfRange(dim, 0);
    return Array.from({ length: tensor.shape[dim]! }, (_, i) => viewOf(tensor, slice(tensor, dim, i), true));
  },
  saves: () => [],
  vjp(gradients, _saved, info) {
    const { dim } = info.attributes;
    const some = gradients.find((gradient) => gradient !== null)!;
    return [
      stack(
        gradients.map((gradient) => gradient ?? emptyTensor(some.shape, some.dtype)),
        dim,
      ),
    ];
  },
  jvp: ([tangent], _saved, { attributes: { dim } }, outputs) => tangent?.unbind(dim) ?? outputs.map(() => null),
};

const stackOp: Op<{ readonly dim: number }> = {
  name: "stack",
  gradFn: constantly("StackBackward0"),
  givesAll: true,
  arity: Infinity,
  kind: "irregular",
  differentiable: true,
  formulas: ["1"],
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { attributes: { dim: 1 } },
    ),
  ],
  shape: ([first, ...others], { dim }) => {
    others.forEach((shape, i) => {
      if (!sameShape(shape, first!)) throw errors.stackMismatch(first!, shape, i + 1);
    });
    return [first!.toSpliced(dim, 0, 1 + others.length)];
  },
  forward(operands, attributes) {
    const tensors = operands as readonly Tensor[];
    const [shape] = stackOp.shape(
      tensors.map((tensor) => tensor.shape),
      attributes,
    );
    const dtype = tensors.reduce(
      (widest, tensor) => (tensor.dtype.rank > widest.rank ? tensor.dtype : widest),
      tensors[0]!.dtype,
    );
    const out = emptyStrided(shape!, stackedStrides(tensors, shape!, attributes.dim), dtype);
    tensors.forEach((tensor, i) => {
      kernels.copy(tensor, { storage: out.storage, ...slice(out, attributes.dim, i) });
    });
    return [out];
  },
  saves: () => [],
  vjp: ([g], _saved, { attributes: { dim } }, needed) =>
    g!.unbind(dim).map((gradient, i) => (needed[i] ? gradient : null)),
  jvp(tangents, _saved, { attributes: { dim } }, [out]) {
    const shape = out!.shape.toSpliced(dim, 1);
    return [
      stack(
        tangents.map((tangent) => tangent ?? emptyTensor(shape, out!.dtype)),
        dim,
      ),
    ];
  },
};

/** PyTorch joins the tensors along the dimension, and splits that: images stay such. */
function stackedStrides(tensors: readonly Tensor[], shape: Shape, dim: number): readonly number[] {
  const [first] = tensors as [Tensor];
  if (dim === first.ndim || !tensors.every(suggestsChannelsLast)) return contiguousStrides(shape);
  const strides = channelsLastStrides(first.shape.with(dim, first.shape[dim]! * tensors.length));
  return strides.toSpliced(dim, 0, first.shape[dim]! * strides[dim]!);
}

function slice({ offset, shape, strides }: Geometry, dim: number, index: number): Geometry {
  return {
    offset: offset + index * strides[dim]!,
    shape: shape.toSpliced(dim, 1),
    strides: strides.toSpliced(dim, 1),
  };
}
