import type { AfterInput } from "./afterInput.js";
import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { DType, dtypeArgument } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { wrapDimension } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { logSoftmaxBackwardOp, softmaxBackwardOp, type Along } from "./softmaxBackward.js";
import { logSumExpTangent } from "./statistics.js";

/** Options of `softmax` and `log_softmax`. */
export interface SoftmaxOptions {
  /** The dimension whose elements sum up to 1. */
  readonly dim?: number | null;
  /** Converts the input first. */
  readonly dtype?: DType | null;
}

/**
 * exp(input) / Σ exp(input) along a dimension: it sums up to 1. Throws for integers, and for a dimension that is out of
 * range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
export function softmax(input: Tensor, dim: number, dtype?: DType | null | Pick<SoftmaxOptions, "dtype">): Tensor {
  const named = byName(softmax, "softmax(input, dim, dtype)", arguments);
  if (named !== null) return named.result;
  return alongDimension(softmaxOp, tensorArgument("softmax", "input", input), [dim, dtype]);
}

/**
 * log(softmax(input)) along a dimension, exact also where the softmax is nearly 0. Throws for integers, and for a
 * dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
 */
export function log_softmax(input: Tensor, dim: number, dtype?: DType | null | Pick<SoftmaxOptions, "dtype">): Tensor {
  const named = byName(log_softmax, "log_softmax(input, dim, dtype)", arguments);
  if (named !== null) return named.result;
  return alongDimension(logSoftmaxOp, tensorArgument("log_softmax", "input", input), [dim, dtype]);
}

/** Tensor methods and ops of this family. */
export default class SoftmaxMethods {
  /** @internal */
  static get ops() {
    return { softmax: softmaxOp, log_softmax: logSoftmaxOp };
  }

  /**
   * exp(x) / Σ exp(x) along a dimension: it sums up to 1. Throws for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
   */
  softmax(this: Tensor, ...rest: AfterInput<typeof softmax>): Tensor {
    return softmax(this, ...rest);
  }

  /**
   * log(softmax(x)) along a dimension, exact also where the softmax is nearly 0. Throws for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
   */
  log_softmax(this: Tensor, ...rest: AfterInput<typeof log_softmax>): Tensor {
    return log_softmax(this, ...rest);
  }
}

const samples = [sample([[2, 3]], { attributes: { dim: 1 } }), sample([[2, 3, 2]], { attributes: { dim: 1 } })];

const softmaxOp: Op<Along> = {
  name: "softmax",
  gradFn: constantly("SoftmaxBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["out * (g - sum(g*out, dim))"],
  samples,
  shape: ([shape]) => [shape!],
  forward([x], { dim }) {
    const out = floatingResult("softmax", x as Tensor, dim);
    kernels.softmax(x as Tensor, dim, out);
    return [out];
  },
  saves: () => ["out"],
  vjp: ([g], { out }, { attributes }) => [call(softmaxBackwardOp, [g!, out], attributes)],
  jvp: ([tangent], { x, out }, { attributes: { dim } }) => [
    tangent ? out.mul(tangent.sub(logSumExpTangent(tangent, x, [dim], true))) : null,
  ],
};

const logSoftmaxOp: Op<Along> = {
  name: "log_softmax",
  gradFn: constantly("LogSoftmaxBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["g - exp(out) * sum(g, dim)"],
  samples,
  shape: ([shape]) => [shape!],
  forward([x], { dim }) {
    const out = floatingResult("log_softmax", x as Tensor, dim);
    kernels.logSoftmax(x as Tensor, dim, out);
    return [out];
  },
  saves: () => ["out"],
  vjp: ([g], { out }, { attributes }) => [call(logSoftmaxBackwardOp, [g!, out], attributes)],
  jvp: ([tangent], { x }, { attributes: { dim } }) => [
    tangent ? tangent.sub(logSumExpTangent(tangent, x, [dim], true)) : null,
  ],
};

/** PyTorch has one kernel for the last dimension and another for the others; neither runs where there are no elements. */
function floatingResult(name: string, x: Tensor, dim: number): Tensor {
  if (!x.dtype.is_floating_point && x.numel() > 0) {
    const isLast = dim >= x.ndim - 1;
    throw notImplementedFor(`${name}${isLast ? "_lastdim" : ""}_kernel_impl`, x.dtype.label);
  }
  return emptyTensor(x.shape, x.dtype);
}

function alongDimension(op: Op<Along>, input: Tensor, args: readonly unknown[]): Tensor {
  const { dim, dtype: asked } = readArguments<SoftmaxOptions>(op.name, ["dim", "dtype"], args);
  const along = integerArgument(op.name, "dim", dim);
  const dtype = dtypeArgument(op.name, asked);
  const wrapped = wrapDimension(along, input.ndim);
  // A 0-d tensor is one row of one element, though its sum has no dimension to name.
  return call(op, [dtype ? input.to(dtype) : input], { dim: wrapped });
}
