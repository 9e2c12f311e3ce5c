import { integersArgument, isOptions, sizesArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { broadcastShapes, sameShape, type Shape } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { tensorArgument } from "./operands.js";
import { tensorsArgument, type Tensors } from "./tensorLists.js";
import type { NamedSizes, Sizes } from "./shapes.js";

/**
 * A view that repeats dimensions of size 1 without copying. Throws where the sizes do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.broadcast_to.html
 */
export function broadcast_to(input: Tensor, size: readonly number[]): Tensor {
  const named = byName(broadcast_to, "broadcast_to(input, size)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("broadcast_to", "input", input).expand(integersArgument("broadcast_to", "size", size));
}

/**
 * Views of the tensors in the shape that they broadcast to, of which those that have it already are themselves. Throws if
 * they do not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.broadcast_tensors.html
 */
export function broadcast_tensors(...tensors: Tensors): readonly Tensor[] {
  const list = tensorsArgument("broadcast_tensors", tensors);
  const shape = list.reduce<Shape>((sofar, tensor) => broadcastShapes(sofar, tensor.shape), []);
  return list.map((tensor) => (sameShape(tensor.shape, shape) ? tensor : tensor.expand(shape)));
}

/**
 * Copies of input side by side, as many along each dimension as `dims` says, counted from the last.
 * https://docs.pytorch.org/docs/stable/generated/torch.tile.html
 */
export function tile(input: Tensor, dims: readonly number[]): Tensor {
  const named = byName(tile, "tile(input, dims)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("tile", "input", input);
  const counts = integersArgument("tile", "dims", dims);
  return x.repeat([...Array.from({ length: Math.max(x.ndim - counts.length, 0) }, () => 1), ...counts]);
}

/**
 * All elements in one dimension: a view where input is contiguous.
 * https://docs.pytorch.org/docs/stable/generated/torch.ravel.html
 */
export function ravel(input: Tensor): Tensor {
  const named = byName(ravel, "ravel(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("ravel", "input", input).contiguous().view(-1);
}

/**
 * A tensor, or several, with at least one dimension.
 * https://docs.pytorch.org/docs/stable/generated/torch.atleast_1d.html
 */
export function atleast_1d(input: Tensor): Tensor;
export function atleast_1d(...tensors: Tensors): readonly Tensor[];
export function atleast_1d(...args: readonly unknown[]): Tensor | readonly Tensor[] {
  return oneOrMany("atleast_1d", args, atLeast1d);
}

/**
 * A tensor, or several, with at least two dimensions: further ones come first.
 * https://docs.pytorch.org/docs/stable/generated/torch.atleast_2d.html
 */
export function atleast_2d(input: Tensor): Tensor;
export function atleast_2d(...tensors: Tensors): readonly Tensor[];
export function atleast_2d(...args: readonly unknown[]): Tensor | readonly Tensor[] {
  return oneOrMany("atleast_2d", args, atLeast2d);
}

/**
 * A tensor, or several, with at least three dimensions: a vector's own comes in the middle, a matrix gets a last one.
 * https://docs.pytorch.org/docs/stable/generated/torch.atleast_3d.html
 */
export function atleast_3d(input: Tensor): Tensor;
export function atleast_3d(...tensors: Tensors): readonly Tensor[];
export function atleast_3d(...args: readonly unknown[]): Tensor | readonly Tensor[] {
  return oneOrMany("atleast_3d", args, atLeast3d);
}

/** Tensor methods of this family. */
export default class ReshapingMethods {
  /**
   * A view that repeats dimensions of size 1 without copying. Throws where the sizes do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.broadcast_to.html
   */
  broadcast_to(this: Tensor, ...size: NamedSizes<"size">): Tensor {
    return broadcast_to(this, sizesArgument("broadcast_to", "size", size));
  }

  /**
   * Copies of this tensor side by side, as many along each dimension as `dims` says, counted from the last: `x.tile(2)`.
   * https://docs.pytorch.org/docs/stable/generated/torch.tile.html
   */
  tile(this: Tensor, ...dims: Sizes | AfterInput<typeof tile>): Tensor {
    const isNamed = isOptions(dims[0]);
    return isNamed ? tile(this, ...(dims as AfterInput<typeof tile>)) : tile(this, sizesArgument("tile", "dims", dims));
  }

  /**
   * All elements in one dimension: a view where this tensor is contiguous.
   * https://docs.pytorch.org/docs/stable/generated/torch.ravel.html
   */
  ravel(this: Tensor, ...args: AfterInput<typeof ravel>): Tensor {
    return ravel(this, ...args);
  }

  /**
   * A view in the shape of another tensor. Throws where the sizes do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand_as.html
   */
  expand_as(this: Tensor, other: Tensor): Tensor {
    const named = methodByName(this, "expand_as(other)", arguments);
    if (named !== null) return named.result;
    return this.expand(tensorArgument("expand_as", "other", other).shape);
  }

  /**
   * The same elements in the shape of another tensor, as a view. Throws if the number of elements differs.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view_as.html
   */
  view_as(this: Tensor, other: Tensor): Tensor {
    const named = methodByName(this, "view_as(other)", arguments);
    if (named !== null) return named.result;
    return this.view(tensorArgument("view_as", "other", other).shape);
  }

  /**
   * The same elements in the shape of another tensor. Throws if the number of elements differs.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape_as.html
   */
  reshape_as(this: Tensor, other: Tensor): Tensor {
    const named = methodByName(this, "reshape_as(other)", arguments);
    if (named !== null) return named.result;
    return this.reshape(tensorArgument("reshape_as", "other", other).shape);
  }
}

export function atLeast1d(x: Tensor): Tensor {
  return x.ndim === 0 ? x.reshape([1]) : x;
}

export function atLeast2d(x: Tensor): Tensor {
  if (x.ndim === 0) return x.reshape([1, 1]);
  return x.ndim === 1 ? x.unsqueeze(0) : x;
}

export function atLeast3d(x: Tensor): Tensor {
  if (x.ndim === 0) return x.reshape([1, 1, 1]);
  if (x.ndim === 1) return x.unsqueeze(0).unsqueeze(-1);
  return x.ndim === 2 ? x.unsqueeze(-1) : x;
}

/** A tensor alone gives one, any other way of writing them several. */
function oneOrMany(op: string, args: readonly unknown[], raise: (x: Tensor) => Tensor): Tensor | readonly Tensor[] {
  const [only] = args;
  if (args.length === 1 && isTensor(only)) return raise(only);
  return tensorsArgument(op, args).map(raise);
}
