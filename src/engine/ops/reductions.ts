import { isOptions } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { DType, int64, dtypeArgument } from "../dtype.js";
import { meanInIntegers, meanOfIntegers } from "../errors.js";
import { over } from "../kernels/elementFunctions.js";
import { kernels } from "../kernels/kernels.js";
import { contiguousStrides } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { callIn, converting } from "./converting.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import {
  countOf,
  everything,
  givenReduction,
  reducedShape,
  reductionOf,
  spread,
  type Dimensions,
  type Reduction,
  type ReductionOptions,
} from "./reducing.js";
import { quotientByNumber } from "./byNumber.js";

export interface SumOptions extends ReductionOptions {
  /** What the elements are converted to first. */
  readonly dtype?: DType | null;
}

/**
 * The sum over all dimensions, or over those given. Integers and bools are summed as int64. Throws for a dimension that
 * is out of range or named twice.
 * https://docs.pytorch.org/docs/stable/generated/torch.sum.html
 */
export function sum(
  input: Tensor,
  dim?: Dimensions | null | SumOptions,
  keepdim?: boolean | SumOptions,
  options?: Pick<SumOptions, "dtype">,
): Tensor;
export function sum(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(sum, "sum(input, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return summed(tensorArgument("sum", "input", input), args);
}

/**
 * The mean over all dimensions, or over those given. Throws for integers and bools, and for a dimension that is out of
 * range or named twice.
 * https://docs.pytorch.org/docs/stable/generated/torch.mean.html
 */
export function mean(
  input: Tensor,
  dim?: Dimensions | null | SumOptions,
  keepdim?: boolean | SumOptions,
  options?: Pick<SumOptions, "dtype">,
): Tensor;
export function mean(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(mean, "mean(input, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return averaged(tensorArgument("mean", "input", input), args);
}

/** Tensor methods and ops of this family. */
export default class ReductionMethods {
  /** @internal */
  static get ops() {
    return { sum: sumOp, mean: meanOp };
  }

  /**
   * The sum over all dimensions, or over those given: `x.sum()`, `x.sum(0, true)`, `x.sum({ dim: 0, keepdim: true })`.
   * Integers and bools are summed as int64. Throws for a dimension that is out of range or named twice.
   * https://docs.pytorch.org/docs/stable/generated/torch.sum.html
   */
  sum(
    this: Tensor,
    dim?: Dimensions | null | SumOptions,
    keepdim?: boolean | SumOptions,
    options?: Pick<SumOptions, "dtype">,
  ): Tensor;
  sum(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "sum(dim, keepdim, *, dtype)", arguments);
    if (named !== null) return named.result;
    return summed(this, args);
  }

  /**
   * The mean over all dimensions, or over those given. Throws for integers and bools, and for a dimension that is out of
   * range or named twice.
   * https://docs.pytorch.org/docs/stable/generated/torch.mean.html
   */
  mean(
    this: Tensor,
    dim?: Dimensions | null | SumOptions,
    keepdim?: boolean | SumOptions,
    options?: Pick<SumOptions, "dtype">,
  ): Tensor;
  mean(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "mean(dim, keepdim, *, dtype)", arguments);
    if (named !== null) return named.result;
    return averaged(this, args);
  }
}

function summed(x: Tensor, args: readonly unknown[]): Tensor {
  const { dtype, rest } = withoutDtype("sum", args);
  const reduction = reductionOf("sum", x, rest);
  return dtype === null ? call(sumOp, [x], reduction) : callIn(sumOp, x, dtype, reduction).to(dtype);
}

function averaged(x: Tensor, args: readonly unknown[]): Tensor {
  const { dtype, rest } = withoutDtype("mean", args);
  givenReduction("mean", rest);
  if (dtype !== null && !dtype.is_floating_point) throw meanInIntegers(dtype.label);
  const chosen = dtype ?? x.dtype;
  if (!chosen.is_floating_point) throw meanOfIntegers(chosen.label);
  return callIn(meanOp, x, chosen, reductionOf("mean", x, rest));
}

/** Takes the dtype from the options that all reductions have. */
function withoutDtype(op: string, args: readonly unknown[]) {
  const last = args.at(-1);
  if (!isOptions(last) || !("dtype" in last)) return { dtype: null, rest: args };
  const { dtype, ...options } = last;
  const rest = [...args.slice(0, -1), ...(Object.keys(options).length === 0 ? [] : [options])];
  givenReduction(op, rest);
  return { dtype: dtypeArgument(op, dtype), rest };
}

const samples = [
  sample([[2, 3]], { attributes: everything }),
  sample([[2, 3]], { attributes: { dims: [0], keepdim: false } }),
  sample([[2, 3]], { attributes: { dims: [1], keepdim: true } }),
  sample([[2, 3, 2]], { attributes: { dims: [0, 2], keepdim: false } }),
];

const sumOp: Op<Reduction> = converting(
  linear<Reduction>({
    name: "sum",
    gradFn: ({ dims }) => (dims === null ? "SumBackward0" : "SumBackward1"),
    samples,
    shape: reducedShape,
    forward: (x, reduction) => total(x, reduction),
    transpose: spread,
  }),
);

const meanOp: Op<Reduction> = converting(
  linear<Reduction>({
    name: "mean",
    gradFn: ({ dims }) => (dims === null ? "MeanBackward0" : "MeanBackward1"),
    formula: "1/n",
    samples,
    shape: reducedShape,
    forward(x, reduction) {
      const sums = total(x, reduction);
      kernels.map({ name: "div", of: over }, [sums, countOf(x.shape, reduction)], sums);
      return sums;
    },
    transpose: (g, info) => quotientByNumber(spread(g, info), countOf(info.shapeOf(0), info.attributes)),
  }),
);

function total(x: Tensor, reduction: Reduction): Tensor {
  const kept = reducedShape(x.shape, { ...reduction, keepdim: true });
  const sums = emptyTensor(kept, x.dtype.is_floating_point ? x.dtype : int64);
  kernels.sum(x, sums);
  if (reduction.keepdim) return sums;
  const shape = reducedShape(x.shape, reduction);
  return newTensor(sums.storage, { offset: 0, shape, strides: contiguousStrides(shape) }, sums.dtype);
}
