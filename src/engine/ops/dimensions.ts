import { integerArgument, integersArgument, refuseMore, sizeIn, sizesArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { viewOf } from "../autograd/viewState.js";
import { warnTransposeOfOtherRank } from "../autograd/warnings.js";
import * as errors from "../errors.js";
import { ownerOf } from "../mixin.js";
import { wrapDimension } from "../shape.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, refuseOutdated } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import type { NamedSizes } from "./shapes.js";

/**
 * A view with two dimensions exchanged.
 * https://docs.pytorch.org/docs/stable/generated/torch.transpose.html
 */
export function transpose(input: Tensor, dim0: number, dim1: number): Tensor {
  const named = byName(transpose, "transpose(input, dim0, dim1)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("transpose", "input", input).transpose(dim0, dim1);
}

/**
 * The transposed matrix, as a view; tensors with fewer dimensions stay as they are. Throws for more than two.
 * https://docs.pytorch.org/docs/stable/generated/torch.t.html
 */
export function t(input: Tensor): Tensor {
  const named = byName(t, "t(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("t", "input", input).t();
}

/**
 * A view with the dimensions in another order.
 * https://docs.pytorch.org/docs/stable/generated/torch.permute.html
 */
export function permute(input: Tensor, dims: readonly number[]): Tensor {
  const named = byName(permute, "permute(input, dims)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("permute", "input", input).permute(integersArgument("permute", "dims", dims));
}

/**
 * A view with a dimension of size 1 inserted.
 * https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html
 */
export function unsqueeze(input: Tensor, dim: number): Tensor {
  const named = byName(unsqueeze, "unsqueeze(input, dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("unsqueeze", "input", input).unsqueeze(dim);
}

/**
 * A view without the dimensions of size 1, or without those given.
 * https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html
 */
export function squeeze(input: Tensor, dim?: Squeezed | { readonly dim?: Squeezed }): Tensor {
  const named = byName(squeeze, "squeeze(input, dim)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("squeeze", "input", input).squeeze(dim);
}

type Squeezed = number | readonly number[];

/** Tensor methods and ops of this family. */
export default class DimensionMethods {
  /** @internal */
  static get ops() {
    return { transpose: transposeOp, t: tOp, permute: permuteOp, unsqueeze: unsqueezeOp, squeeze: squeezeOp };
  }

  /**
   * A view with two dimensions exchanged. Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.transpose.html
   */
  transpose(this: Tensor, dim0: number, dim1: number): Tensor {
    const named = methodByName(this, "transpose(dim0, dim1)", arguments);
    if (named !== null) return named.result;
    const [one, other] = [integerArgument("transpose", "dim0", dim0), integerArgument("transpose", "dim1", dim1)];
    const dims = { dim0: wrapDimension(one, this.ndim), dim1: wrapDimension(other, this.ndim) };
    return call(transposeOp, [this], dims);
  }

  /**
   * The transposed matrix, as a view; tensors with fewer dimensions stay as they are. Throws for more than two.
   * https://docs.pytorch.org/docs/stable/generated/torch.t.html
   */
  t(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("t", 0, arguments);
    refuseOutdated([this]);
    if (this.ndim > 2) throw errors.notAMatrixToTranspose(this.ndim);
    return call(tOp, [this], {});
  }

  /**
   * A view with the dimensions in another order. Throws unless each is named once.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.permute.html
   */
  permute(this: Tensor, ...dims: NamedSizes<"dims">): Tensor {
    const given = sizesArgument("permute", "dims", dims);
    if (given.length !== this.ndim) throw errors.permuteCount(this.ndim, given.length);
    const order = given.map((dim) => wrapDimension(dim, this.ndim));
    if (new Set(order).size !== order.length) throw errors.permuteRepeated();
    return call(permuteOp, [this], { dims: order });
  }

  /**
   * A view with the dimensions in reverse order: the transposed matrix. Warns for other than two dimensions.
   * https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.T
   */
  get T(): Tensor {
    return reversed(ownerOf(this));
  }

  /**
   * A view with the last two dimensions exchanged; a 0-d tensor itself. Throws for vectors.
   * https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.mT
   */
  get mT(): Tensor {
    const self = ownerOf(this);
    if (self.ndim === 1) throw errors.adjointOfVector("mT");
    return self.ndim === 0 ? self : self.transpose(-2, -1);
  }

  /**
   * A view with a dimension of size 1 inserted. Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze.html
   */
  unsqueeze(this: Tensor, dim: number): Tensor {
    const named = methodByName(this, "unsqueeze(dim)", arguments);
    if (named !== null) return named.result;
    return call(unsqueezeOp, [this], { dim: wrapDimension(integerArgument("unsqueeze", "dim", dim), this.ndim + 1) });
  }

  /**
   * A view without the dimensions of size 1, or without those given; a dimension of another size stays.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.squeeze.html
   */
  squeeze(this: Tensor, dim?: Squeezed | { readonly dim?: Squeezed }): Tensor {
    const named = methodByName(this, "squeeze(dim)", arguments);
    if (named !== null) return named.result;
    if (dim === undefined) return call(squeezeOp, [this], { dim: null, inplace: false });
    const given = sizeIn(dim);
    if (typeof given === "object") {
      const dims = integersArgument("squeeze", "dim", given).map((item) => wrapDimension(item, this.ndim));
      const repeated = dims.find((item, i) => dims.indexOf(item) !== i);
      if (repeated !== undefined) throw errors.repeatedDimension(repeated);
      return call(squeezeOp, [this], { dim: dims, inplace: false });
    }
    const wrapped = wrapDimension(integerArgument("squeeze", "dim", given), this.ndim);
    return call(squeezeOp, [this], { dim: wrapped, inplace: false });
  }
}

const transposeOp: Op<{ readonly dim0: number; readonly dim1: number }> = linear<{
  readonly dim0: number;
  readonly dim1: number;
}>({
  name: "transpose",
  gradFn: "TransposeBackward0",
  samples: [sample([[2, 3, 4]], { attributes: { dim0: 0, dim1: 2 } })],
  shape: (shape, { dim0, dim1 }) => swapped(shape, dim0, dim1),
  forward: (x, { dim0, dim1 }) =>
    viewOf(x, { offset: x.offset, shape: swapped(x.shape, dim0, dim1), strides: swapped(x.strides, dim0, dim1) }),
  transpose: (g, { attributes: { dim0, dim1 } }) => g.transpose(dim0, dim1),
});

const tOp: Op = linear({
  name: "t",
  gradFn: "TBackward0",
  samples: [sample([[2, 3]]), sample([[3]])],
  shape: (shape) => [...shape].reverse(),
  forward: (x) => viewOf(x, { offset: x.offset, shape: [...x.shape].reverse(), strides: [...x.strides].reverse() }),
  transpose: (g) => g.t(),
});

const permuteOp: Op<{ readonly dims: readonly number[] }> = linear<{ readonly dims: readonly number[] }>({
  name: "permute",
  gradFn: "PermuteBackward0",
  samples: [sample([[2, 3, 4]], { attributes: { dims: [2, 0, 1] } })],
  shape: (shape, { dims }) => dims.map((dim) => shape[dim]!),
  forward(x, { dims }) {
    const pick = (sizes: readonly number[]): readonly number[] => dims.map((dim) => sizes[dim]!);
    return viewOf(x, { offset: x.offset, shape: pick(x.shape), strides: pick(x.strides) });
  },
  transpose: (g, { attributes: { dims } }) => g.permute(dims.map((_, dim) => dims.indexOf(dim))),
});

const unsqueezeOp: Op<{ readonly dim: number }> = linear<{ readonly dim: number }>({
  name: "unsqueeze",
  gradFn: "UnsqueezeBackward0",
  samples: [sample([[2, 3]], { attributes: { dim: 1 } })],
  shape: (shape, { dim }) => shape.toSpliced(dim, 0, 1),
  forward(x, { dim }) {
    const stride = dim < x.ndim ? x.shape[dim]! * x.strides[dim]! : 1;
    const [shape, strides] = [x.shape.toSpliced(dim, 0, 1), x.strides.toSpliced(dim, 0, stride)];
    return viewOf(x, { offset: x.offset, shape, strides });
  },
  transpose: (g, { attributes: { dim } }) => g.squeeze(dim),
});

type SqueezedDimensions = number | readonly number[] | null;
type Squeeze = { readonly dim: SqueezedDimensions; readonly inplace: boolean };

const squeezeOp: Op<Squeeze> = linear<Squeeze>({
  name: "squeeze",
  gradFn: ({ dim, inplace }) => {
    if (inplace) return "SqueezeBackward4";
    if (dim === null) return "SqueezeBackward0";
    return typeof dim === "number" ? "SqueezeBackward1" : "SqueezeBackward2";
  },
  samples: [
    sample([[2, 1, 3, 1]], { attributes: { dim: null, inplace: false } }),
    sample([[2, 1, 3]], { attributes: { dim: 1, inplace: false } }),
    sample([[2, 1, 3]], { attributes: { dim: 0, inplace: false } }),
    sample([[2, 1, 3, 1]], { attributes: { dim: [1, 3], inplace: false } }),
  ],
  shape: (shape, { dim }) => shape.filter((size, i) => !isSqueezed(size, i, dim)),
  forward(x, { dim, inplace }) {
    const keep = (_: number, i: number): boolean => !isSqueezed(x.shape[i]!, i, dim);
    const geometry = { offset: x.offset, shape: x.shape.filter(keep), strides: x.strides.filter(keep) };
    // In place of a tensor that nobody else sees it is no view of that.
    return inplace ? newTensor(x.storage, geometry, x.dtype) : viewOf(x, geometry);
  },
  transpose: (g, info) => g.reshape(info.shapeOf(0)),
});

function swapped(sizes: readonly number[], dim0: number, dim1: number): readonly number[] {
  if (sizes.length === 0) return sizes;
  return sizes.with(dim0, sizes[dim1]!).with(dim1, sizes[dim0]!);
}

function isSqueezed(size: number, index: number, dim: SqueezedDimensions): boolean {
  return size === 1 && (dim === null || (typeof dim === "number" ? dim === index : dim.includes(index)));
}

function reversed(tensor: Tensor): Tensor {
  if (tensor.ndim !== 2) warnTransposeOfOtherRank();
  return call(permuteOp, [tensor], { dims: tensor.shape.map((_, dim) => tensor.ndim - 1 - dim) });
}
