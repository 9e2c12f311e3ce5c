import { integerArgument, integerIn, integersArgument, sizesArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { elementCount, wrapDimension, type Geometry } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { aliasOf } from "./alias.js";
import type { AfterInput } from "./afterInput.js";
import { call } from "./dispatch.js";
import { sample } from "./op.js";
import { tensorArgument } from "./operands.js";
import { viewing } from "./viewing.js";

/** One dimension or several. */
type Dims = number | readonly number[];

/**
 * A view with dimensions moved to other positions; the others keep their order. Throws for dimensions that are named twice,
 * and unless there are as many positions as dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.movedim.html
 */
export function movedim(input: Tensor, source: Dims, destination: Dims): Tensor {
  const named = byName(movedim, "movedim(input, source, destination)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("movedim", "input", input);
  const [sources, destinations] = [listOf("source", source), listOf("destination", destination)];
  if (Array.isArray(source) !== Array.isArray(destination))
    throw errors.wrongArgument("movedim", "destination", Array.isArray(source) ? "tuple of ints" : "int", destination);
  if (sources.length !== destinations.length) throw errors.movedimCount(sources, destinations);
  const from = sources.map((dim) => wrapDimension(dim, x.ndim));
  const to = destinations.map((dim) => wrapDimension(dim, x.ndim));
  if (hasRepeated(from)) throw errors.movedimRepeated("source", sources);
  if (hasRepeated(to)) throw errors.movedimRepeated("destination", destinations);
  if (x.ndim === 0) return aliasOf(x);
  const rest = x.shape.flatMap((_, dim) => (from.includes(dim) ? [] : [dim]));
  const order = x.shape.map((_, place) => (to.includes(place) ? from[to.indexOf(place)]! : rest.shift()!));
  return x.permute(order);
}

/**
 * Another name of `movedim`.
 * https://docs.pytorch.org/docs/stable/generated/torch.moveaxis.html
 */
export function moveaxis(input: Tensor, source: Dims, destination: Dims): Tensor {
  const named = byName(moveaxis, "moveaxis(input, source, destination)", arguments);
  if (named !== null) return named.result;
  return movedim(tensorArgument("moveaxis", "input", input), source, destination);
}

/**
 * Another name of `transpose`.
 * https://docs.pytorch.org/docs/stable/generated/torch.swapaxes.html
 */
export function swapaxes(input: Tensor, axis0: number, axis1: number): Tensor {
  const named = byName(swapaxes, "swapaxes(input, axis0, axis1)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("swapaxes", "input", input);
  return x.transpose(integerArgument("swapaxes", "axis0", axis0), integerArgument("swapaxes", "axis1", axis1));
}

/**
 * Another name of `transpose`.
 * https://docs.pytorch.org/docs/stable/generated/torch.swapdims.html
 */
export function swapdims(input: Tensor, dim0: number, dim1: number): Tensor {
  const named = byName(swapdims, "swapdims(input, dim0, dim1)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("swapdims", "input", input);
  return x.transpose(integerArgument("swapdims", "dim0", dim0), integerArgument("swapdims", "dim1", dim1));
}

/**
 * A view with one dimension made several, whose sizes multiply up to its size; one of them may be −1. Throws if they do not.
 * https://docs.pytorch.org/docs/stable/generated/torch.unflatten.html
 */
export function unflatten(input: Tensor, dim: number, sizes: Dims): Tensor {
  const named = byName(unflatten, "unflatten(input, dim, sizes)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("unflatten", "input", input);
  const along = wrapDimension(integerArgument("unflatten", "dim", dim), x.ndim);
  const wanted = listOf("sizes", sizes, "unflatten");
  if (wanted.length === 0) throw errors.unflattenWithoutSizes();
  const size = x.shape[along] ?? 1;
  const known = elementCount(wanted.filter((item) => item !== -1));
  const open = wanted.filter((item) => item === -1).length;
  if (open > 1) throw errors.twoInferredSizes();
  if (open === 1 ? known === 0 || size % known !== 0 : known !== size) throw errors.unflattenSizes(wanted, along, size);
  const parts = wanted.map((item) => (item === -1 ? size / known : item));
  return x.view(x.shape.toSpliced(along, 1, ...parts));
}

/** Tensor methods and ops of this family. */
export default class DimensionMoveMethods {
  /** @internal */
  static get ops() {
    return { unfold: unfoldOp, unfold_backward: unfoldBackwardOp };
  }

  /**
   * A view with dimensions moved to other positions; the others keep their order. Throws for dimensions that are named
   * twice, and unless there are as many positions as dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.movedim.html
   */
  movedim(this: Tensor, ...args: AfterInput<typeof movedim>): Tensor {
    return movedim(this, ...args);
  }

  /**
   * Another name of `movedim`.
   * https://docs.pytorch.org/docs/stable/generated/torch.moveaxis.html
   */
  moveaxis(this: Tensor, ...args: AfterInput<typeof moveaxis>): Tensor {
    return moveaxis(this, ...args);
  }

  /**
   * Another name of `transpose`.
   * https://docs.pytorch.org/docs/stable/generated/torch.swapaxes.html
   */
  swapaxes(this: Tensor, ...args: AfterInput<typeof swapaxes>): Tensor {
    return swapaxes(this, ...args);
  }

  /**
   * Another name of `transpose`.
   * https://docs.pytorch.org/docs/stable/generated/torch.swapdims.html
   */
  swapdims(this: Tensor, ...args: AfterInput<typeof swapdims>): Tensor {
    return swapdims(this, ...args);
  }

  /**
   * A view with one dimension made several: `x.unflatten(1, [2, 3])`. Throws if their sizes do not multiply up to its size.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unflatten.html
   */
  unflatten(
    this: Tensor,
    ...args:
      | readonly [dim: number, ...sizes: readonly number[]]
      | readonly [{ readonly dim: number; readonly sizes: Dims }]
      | AfterInput<typeof unflatten>
  ): Tensor {
    const [dim, ...sizes] = args;
    if (typeof dim === "number" && typeof sizes[0] === "number")
      return unflatten(this, dim, sizesArgument("unflatten", "sizes", sizes));
    return unflatten(this, ...(args as AfterInput<typeof unflatten>));
  }

  /**
   * A view of all windows of `size` elements along a dimension, `step` apart; the elements of a window are a new last
   * dimension. Throws for a size that is larger than the dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
   */
  unfold(this: Tensor, dimension: number, size: number, step: number): Tensor {
    const named = methodByName(this, "unfold(dimension, size, step)", arguments);
    if (named !== null) return named.result;
    const along = integerArgument("unfold", "dimension", dimension);
    const count = integerArgument("unfold", "size", size);
    const apart = integerArgument("unfold", "step", step);
    const dim = wrapDimension(along, this.ndim);
    const most = this.shape[dim] ?? 1;
    if (count < 0) throw errors.unfoldNegative(count);
    if (count > most) throw errors.unfoldSize(dim, most, count);
    if (apart <= 0) throw errors.unfoldStep(apart);
    return call(unfoldOp, [this], { dim, size: count, step: apart });
  }
}

type Unfolding = { readonly dim: number; readonly size: number; readonly step: number };

const [unfoldOp, unfoldBackwardOp] = viewing<Unfolding>({
  name: "unfold",
  gradFn: "UnfoldBackward0",
  samples: [
    sample([[5, 2]], { attributes: { dim: 0, size: 3, step: 1 } }),
    sample([[2, 5]], { attributes: { dim: 1, size: 2, step: 2 } }),
  ],
  transposedSamples: [sample([[3, 2, 3]], { attributes: { dim: 0, size: 3, step: 1, shape: [5, 2] } })],
  geometry({ offset, shape, strides }: Geometry, { dim, size, step }) {
    if (shape.length === 0) return { offset, shape: [size], strides: [1] };
    const count = Math.floor((shape[dim]! - size) / step) + 1;
    return {
      offset,
      shape: [...shape.with(dim, count), size],
      strides: [...strides.with(dim, strides[dim]! * step), strides[dim]!],
    };
  },
});

function listOf(name: string, dims: unknown, op = "movedim"): readonly number[] {
  const one = integerIn(dims);
  return integersArgument(op, name, typeof one === "number" ? [one] : dims);
}

function hasRepeated(dims: readonly number[]): boolean {
  return new Set(dims).size !== dims.length;
}
