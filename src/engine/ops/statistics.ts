import { float64 } from "../dtype.js";
import * as errors from "../errors.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels } from "../kernels/kernels.js";
import type { Shape } from "../shape.js";
import { heldAtTheEnds } from "../storage.js";
import { emptyTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { contraction } from "./contraction.js";
import { callIn, converting } from "./converting.js";
import { call } from "./dispatch.js";
import { normGradient, normTangent, type Norm } from "./normRules.js";
import { sample, type Op } from "./op.js";
import { everything, reducedShape, type Reduction } from "./reducing.js";

/** The p-norm: (Σ |x|^p)^(1/p); the greatest |x| for ∞, the least for −∞, the number of non-zeros for 0. */
export function vectorNorm(x: Tensor, reduction: Reduction, p: number, dtype = x.dtype): Tensor {
  return callIn(normOp, x, dtype, { ...reduction, p: orderOf(p) });
}

/** The same under the name that PyTorch's older function gives the backward node. */
export function olderNorm(x: Tensor, reduction: Reduction, p: number): Tensor {
  return call(olderNormOp, [x], { ...reduction, p: orderOf(p) });
}

/** The p-norm without history. */
export function plainNorm(x: Tensor, reduction: Reduction, p: number): Tensor {
  return normOp.forward([x], { ...reduction, p: orderOf(p) })[0]!;
}

/** log Σ exp(x). */
export function logSumExp(x: Tensor, reduction: Reduction): Tensor {
  return call(logSumExpOp, [x], reduction);
}

/** The ops of this family. */
export default class StatisticsOps {
  /** @internal */
  static get ops() {
    return { norm: normOp, older_norm: olderNormOp, logsumexp: logSumExpOp };
  }
}

function orderOf(p: number): Norm["p"] {
  return Math.abs(p) !== Infinity ? p : p > 0 ? "inf" : "-inf";
}

const normOp: Op<Norm> = normNamed("norm", "LinalgVectorNormBackward0");
const olderNormOp: Op<Norm> = normNamed("older_norm", "NormBackward1");

function normNamed(name: string, gradFn: string): Op<Norm> {
  const op = contraction<Norm>({
    name,
    gradFn: () => gradFn,
    formula: "sign(x)*(abs(x)/out)^(p-1)",
    samples: ([2, 1, 3, 1.5, "inf", "-inf", 0] as const).flatMap((p) => [
      sample([[2, 3]], { distinct: true, attributes: { ...everything, p } }),
      sample([[2, 3]], { distinct: true, attributes: { dims: [1], keepdim: false, p } }),
    ]),
    check(x, { p, dims }) {
      if (!x.dtype.is_floating_point) throw errors.normOfIntegers(x.dtype.label);
      if (x.numel() > 0 || (typeof p === "number" && !(p < 0))) return;
      if (dims === null) throw errors.normOfNothing(p);
      const empty = dims.find((dim) => x.shape[dim] === 0);
      if (empty !== undefined) throw errors.normOfNothing(p, empty);
    },
    forward(x, out, { p }) {
      switch (p) {
        case "inf":
          kernels.fold({ name: "norm_inf", start: 0, next: (best, value) => Math.max(best, Math.abs(value)) }, x, out);
          return;
        case "-inf":
          kernels.fold(
            { name: "norm_-inf", start: Infinity, next: (best, value) => Math.min(best, Math.abs(value)) },
            x,
            out,
          );
          return;
        default:
          finiteNorm(x, out, p);
      }
    },
    local: slopeOf,
  });
  return {
    ...converting(op),
    vjp: ([g], { x, out }, { attributes }) => {
      const shape = keptShape(x.shape, attributes);
      return [normGradient(g!.reshape(shape), x, out.reshape(shape), attributes)?.to(x.dtype) ?? null];
    },
    jvp([tangent], { x, out }, { attributes }) {
      if (!tangent) return [null];
      const { dtype } = attributes.p === 1 || attributes.p === 2 ? x : out;
      return [normTangent(tangent, x, out, attributes).to(dtype)];
    },
  };
}

function keptShape(shape: Shape, { dims }: Norm): Shape {
  return reducedShape(shape, { dims, keepdim: true });
}

/** d‖x‖/dx = sign(x)·(|x| / ‖x‖)^(p − 1) */
function slopeOf(x: Tensor, out: Tensor, { p, dims }: Norm): Tensor {
  if (p === 0) return x.mul(0);
  if (p === 1) return x.sign();
  if (typeof p === "string") {
    const hit = x.abs().eq(out).to(x.dtype);
    return x
      .sign()
      .mul(hit)
      .div(hit.sum(dims ?? x.shape.map((_, dim) => dim), true));
  }
  if (p === 2) return where(out.eq(0), zeroOf(x), x.div(out));
  const scale = whereNotZero(out, (divisor) => divisor.pow(1 - p));
  if (p > 2) return x.mul(x.abs().pow(p - 2)).mul(scale);
  const powers = x.abs().pow(p - 1);
  if (p > 1) return x.sign().mul(powers).mul(scale);
  return x
    .sign()
    .mul(powers.masked_fill(x.eq(0), 0))
    .mul(out.pow(1 - p));
}

/** A function of the elements that are not 0, and 0 for those that are: its derivatives are 0 there, not NaN. */
function whereNotZero(x: Tensor, f: (x: Tensor) => Tensor): Tensor {
  const zero = x.eq(0);
  return f(x.masked_fill(zero, 1)).masked_fill(zero, 0);
}

function finiteNorm(x: Tensor, out: Tensor, p: number): void {
  // A norm of one element is what that is without its sign.
  if (p !== 0 && x.numel() === out.numel()) {
    kernels.fold({ name: "norm_of_one", start: 0, next: (_, value) => Math.abs(value) }, x, out);
    return;
  }
  const powerOf = ((): ((value: number) => number) => {
    if (p === 0) return (value) => (value === 0 ? 0 : 1);
    if (p === 1) return Math.abs;
    return p === 2 ? (value) => value * value : (value) => Math.abs(value) ** p;
  })();
  const sums = emptyTensor(out.shape, float64);
  kernels.fold({ name: `norm_${p}`, start: 0, next: (total, value) => total + powerOf(value) }, x, sums);
  const root = p === 0 || p === 1 ? (sum: number) => sum : p === 2 ? Math.sqrt : (sum: number) => sum ** (1 / p);
  // PyTorch's sums are of the dtype itself, in which they may overflow, or be too small.
  kernels.map({ name: "root", of: (sum) => root(heldAtTheEnds(x.dtype, sum)) }, [sums], out);
}

const logSumExpReduction: Op<Reduction> = contraction<Reduction>({
  name: "logsumexp",
  gradFn: () => "LogsumexpBackward0",
  formula: "exp(x-out)",
  floating: true,
  samples: [
    sample([[2, 3]], { attributes: { dims: [1], keepdim: false } }),
    sample([[2, 3, 2]], { attributes: { dims: [0, 2], keepdim: true } }),
  ],
  forward(x, out) {
    const greatest = emptyTensor(out.shape, float64);
    kernels.fold({ name: "amax", start: -Infinity, next: Math.max }, x, greatest);
    // Infinite elements are not subtracted: ∞ − ∞ is NaN.
    kernels.map({ name: "finite", of: (a) => (Math.abs(a) === Infinity ? 0 : a) }, [greatest], greatest);
    const repeated = broadcastView(greatest, x.shape);
    const terms = emptyTensor(x.shape, float64);
    kernels.map({ name: "exp_sub", of: (a, b) => Math.exp(a - b) }, [x, repeated], terms);
    const sums = emptyTensor(out.shape, float64);
    kernels.sum(terms, sums);
    kernels.map({ name: "log_add", of: (sum, b) => Math.log(sum) + b }, [sums, greatest], out);
  },
  local: (x, out) => x.sub(out).exp(),
});

/** The tangent of log Σ exp, which PyTorch takes for that of softmax, too. */
export function logSumExpTangent(tangent: Tensor, x: Tensor, dims: readonly number[], keepdim: boolean): Tensor {
  const powers = (x.numel() > 0 ? x.sub(x.amax(dims, true)) : x).exp();
  return powers.mul(tangent).sum(dims, keepdim).div(powers.sum(dims, keepdim));
}

const logSumExpOp: Op<Reduction> = {
  ...logSumExpReduction,
  // Forward mode computes the powers anew, by which it is NaN beside infinity.
  jvp([tangent], { x }, { attributes: { dims, keepdim } }) {
    if (!tangent) return [null];
    return [logSumExpTangent(tangent, x, dims ?? x.shape.map((_, dim) => dim), keepdim)];
  },
};
