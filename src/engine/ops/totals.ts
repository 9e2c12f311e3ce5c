import type { AfterInput } from "./afterInput.js";
import { flagArgument, integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { DType, int64, dtypeArgument } from "../dtype.js";
import { wrongArgument } from "../errors.js";
import { isRecording } from "../autograd/gradMode.js";
import { allSlicesOf } from "../func/batchLevel.js";
import { kernels } from "../kernels/kernels.js";
import { wrapDimension } from "../shape.js";
import { contiguousZeros, emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { contraction } from "./contraction.js";
import { callIn, converting } from "./converting.js";
import { call } from "./dispatch.js";
import { cumprod } from "./cumulatives.js";
import { productIn } from "./integerArithmetic.js";
import { cat } from "./join.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { everything, type Reduction } from "./reducing.js";
import { refuseRowsOfBools } from "./refusals.js";

export interface ProdOptions {
  /** The dimension to reduce; all of them if absent. */
  readonly dim?: number | null;
  /** Whether the dimension stays, with size 1; false unless given. */
  readonly keepdim?: boolean;
  /** Converts the input first. */
  readonly dtype?: DType | null;
}

export interface CumsumOptions {
  /** The dimension along which to sum. */
  readonly dim?: number;
  /** Converts the input first. */
  readonly dtype?: DType | null;
}

/**
 * The product over all dimensions, or over one. Integers and bools are multiplied as int64. Throws for a dimension that
 * is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.prod.html
 */
export function prod(input: Tensor, dim?: number | null | ProdOptions, keepdim?: boolean | ProdOptions): Tensor;
export function prod(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(prod, "prod(input, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("prod", "input", input);
  const given = readArguments<ProdOptions>("prod", ["dim", "keepdim", "dtype"], args);
  const { dim = null, keepdim, dtype } = given;
  if (given.dim === null || (dim === null && keepdim !== undefined)) throw wrongArgument("prod", "dim", "int", null);
  const chosen = dtypeOfSum("prod", x, dtype);
  if (dim === null) return callIn(prodOp, x, chosen, everything);
  const along = integerArgument("prod", "dim", dim);
  const isKept = flagArgument("prod", "keepdim", keepdim, false);
  const wrapped = wrapDimension(along, x.ndim);
  const dims = x.ndim === 0 ? [] : [wrapped];
  return callIn(prodOp, x, chosen, { dims, keepdim: isKept });
}

/**
 * The sums of each element along a dimension and all before it. Integers and bools are summed as int64. Throws for a
 * dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html
 */
export function cumsum(input: Tensor, dim: number, options?: CumsumOptions): Tensor {
  const named = byName(cumsum, "cumsum(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("cumsum", "input", input);
  const given = readArguments<CumsumOptions>(
    "cumsum",
    ["dim", "dtype"],
    options === undefined ? [dim] : [dim, options],
  );
  const wanted = integerArgument("cumsum", "dim", given.dim);
  const chosen = dtypeOfSum("cumsum", x, given.dtype);
  const along = wrapDimension(wanted, x.ndim);
  refuseRowsOfBools("cumsum", x, chosen);
  return callIn(cumsumOp, x, chosen, { dim: along, from: "start" });
}

/** Tensor methods and ops of this family. */
export default class TotalMethods {
  /** @internal */
  static get ops() {
    return { prod: prodOp, cumsum: cumsumOp };
  }

  /**
   * The product over all dimensions, or over one. Integers and bools are multiplied as int64.
   * https://docs.pytorch.org/docs/stable/generated/torch.prod.html
   */
  prod(this: Tensor, ...rest: AfterInput<typeof prod>): Tensor {
    return prod(this, ...rest);
  }

  /**
   * The sums of each element along a dimension and all before it. Integers and bools are summed as int64.
   * https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html
   */
  cumsum(this: Tensor, ...rest: AfterInput<typeof cumsum>): Tensor {
    return cumsum(this, ...rest);
  }
}

const prodOp: Op<Reduction> = converting(
  contraction<Reduction>({
    name: "prod",
    gradFn: ({ dims }) => (dims === null ? "ProdBackward0" : "ProdBackward1"),
    formula: "out/x",
    samples: [
      sample([[2, 3]], { attributes: everything }),
      sample([[2, 3]], { attributes: { dims: [1], keepdim: true } }),
    ],
    forward(x, out) {
      kernels.fold({ name: "prod", start: 1, next: productIn(x.dtype) }, x, out);
    },
    local: productSlope,
    gradient(g, x, out, attributes) {
      // Unless it is to be differentiated, PyTorch does not multiply by zeros where there are several.
      const isNothing = attributes.dims === null && !isRecording() && zerosIn(x) > 1;
      return isNothing ? contiguousZeros(x) : g.mul(productSlope(x, out, attributes));
    },
  }),
  "result",
  "operand",
);

function productSlope(x: Tensor, out: Tensor, { dims }: Reduction): Tensor {
  if (x.ndim === 0) return filledTensor([], 1, x.dtype);
  if (zerosIn(x) === 0) return out.div(x);
  return dims === null ? productOfOthers(x.flatten(), 0).view(x.shape) : productOfOthers(x, dims[0]!);
}

function zerosIn(x: Tensor): number {
  return Number(allSlicesOf(x.detach().eq(0)).sum().item());
}

/** For each element the product of the others along a dimension: right, and differentiable, beside zeros too. */
function productOfOthers(x: Tensor, dim: number): Tensor {
  const size = x.shape[dim]!;
  const one = filledTensor(x.shape.with(dim, 1), 1, x.dtype);
  if (size <= 1) return one.expand(x.shape);
  const before = cumprod(cat([one, x.narrow(dim, 0, size - 1)], dim), dim);
  const after = cumprod(cat([one, x.narrow(dim, 1, size - 1).flip(dim)], dim), dim).flip(dim);
  return before.mul(after);
}

type Cumulative = { readonly dim: number; readonly from: "start" | "end" };

const cumsumOp: Op<Cumulative> = converting(
  linear<Cumulative>({
    name: "cumsum",
    // PyTorch has flips before and behind the sums from the end.
    gradFn: ({ from }) => (from === "end" ? "FlipBackward0" : "CumsumBackward0"),
    samples: [
      sample([[2, 3]], { attributes: { dim: 1, from: "start" } }),
      sample([[2, 3]], { attributes: { dim: 0, from: "end" } }),
    ],
    shape: (shape) => shape,
    forward(x, { dim, from }) {
      const out = emptyTensor(x.shape, x.dtype);
      kernels.cumulativeSum(x, dim, from, out);
      return out;
    },
    transpose: (g, { attributes: { dim, from } }) =>
      call(cumsumOp, [g], { dim, from: from === "start" ? "end" : "start" }),
  }),
);

/** The dtype asked for, else int64 for integers and bools. */
function dtypeOfSum(op: string, x: Tensor, dtype: unknown): DType {
  return dtypeArgument(op, dtype) ?? (x.dtype.is_floating_point ? x.dtype : int64);
}
