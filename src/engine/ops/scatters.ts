import { integerArgument, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { int32, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { wrapDimension } from "../shape.js";
import { checkNumber } from "../storage.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { elementPositions } from "./indexPositions.js";
import { inPlace } from "./inPlace.js";
import { constantly, sample, type Op, type Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";
import { reduced } from "./reducedSlopes.js";
import { aside, checkRead, checkRun, nameOf, writing, writingNumber, type Run } from "./writing.js";

export interface ScatterOptions {
  /** The dimension along which the index counts. */
  readonly dim?: number;
  /** Where each element goes along the dimension, as int64. */
  readonly index?: Tensor;
  /** What is written; at least as large as the index. */
  readonly src?: Operand;
  /** One number to write everywhere. */
  readonly value?: number | boolean;
  /** Adds to what is there or multiplies it; that has no derivative. */
  readonly reduce?: "add" | "multiply";
}

/**
 * A copy of input with src, or a number, written to index along a dimension: out[index[i][j]][j] = src[i][j] for dim 0. Throws
 * for indices that are out of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.scatter.html
 */
export function scatter(
  input: Tensor,
  dim: number,
  index: Tensor,
  value: number | boolean,
  options?: Pick<ScatterOptions, "reduce">,
): Tensor;
export function scatter(
  input: Tensor,
  dim: number,
  index: Tensor,
  src: Tensor,
  options?: Pick<ScatterOptions, "reduce">,
): Tensor;
export function scatter(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    scatter,
    "scatter(input, dim, index, src, *, reduce) | scatter(input, dim, index, value, *, reduce)",
    arguments,
  );
  if (named !== null) return named.result;
  return scattered(tensorArgument("scatter", "input", input), args, aside);
}

/**
 * A copy of input with src added at index along a dimension: out[index[i][j]][j] += src[i][j] for dim 0. Throws for indices that
 * are out of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html
 */
export function scatter_add(input: Tensor, dim: number, index: Tensor, src: Tensor): Tensor;
export function scatter_add(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(scatter_add, "scatter_add(input, dim, index, src)", arguments);
  if (named !== null) return named.result;
  return scatterAdded(tensorArgument("scatter_add", "input", input), args, aside);
}

/** Tensor methods and ops of this family. */
export default class ScatterMethods {
  /** @internal */
  static get ops() {
    return {
      scatter: scatterOp,
      scatter_value: scatterValueOp,
      scatter_add: scatterAddOp,
      scatter_reduced: scatterReducedOp,
    };
  }

  /**
   * A copy of this tensor with src, or a number, written to index along a dimension: out[index[i][j]][j] = src[i][j]
   * for dim 0. Throws for indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.scatter.html
   */
  scatter(
    this: Tensor,
    dim: number,
    index: Tensor,
    value: number | boolean,
    options?: Pick<ScatterOptions, "reduce">,
  ): Tensor;
  scatter(this: Tensor, dim: number, index: Tensor, src: Tensor, options?: Pick<ScatterOptions, "reduce">): Tensor;
  scatter(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(
      this,
      "scatter(dim, index, src, *, reduce) | scatter(dim, index, value, *, reduce)",
      arguments,
    );
    if (named !== null) return named.result;
    return scattered(this, args, aside);
  }

  /**
   * A copy of this tensor with src added at index along a dimension: out[index[i][j]][j] += src[i][j] for dim 0.
   * Throws for indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html
   */
  scatter_add(this: Tensor, ...args: AfterInput<typeof scatter_add>): Tensor {
    return scatter_add(this, ...args);
  }

  /**
   * Writes src, or a number, to index along a dimension in place. Throws as `scatter` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_.html
   */
  scatter_(
    this: Tensor,
    dim: number,
    index: Tensor,
    value: number | boolean,
    options?: Pick<ScatterOptions, "reduce">,
  ): Tensor;
  scatter_(this: Tensor, dim: number, index: Tensor, src: Tensor, options?: Pick<ScatterOptions, "reduce">): Tensor;
  scatter_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(
      this,
      "scatter_(dim, index, src, *, reduce) | scatter_(dim, index, value, *, reduce)",
      arguments,
    );
    if (named !== null) return named.result;
    return scattered(this, args, inPlace);
  }

  /**
   * Adds src at index along a dimension in place. Throws as `scatter_add` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_add_.html
   */
  scatter_add_(this: Tensor, ...args: AfterInput<typeof scatter_add>): Tensor {
    return scatterAdded(this, args, inPlace);
  }
}

function scattered(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "scatter");
  const given = readArguments<ScatterOptions>(op, ["dim", "index", "src", "value", "reduce"], args);
  const along = integerArgument(op, "dim", given.dim);
  const index = tensorArgument(op, "index", given.index);
  const written: unknown = given.src ?? given.value;
  const source = operandArgument(op, "src", typeof written === "boolean" ? Number(written) : written);
  checkRun(run, x, source);
  const dim = wrapDimension(along, x.ndim);
  if (given.reduce !== undefined) return scatterReduced(x, dim, index, source, given.reduce, run);
  if (isTensor(source)) {
    checkScatter(x, dim, index, source);
    checkRead(run, x, index, source);
    return run(scatterOp, x, [source, index], { dim });
  }
  checkNumber(x.dtype, source, false);
  checkScatter(x, dim, index, null);
  checkRead(run, x, index);
  return run(scatterValueOp, x, [index, source], { dim });
}

