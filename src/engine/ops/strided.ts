import type { GradientNode } from "../autograd/node.js";
import { opNode } from "../autograd/opNode.js";
import { viewOf } from "../autograd/viewState.js";
import { kernels } from "../kernels/kernels.js";
import type { Geometry } from "../shape.js";
import { allocate } from "../storage.js";
import { converted, emptyTensor, newTensor } from "../tensorFactory.js";
import type { DType } from "../dtype.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Attributes, type Op } from "./op.js";

/**
 * Ops on a part of a tensor's storage, which carry the history of views that are written in place. `base` says how a
 * tensor lies in its storage, `part` which elements of that storage are meant.
 */
export type StridedAttributes = { readonly base: Layout; readonly part: Layout };

type Layout = Geometry & Attributes;

/** A view of a tensor's storage, wherever the geometry says. */
export function asStrided(tensor: Tensor, { offset, shape, strides }: Geometry): Tensor {
  const base = { offset: tensor.offset, shape: tensor.shape, strides: tensor.strides };
  return call(asStridedOp, [tensor], { base, part: { offset, shape, strides } });
}

/** The node of such a view where nothing of the tensor's history is left: gradients end there. */
export function endOfView(tensor: Tensor, { offset, shape, strides }: Geometry): GradientNode {
  const base = { offset: tensor.offset, shape: tensor.shape, strides: tensor.strides };
  const attributes = { base, part: { offset, shape, strides } };
  return opNode(asStridedOp, [tensor], attributes, [{ shape, strides, dtype: tensor.dtype }]);
}

/** The elements of a part, read from a tensor that lies as the base does. */
export function stridedGather(tensor: Tensor, attributes: StridedAttributes): Tensor {
  return call(gatherOp, [tensor], attributes);
}

/** A copy of the whole in which the part has been replaced. */
export function stridedPut(whole: Tensor, part: Tensor, attributes: StridedAttributes): Tensor {
  return call(putOp, [whole, part], attributes);
}

const sampled: StridedAttributes = {
  base: { offset: 0, shape: [2, 3], strides: [3, 1] },
  part: { offset: 1, shape: [2, 2], strides: [3, 1] },
};

const asStridedOp: Op<StridedAttributes> = linear<StridedAttributes>({
  name: "as_strided",
  gradFn: "AsStridedBackward0",
  samples: [],
  shape: (_, { part }) => part.shape,
  forward: (x, { part }) => viewOf(x, part),
  // As in PyTorch the gradient of nothing is zeros that have no history.
  transpose: (g, { attributes }) =>
    g.numel() === 0 ? emptyTensor(attributes.base.shape, g.dtype) : call(scatterOp, [g], attributes),
});

const gatherOp: Op<StridedAttributes> = linear<StridedAttributes>({
  name: "strided_gather",
  gradFn: "CloneBackward0",
  samples: [sample([[2, 3]], { attributes: sampled })],
  shape: (_, { part }) => part.shape,
  forward(x, { base, part }) {
    const room = laidOut(base, x.dtype);
    kernels.copy(x, room);
    return converted(newTensor(room.storage, part, x.dtype), x.dtype);
  },
  transpose: (g, { attributes }) => call(scatterOp, [g], attributes),
});

const scatterOp: Op<StridedAttributes> = linear<StridedAttributes>({
  name: "strided_scatter",
  gradFn: "AsStridedBackward0",
  samples: [sample([[2, 2]], { attributes: sampled })],
  shape: (_, { base }) => base.shape,
  forward(x, { base, part }) {
    const room = laidOut(base, x.dtype);
    const target = newTensor(room.storage, part, x.dtype);
    // A part may show an element several times; its gradients add up.
    kernels.addTo(x, target);
    return room;
  },
  transpose(g, { attributes: { base, part } }) {
    // What shows one element many times is the sum of its gradients, which one number stands for.
    const isRepeated = (dim: number): boolean => part.strides[dim] === 0 && part.shape[dim]! > 1;
    const once = { ...part, shape: part.shape.map((size, dim) => (isRepeated(dim) ? 1 : size)) };
    const gathered = call(gatherOp, [g], { base, part: once });
    return once.shape.some((size, dim) => size !== part.shape[dim]) ? gathered.expand(part.shape) : gathered;
  },
});

const putOp: Op<StridedAttributes> = {
  name: "strided_put",
  gradFn: () => "torch::autograd::CopySlices",
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["1 outside of the part", "1"],
  samples: [
    sample(
      [
        [2, 3],
        [2, 2],
      ],
      { attributes: sampled },
    ),
  ],
  shape: ([whole]) => [whole!],
  forward([whole, part], attributes) {
    const room = laidOut(attributes.base, (whole as Tensor).dtype);
    kernels.copy(whole as Tensor, room);
    kernels.copy(part as Tensor, newTensor(room.storage, attributes.part, room.dtype));
    return [room];
  },
  saves: () => [],
  vjp: ([g], _saved, { attributes }, [ofWhole, ofPart]) => [
    ofWhole ? stridedPut(g!, emptyTensor(attributes.part.shape, g!.dtype), attributes) : null,
    ofPart ? stridedGather(g!, attributes) : null,
  ],
  jvp([ofWhole, ofPart], _saved, { attributes }, [out]) {
    const whole = ofWhole ?? emptyTensor(out!.shape, out!.dtype);
    const part = ofPart ?? emptyTensor(attributes.part.shape, out!.dtype);
    return [stridedPut(whole, part, attributes)];
  },
};

/** Zeroed room for a base, laid out as the base is: its offset and strides hold in it. */
function laidOut(base: Geometry, dtype: DType): Tensor {
  const last = base.shape.reduce((index, size, dim) => index + Math.max(size - 1, 0) * base.strides[dim]!, base.offset);
  return newTensor(allocate(dtype, last + 1), base, dtype);
}

/** The ops of this family; scripts do not see them. */
export default class StridedOps {
  /** @internal */
  static get ops() {
    return { as_strided: asStridedOp, strided_gather: gatherOp, strided_scatter: scatterOp, strided_put: putOp };
  }
}
