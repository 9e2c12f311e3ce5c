import { integerArgument, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels } from "../kernels/kernels.js";
import { wrapDimension } from "../shape.js";
import { roundTo } from "../storage.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { inPlace } from "./inPlace.js";
import { constantly, sample, type Op } from "./op.js";
import { normGradient, normTangent } from "./normRules.js";
import { numberArgument, tensorArgument } from "./operands.js";
import type { Reduction } from "./reducing.js";
import { plainNorm, vectorNorm } from "./statistics.js";
import { aside, checkRun, type Run } from "./writing.js";

type RenormArguments = { readonly p: number; readonly dim: number; readonly maxnorm: number };

/**
 * The tensor with each slice along dim whose p-norm is above maxnorm scaled to that. Throws for fewer than two dimensions, a p that
 * is not positive, a negative maxnorm, and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.renorm.html
 */
export function renorm(input: Tensor, p: number, dim: number, maxnorm: number): Tensor {
  const named = byName(renorm, "renorm(input, p, dim, maxnorm)", arguments);
  if (named !== null) return named.result;
  return renormed(aside, "renorm", input, [p, dim, maxnorm]);
}

/** Tensor methods and ops of this family. */
export default class RenormMethods {
  /** @internal */
  static get ops() {
    return { renorm: renormOp };
  }

  /**
   * This tensor with each slice along dim whose p-norm is above maxnorm scaled to that.
   * https://docs.pytorch.org/docs/stable/generated/torch.renorm.html
   */
  renorm(this: Tensor, p: number, dim: number, maxnorm: number): Tensor {
    const named = methodByName(this, "renorm(p, dim, maxnorm)", arguments);
    if (named !== null) return named.result;
    return renormed(aside, "renorm", this, [p, dim, maxnorm]);
  }

  /** `renorm` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.renorm_.html */
  renorm_(this: Tensor, p: number, dim: number, maxnorm: number): Tensor {
    const named = methodByName(this, "renorm_(p, dim, maxnorm)", arguments);
    if (named !== null) return named.result;
    return renormed(inPlace, "renorm_", this, [p, dim, maxnorm]);
  }
}

function renormed(run: Run, name: string, input: unknown, args: readonly unknown[]): Tensor {
  const x = tensorArgument(name, "input", input);
  const given = readArguments<RenormArguments>(name, ["p", "dim", "maxnorm"], args);
  const p = numberArgument(name, "p", given.p);
  const dim = integerArgument(name, "dim", given.dim);
  const maxnorm = numberArgument(name, "maxnorm", given.maxnorm);
  checkRun(run, x);
  if (!(p > 0)) throw errors.renormOrder();
  if (!(maxnorm >= 0)) throw errors.renormMaximum(maxnorm);
  if (x.ndim < 2) throw errors.renormRank(x.ndim);
  const along = wrapDimension(dim, x.ndim);
  if (!x.dtype.is_floating_point) throw errors.normOfIntegers(x.dtype.label);
  return run(renormOp, x, [], { p: p === Infinity ? "inf" : p, dim: along, maxnorm });
}

/** JSON has no infinity, so that one order is a word. */
type Renorm = { readonly p: number | "inf"; readonly dim: number; readonly maxnorm: number };

const renormOp: Op<Renorm> = {
  name: "renorm",
  gradFn: constantly("RenormBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["g*f + sum(g*x)*df/dx"],
  samples: ([2, 1, 3, "inf"] as const).map((p) =>
    sample([[2, 3]], { distinct: true, attributes: { p, dim: 0, maxnorm: 1 } }),
  ),
  shape: ([shape]) => [shape!],
  forward([operand], { p, dim, maxnorm }) {
    const x = operand as Tensor;
    const norms = plainNorm(x, slicesOf(x, dim), orderOf(p));
    const out = emptyTensor(x.shape, x.dtype);
    const rounded = (value: number): number => roundTo(x.dtype, value);
    const of = (value: number, norm: number): number =>
      norm > maxnorm ? value * rounded(maxnorm / rounded(norm + 1e-7)) : value;
    kernels.map({ name: "renorm", of }, [x, broadcastView(norms, x.shape)], out);
    return [out];
  },
  saves: () => ["x"],
  vjp([g], { x }, { attributes }) {
    const { reduction, norm, inverse } = partsOf(x, attributes);
    // The factor f = maxnorm / (‖x‖ + 1e-7) changes by −f / (‖x‖ + 1e-7) with the norm.
    const ofNorm = normGradient(x.mul(g!).sum(reduction.dims, true), x, norm, reduction)!;
    const above = inverse.mul(attributes.maxnorm).mul(g!.sub(inverse.mul(ofNorm)));
    return [where(norm.gt(attributes.maxnorm), above, g!)];
  },
  jvp([t], { x }, { attributes }) {
    const { reduction, norm, inverse } = partsOf(x, attributes);
    const change = normTangent(t!, x, norm, reduction).mul(inverse).mul(x);
    const above = inverse.mul(attributes.maxnorm).mul(t!.sub(change));
    return [where(norm.gt(attributes.maxnorm), above, t!)];
  },
};

/** The norms of the slices, and what each slice is multiplied by but for the factor maxnorm. */
function partsOf(x: Tensor, { p, dim }: Renorm) {
  const reduction = { ...slicesOf(x, dim), p };
  const norm = vectorNorm(x, reduction, orderOf(p));
  return { reduction, norm, inverse: norm.add(1e-7).reciprocal() };
}

/** All dimensions but one. */
function slicesOf(x: Tensor, dim: number): Reduction & { readonly dims: readonly number[] } {
  return { dims: x.shape.map((_, i) => i).filter((i) => i !== dim), keepdim: true };
}

function orderOf(p: Renorm["p"]): number {
  return p === "inf" ? Infinity : p;
}
