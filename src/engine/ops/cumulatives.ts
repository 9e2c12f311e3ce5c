import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { float32, int64, dtypeArgument } from "../dtype.js";
import { isRecording } from "../autograd/gradMode.js";
import { notImplementedFor } from "../errors.js";
import { allSlicesOf } from "../func/batchLevel.js";
import { forEachRow, rowsAlong } from "../kernels/alongDimension.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { wrapDimension } from "../shape.js";
import { emptyTensor, filledTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { productIn } from "./integerArithmetic.js";
import type { AfterInput } from "./afterInput.js";
import { where } from "./comparisons.js";
import { callIn, converting } from "./converting.js";
import type { Along } from "./choosing.js";
import { call } from "./dispatch.js";
import { stack } from "./indexing.js";
import { cat } from "./join.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { refuseRowsOfBools } from "./refusals.js";
import TotalMethods, { type CumsumOptions } from "./totals.js";

/**
 * The products of each element along a dimension and all before it. Integers and bools are multiplied as int64. Throws for a
 * dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html
 */
export function cumprod(input: Tensor, dim: number, options?: CumsumOptions): Tensor;
export function cumprod(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cumprod, "cumprod(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("cumprod", "input", input);
  const { dim, dtype } = readArguments<CumsumOptions>("cumprod", ["dim", "dtype"], args);
  const wanted = integerArgument("cumprod", "dim", dim);
  const chosen = dtypeArgument("cumprod", dtype) ?? (x.dtype.is_floating_point ? x.dtype : int64);
  const along = wrapDimension(wanted, x.ndim);
  refuseRowsOfBools("cumprod", x, chosen);
  return callIn(productOp, x, chosen, { dim: along });
}

/**
 * log Σ exp of each element along a dimension and all before it, computed so that it does not overflow. Throws for integers and
 * for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html
 */
export function logcumsumexp(input: Tensor, dim: number): Tensor {
  const named = byName(logcumsumexp, "logcumsumexp(input, dim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("logcumsumexp", "input", input);
  const along = wrapDimension(integerArgument("logcumsumexp", "dim", dim), x.ndim);
  if (!x.dtype.is_floating_point) throw notImplementedFor("logcumsumexp_out_cpu", x.dtype.label);
  return call(logSumExpOp, [x], { dim: along });
}

/** Tensor methods and ops of this family. */
export default class CumulativeMethods {
  /** @internal */
  static get ops() {
    return { cumprod: productOp, logcumsumexp: logSumExpOp };
  }

  /**
   * The products of each element along a dimension and all before it. Throws for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html
   */
  cumprod(this: Tensor, ...args: AfterInput<typeof cumprod>): Tensor {
    return cumprod(this, ...args);
  }

  /**
   * log Σ exp of each element along a dimension and all before it, computed so that it does not overflow. Throws for
   * integers and for a dimension that is out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html
   */
  logcumsumexp(this: Tensor, ...args: AfterInput<typeof logcumsumexp>): Tensor {
    return logcumsumexp(this, ...args);
  }
}

/** Each element of a row from itself and what came of those before it. */
function scanned(x: Tensor, dim: number, start: number, next: (total: number, value: number) => number): Tensor {
  const out = emptyTensor(x.shape, x.dtype);
  const [numbers, results] = [denseNumbers(x), new Float64Array(x.numel())];
  const rows = rowsAlong(x.shape, dim);
  if (results.length > 0) {
    forEachRow(rows, (first) => {
      let total = start;
      for (let k = 0, i = first; k < rows.size; k++, i += rows.inner) results[i] = total = next(total, numbers[i]!);
    });
  }
  writeNumbers(out, results);
  return out;
}

/** The sums of each element and all before it, or all after it. */
function summed(x: Tensor, dim: number, from: "start" | "end"): Tensor {
  return call(TotalMethods.ops.cumsum, [x], { dim, from });
}

const productOp: Op<Along> = converting<Along>(
  {
    name: "cumprod",
    gradFn: constantly("CumprodBackward0"),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: ["out/x"],
    samples: [sample([[2, 3]], { attributes: { dim: 1 } }), sample([[3, 2]], { low: 0, attributes: { dim: 0 } })],
    shape: ([shape]) => [shape!],
    forward: ([x], { dim }) => [scanned(x as Tensor, dim, 1, productIn((x as Tensor).dtype))],
    saves: () => ["x", "out"],
    vjp([g], { x, out }, { attributes: { dim } }) {
      if (x.numel() === 0 || (x.shape[dim] ?? 1) === 1) return [g!];
      if (!hasZero(x)) return [summed(g!.mul(out), dim, "end").div(x)];
      if (!isRecording()) return [besideZeros(g!, x, out, dim)];
      const size = x.shape[dim]!;
      const parts = Array.from({ length: size }, (_, i) => {
        const before = i === 0 ? filledTensor(x.shape.with(dim, 1), 1, x.dtype) : x.narrow(dim, 0, i).prod(dim, true);
        const later = before.mul(cumprod(x.narrow(dim, i + 1, size - i - 1), dim));
        const others = cat([before, later], dim);
        return g!
          .narrow(dim, i, size - i)
          .mul(others)
          .sum(dim);
      });
      return [stack(parts, dim)];
    },
    jvp([tangent], { x, out }, { attributes: { dim } }) {
      if (!tangent || x.numel() === 0) return [tangent ?? null];
      const general = summed(tangent.div(x), dim, "start").mul(out);
      if (!hasZero(x)) return [general];
      const isZero = x.eq(0);
      const zeros = isZero.cumsum(dim);
      // From a row's first zero on only the tangent of that zero counts, times all other factors.
      const others = where(isZero.mul(zeros.eq(1)), tangent, x);
      return [where(zeros.gt(0), cumprod(others, dim), general)];
    },
  },
  "operand",
  "operand",
);

/**
 * The gradient of products with zeros among their factors, as PyTorch has it where it is not to be differentiated: before a
 * row's first zero what lies from there on counts for nothing, and so does what lies behind it.
 */
function besideZeros(g: Tensor, x: Tensor, out: Tensor, dim: number): Tensor {
  const isZero = x.eq(0);
  const zeros = isZero.cumsum(dim);
  const isBefore = zeros.eq(0);
  const isFirst = isZero.mul(zeros.eq(1));
  const ofBefore = summed(g.mul(out).masked_fill(isBefore.logical_not(), 0), dim, "end").div(x);
  const between = cumprod(x.masked_fill(zeros.ne(1).logical_or(isFirst), 1), dim);
  const ofFirst = between.mul(g.masked_fill(zeros.ne(1), 0)).sum(dim, true);
  // Of the result, which may be of another dtype.
  const before = cat([filledTensor(x.shape.with(dim, 1), 1, out.dtype), out.narrow(dim, 0, x.shape[dim]! - 1)], dim);
  const nothing = zeroOf(x);
  return where(isBefore, ofBefore, where(isFirst, ofFirst.mul(before), nothing));
}

function hasZero(x: Tensor): boolean {
  return denseNumbers(allSlicesOf(x)).some((value) => value === 0);
}

const logSumExpOp: Op<Along> = {
  name: "logcumsumexp",
  gradFn: constantly("LogcumsumexpBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["exp(x-out)"],
  samples: [sample([[2, 3]], { attributes: { dim: 1 } }), sample([[3, 2]], { attributes: { dim: 0 } })],
  shape: ([shape]) => [shape!],
  forward: ([x], { dim }) => [scanned(x as Tensor, dim, -Infinity, logOfSum)],
  saves: () => ["x", "out"],
  vjp([g], { x, out }, { attributes: { dim } }) {
    if (x.ndim === 0 || x.numel() === 0) return [g!];
    // Σ g·exp(x[i] − out[k]) over k from i on, of the positive g and of the negative ones, by logarithms so that nothing overflows.
    const gradient = g!;
    const logarithms = gradient.abs().log();
    const least = filledTensor(
      [],
      gradient.dtype === float32 ? -3.4028234663852886e38 : -Number.MAX_VALUE,
      gradient.dtype,
    );
    const ofThose = (chosen: Tensor): Tensor =>
      fromTheEnd(where(chosen, logarithms, least).sub(out), dim)
        .add(x)
        .exp();
    return [ofThose(gradient.gt(0)).sub(ofThose(gradient.lt(0)))];
  },
  jvp([tangent], { x }, { attributes: { dim } }) {
    if (!tangent || x.ndim === 0) return [tangent ?? null];
    // As PyTorch does it, relative to the greatest element of all: what is far less than that has a tangent of 0.
    const powers = x.sub(x.max(dim, true).values).exp();
    return [powers.mul(tangent).cumsum(dim).div(powers.cumsum(dim).add(1e-13))];
  },
};

/** log(exp(a) + exp(b)). */
function logOfSum(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  const [least, greatest] = a < b ? [a, b] : [b, a];
  return least === greatest && !Number.isFinite(least) ? greatest : Math.log1p(Math.exp(least - greatest)) + greatest;
}

function fromTheEnd(x: Tensor, dim: number): Tensor {
  return logcumsumexp(x.flip(dim), dim).flip(dim);
}
