import { methodByName } from "../callByName.js";
import { integerArgument, integersArgument, refuseMore, sizeIn } from "../arguments.js";
import * as errors from "../errors.js";
import { wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import DimensionMethods from "./dimensions.js";
import { checkWritable, turnedInPlace } from "./inPlace.js";
import { constantly, type Attributes, type Op } from "./op.js";

/**
 * Views that take the place of their tensor: its storage stays, and its shape and strides change. All of them give the tensor
 * back, and throw for a leaf that requires grad.
 */
export default class InPlaceViewMethods {
  /**
   * `t` in place. Throws for more than two dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t_.html
   */
  t_(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("t_", 0, arguments);
    checkWritable(this);
    if (this.ndim > 2) throw errors.notAMatrixToTranspose(this.ndim, "t_");
    return turnedInPlace(tOp, this, {});
  }

  /** `transpose` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.transpose_.html */
  transpose_(this: Tensor, dim0: number, dim1: number): Tensor {
    const named = methodByName(this, "transpose_(dim0, dim1)", arguments);
    if (named !== null) return named.result;
    return transposed(this, "transpose_", ["dim0", "dim1"], [dim0, dim1]);
  }

  /** Another name of `transpose_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.swapdims_.html */
  swapdims_(this: Tensor, dim0: number, dim1: number): Tensor {
    const named = methodByName(this, "swapdims_(dim0, dim1)", arguments);
    if (named !== null) return named.result;
    return transposed(this, "swapdims_", ["dim0", "dim1"], [dim0, dim1]);
  }

  /** Another name of `transpose_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.swapaxes_.html */
  swapaxes_(this: Tensor, axis0: number, axis1: number): Tensor {
    const named = methodByName(this, "swapaxes_(axis0, axis1)", arguments);
    if (named !== null) return named.result;
    return transposed(this, "swapaxes_", ["axis0", "axis1"], [axis0, axis1]);
  }

  /** `unsqueeze` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze_.html */
  unsqueeze_(this: Tensor, dim: number): Tensor {
    const named = methodByName(this, "unsqueeze_(dim)", arguments);
    if (named !== null) return named.result;
    const along = integerArgument("unsqueeze_", "dim", dim);
    checkWritable(this);
    const at = wrapDimension(along, this.ndim + 1);
    return turnedInPlace(unsqueezeOp, this, { dim: at });
  }

  /** `squeeze` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.squeeze_.html */
  squeeze_(this: Tensor, dim?: number | readonly number[]): Tensor {
    const named = methodByName(this, "squeeze_(dim)", arguments);
    if (named !== null) return named.result;
    if (dim === undefined) return turnedInPlace(squeezeAllOp, this, { dim: null, inplace: true });
    const given = sizeIn(dim);
    const along =
      typeof given === "object"
        ? integersArgument("squeeze_", "dim", given)
        : integerArgument("squeeze_", "dim", given);
    checkWritable(this);
    if (typeof along === "number") {
      const at = wrapDimension(along, this.ndim);
      return turnedInPlace(DimensionMethods.ops.squeeze, this, { dim: at, inplace: true });
    }
    const dims = along.map((item) => wrapDimension(item, this.ndim));
    const repeated = dims.find((item, i) => dims.indexOf(item) !== i);
    if (repeated !== undefined) throw errors.repeatedDimension(repeated);
    return turnedInPlace(squeezeSeveralOp, this, { dim: dims, inplace: true });
  }
}

/** PyTorch's backward nodes of these have names of their own. */
const tOp = named(DimensionMethods.ops.t, "TBackward1");
const transposeOp = named(DimensionMethods.ops.transpose, "TransposeBackward1");
const unsqueezeOp = named(DimensionMethods.ops.unsqueeze, "UnsqueezeBackward1");
const squeezeSeveralOp = named(DimensionMethods.ops.squeeze, "SqueezeBackward5");
const squeezeAllOp = named(DimensionMethods.ops.squeeze, "SqueezeBackward3");

function named<A extends Attributes>(op: Op<A>, gradFn: string): Op<A> {
  return { ...op, gradFn: constantly(gradFn) };
}

function transposed(x: Tensor, name: string, names: readonly [string, string], args: readonly unknown[]): Tensor {
  const dims = names.map((one, i) => integerArgument(name, one, args[i]));
  checkWritable(x);
  const [dim0, dim1] = dims.map((dim) => wrapDimension(dim, x.ndim)) as [number, number];
  return turnedInPlace(transposeOp, x, { dim0, dim1 });
}
