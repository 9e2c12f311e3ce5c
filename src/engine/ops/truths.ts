import { flagArgument, integersArgument, integerArgument, isOptions, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool, int64, uint8 } from "../dtype.js";
import { repeatedDimension } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import type { Fold } from "../kernels/fold.js";
import { contiguousStrides, wrapDimension, type Shape } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { call } from "./dispatch.js";
import { positionTensor } from "./indexPositions.js";
import type { Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { reducedShape, type Dimensions, type Reduction, type ReductionOptions } from "./reducing.js";
import { trueplaces } from "./takes.js";
import { undifferentiable } from "./undifferentiable.js";

/**
 * Whether all elements are other than 0, over all dimensions or those given; NaN is. Gives bools, of uint8 uint8.
 * https://docs.pytorch.org/docs/stable/generated/torch.all.html
 */
export function all(
  input: Tensor,
  dim?: Dimensions | null | ReductionOptions,
  keepdim?: boolean | ReductionOptions,
): Tensor;
export function all(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(all, "all(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("all", "input", input);
  return call(allOp, [x], dimensionsIn("all", x, args));
}

/**
 * Whether any element is other than 0, over all dimensions or those given; NaN is. Gives bools, of uint8 uint8.
 * https://docs.pytorch.org/docs/stable/generated/torch.any.html
 */
export function any(
  input: Tensor,
  dim?: Dimensions | null | ReductionOptions,
  keepdim?: boolean | ReductionOptions,
): Tensor;
export function any(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(any, "any(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("any", "input", input);
  return call(anyOp, [x], dimensionsIn("any", x, args));
}

/**
 * How many elements are other than 0, over all dimensions or those given, as int64.
 * https://docs.pytorch.org/docs/stable/generated/torch.count_nonzero.html
 */
export function count_nonzero(input: Tensor, dim?: Dimensions | null | { readonly dim?: Dimensions | null }): Tensor;
export function count_nonzero(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(count_nonzero, "count_nonzero(input, dim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("count_nonzero", "input", input);
  const { dim } = readArguments<{ dim: Dimensions | null }>("count_nonzero", ["dim"], args);
  const isAll = dim === undefined || dim === null || (Array.isArray(dim) && dim.length === 0);
  return call(countOp, [x], dimensionsIn("count_nonzero", x, isAll ? [] : [dim]));
}

/**
 * The int64 indices of the elements other than 0, a row for each; with `{ as_tuple: true }` a vector for each dimension.
 * https://docs.pytorch.org/docs/stable/generated/torch.nonzero.html
 */
export function nonzero(input: Tensor, options?: { readonly as_tuple?: false }): Tensor;
export function nonzero(input: Tensor, options: { readonly as_tuple: true }): readonly Tensor[];
export function nonzero(input: Tensor, ...args: unknown[]): Tensor | readonly Tensor[] {
  const named = byName(nonzero, "nonzero(input, *, as_tuple)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("nonzero", "input", input);
  const { as_tuple } = readArguments<{ as_tuple: boolean }>("nonzero", ["as_tuple"], args.filter(isOptions));
  if (!flagArgument("nonzero", "as_tuple", as_tuple, false)) return call(nonzeroOp, [x], {});
  return call(nonzeroOp, [x.ndim === 0 ? x.reshape([1]) : x], {}).unbind(1);
}

/** Tensor methods and ops of this family. */
export default class TruthMethods {
  /** @internal */
  static get ops() {
    return { all: allOp, any: anyOp, count_nonzero: countOp, nonzero: nonzeroOp };
  }

  /**
   * Whether all elements are other than 0, over all dimensions or those given; NaN is.
   * https://docs.pytorch.org/docs/stable/generated/torch.all.html
   */
  all(this: Tensor, ...args: AfterInput<typeof all>): Tensor {
    return all(this, ...args);
  }

  /**
   * Whether any element is other than 0, over all dimensions or those given; NaN is.
   * https://docs.pytorch.org/docs/stable/generated/torch.any.html
   */
  any(this: Tensor, ...args: AfterInput<typeof any>): Tensor {
    return any(this, ...args);
  }

  /**
   * How many elements are other than 0, over all dimensions or those given, as int64.
   * https://docs.pytorch.org/docs/stable/generated/torch.count_nonzero.html
   */
  count_nonzero(this: Tensor, ...args: AfterInput<typeof count_nonzero>): Tensor {
    return count_nonzero(this, ...args);
  }

  /**
   * The int64 indices of the elements other than 0, a row for each; with `{ as_tuple: true }` a vector for each dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.nonzero.html
   */
  nonzero(this: Tensor, options?: { readonly as_tuple?: false }): Tensor;
  nonzero(this: Tensor, options: { readonly as_tuple: true }): readonly Tensor[];
  nonzero(this: Tensor, options?: { readonly as_tuple?: boolean }): Tensor | readonly Tensor[] {
    const named = methodByName(this, "nonzero(*, as_tuple)", arguments);
    if (named !== null) return named.result;
    return nonzero(this, options as { readonly as_tuple: true });
  }
}

/** Unlike in sums, an empty list of dimensions is none of them. */
function dimensionsIn(op: string, x: Tensor, args: readonly unknown[]): Reduction {
  const { dim = null, keepdim } = readArguments<ReductionOptions>(op, ["dim", "keepdim"], args);
  const isKept = flagArgument(op, "keepdim", keepdim, false);
  if (dim === null) return { dims: null, keepdim: isKept };
  const given = Array.isArray(dim) ? integersArgument(op, "dim", dim) : [integerArgument(op, "dim", dim)];
  const dims = given.map((item) => wrapDimension(item, x.ndim));
  const repeated = dims.find((item, i) => dims.indexOf(item) !== i);
  if (repeated !== undefined) throw repeatedDimension(repeated);
  return { dims: x.ndim === 0 ? [] : dims, keepdim: isKept };
}

const allOp: Op<Reduction> = folding("all", {
  name: "all",
  start: 1,
  next: (sofar, value) => (value === 0 ? 0 : sofar),
});
const anyOp: Op<Reduction> = folding("any", {
  name: "any",
  start: 0,
  next: (sofar, value) => (value === 0 ? sofar : 1),
});
const countOp: Op<Reduction> = folding("count_nonzero", {
  name: "count_nonzero",
  start: 0,
  next: (count, value) => (value === 0 ? count : count + 1),
});

function folding(name: string, fold: Fold): Op<Reduction> {
  return undifferentiable<Reduction>({
    name,
    shape: ([shape], reduction) => [reducedShape(shape!, reduction)],
    forward([x], reduction) {
      const dtype = name === "count_nonzero" ? int64 : x!.dtype === uint8 ? uint8 : bool;
      const kept = emptyTensor(reducedShape(x!.shape, { ...reduction, keepdim: true }), dtype);
      kernels.fold(fold, x!, kept);
      const shape = reducedShape(x!.shape, reduction);
      return [newTensor(kept.storage, { offset: 0, shape, strides: contiguousStrides(shape) }, dtype)];
    },
  });
}

const nonzeroOp: Op = undifferentiable({
  name: "nonzero",
  forward([x]) {
    const places = trueplaces(x!);
    const steps = contiguousStrides(x!.shape);
    // PyTorch keeps the indices in each dimension together: the matrix lies column by column.
    const columns = x!.shape.flatMap((size, dim) => places.map((place) => Math.floor(place / steps[dim]!) % size));
    const shape: Shape = [places.length, x!.ndim];
    const { storage } = positionTensor([columns.length], columns);
    return [newTensor(storage, { offset: 0, shape, strides: [1, places.length] }, int64)];
  },
});