function scatterReduced(x: Tensor, dim: number, index: Tensor, source: Operand, reduce: unknown, run: Run): Tensor {
  if (typeof reduce !== "string") throw errors.wrongArgument("scatter", "reduce", "str", reduce);
  if (reduce !== "add" && reduce !== "multiply") throw errors.scatterReduce();
  checkScatter(x, dim, index, isTensor(source) ? source : null);
  if (!isTensor(source)) checkNumber(x.dtype, source, false);
  checkRead(run, x, index, ...(isTensor(source) ? [source] : []));
  const written = isTensor(source) ? source : filledTensor([], source, x.dtype).expand(index.shape);
  return run(scatterReducedOp, x, [written, index], { dim, reduce: reduce === "add" ? "sum" : "prod" });
}

function scatterAdded(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "scatter_add");
  const given = readArguments<ScatterOptions>(op, ["dim", "index", "src"], args);
  const along = integerArgument(op, "dim", given.dim);
  const index = tensorArgument(op, "index", given.index);
  const source = tensorArgument(op, "src", given.src);
  checkRun(run, x, source);
  const dim = wrapDimension(along, x.ndim);
  checkScatter(x, dim, index, source);
  checkRead(run, x, index, source);
  return run(scatterAddOp, x, [source, index], { dim });
}

/** Throws for an index or a source that does not fit. */
export function checkScatter(x: Tensor, dim: number, index: Tensor, source: Tensor | null): void {
  if (index.numel() > 0 && index.dtype !== int64 && index.dtype !== int32) throw errors.scatterIndexDtype();
  if (source !== null && source.dtype !== x.dtype) throw errors.scatterDtypes();
  if (index.numel() === 0) return;
  const rank = Math.max(index.ndim, 1);
  if (rank !== Math.max(x.ndim, 1)) throw errors.scatterRank("self");
  const isLarger =
    index.shape.some((size, i) => i !== dim && size > (x.shape[i] ?? 1)) ||
    // PyTorch asks for the sizes of src up to the first that is too small, before it looks at its rank.
    (source !== null && index.shape.some((size, i) => size > (source.ndim === 0 ? 1 : source.size(i))));
  if (source !== null && rank !== Math.max(source.ndim, 1)) throw errors.scatterRank("src");
  if (isLarger) throw errors.scatterSize(index.shape, x.shape, dim, source?.shape ?? null);
}

export type Along = { readonly dim: number };

/** The positions of an index's elements, which write what stands at the same place of a source. */
export function scatterPositions(shape: readonly number[], { dim }: Along, index: Tensor): Int32Array {
  return elementPositions(shape, dim, index.shape, denseNumbers(index), (place, size) =>
    errors.gatherOutOfBounds(place, dim, size),
  );
}

const scatterOp: Op<Along> = writing<Along>({
  name: "scatter",
  gradFn: "ScatterBackward0",
  clears: "ScatterBackward1",
  named: { reads: "GatherBackward0", writes: "ScatterAddBackward0" },
  samples: [
    sample(
      [
        [4, 3],
        [1, 3],
        [1, 3],
      ],
      { indices: { 2: 4 }, attributes: { dim: 0 } },
    ),
  ],
  positions: scatterPositions,
  keepsInRows: true,
});

/** PyTorch has no derivative of it. */
const scatterReducedOp: Op<Along & { readonly reduce: "sum" | "prod" }> = {
  name: "scatter_reduced",
  gradFn: constantly("torch::autograd::NotImplemented"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["not implemented", "not implemented"],
  samples: [],
  shape: ([self]) => [self!],
  forward([self, source, index], { dim, reduce }) {
    const [x, y, places] = [self, source, index] as readonly [Tensor, Tensor, Tensor];
    const positions = scatterPositions(x.shape, { dim }, places);
    return [reduced(x, y, places.shape, positions, { dim, reduce, include_self: true })];
  },
  saves: () => [],
  vjp: underived,
  jvp: underived,
};

function underived(): never {
  throw errors.derivativeNotImplemented("scatter");
}

const scatterAddOp: Op<Along> = writing<Along>({
  name: "scatter_add",
  gradFn: "ScatterAddBackward0",
  clears: "ScatterBackward1",
  named: { reads: "GatherBackward0", writes: "ScatterAddBackward0" },
  samples: [
    sample(
      [
        [2, 3],
        [3, 3],
        [3, 3],
      ],
      { indices: { 2: 2 }, attributes: { dim: 0 } },
    ),
  ],
  positions: scatterPositions,
  adds: true,
});

const scatterValueOp: Op<Along> = writingNumber<Along>({
  name: "scatter_value",
  gradFn: "ScatterBackward1",
  clears: "ScatterBackward1",
  samples: [
    sample(
      [
        [2, 3],
        [2, 1],
      ],
      { indices: { 1: 3 }, attributes: { dim: 1 }, scalars: [0.7] },
    ),
  ],
  positions: scatterPositions,
  keepsInRows: true,
});
