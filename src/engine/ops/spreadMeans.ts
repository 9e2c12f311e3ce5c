import { byName } from "../callByName.js";
import { float64 } from "../dtype.js";
import { spreadMeanOfIntegers } from "../errors.js";
import type { Fold } from "../kernels/fold.js";
import { kernels } from "../kernels/kernels.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { callMany } from "./dispatch.js";
import { constantly, sample, type CallInfo, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { countOf, everything, reducedShape, spread, type Dimensions, type Reduction } from "./reducing.js";
import { spreadArguments, type SpreadOptions } from "./statisticFunctions.js";
import SpreadOps, { type Spread } from "./spreads.js";

/**
 * The standard deviation and the mean over all dimensions or those given; n − correction is the divisor. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.std_mean.html
 */
export function std_mean(
  input: Tensor,
  dim?: Dimensions | boolean | null | SpreadOptions,
  unbiased?: boolean | SpreadOptions,
  keepdim?: boolean | SpreadOptions,
): readonly [Tensor, Tensor];
export function std_mean(input: Tensor, ...rest: unknown[]): readonly [Tensor, Tensor] {
  const named = byName(
    std_mean,
    "std_mean(input, unbiased) | std_mean(input, dim, unbiased, keepdim) | std_mean(input, dim, *, correction, keepdim)",
    arguments,
  );
  if (named !== null) return named.result;
  return spreadAndMean("std_mean", input, rest);
}

/**
 * The variance and the mean over all dimensions or those given; n − correction is the divisor. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.var_mean.html
 */
export function var_mean(
  input: Tensor,
  dim?: Dimensions | boolean | null | SpreadOptions,
  unbiased?: boolean | SpreadOptions,
  keepdim?: boolean | SpreadOptions,
): readonly [Tensor, Tensor];
export function var_mean(input: Tensor, ...rest: unknown[]): readonly [Tensor, Tensor] {
  const named = byName(
    var_mean,
    "var_mean(input, unbiased) | var_mean(input, dim, unbiased, keepdim) | var_mean(input, dim, *, correction, keepdim)",
    arguments,
  );
  if (named !== null) return named.result;
  return spreadAndMean("var_mean", input, rest);
}

/** Tensor methods and ops of this family. */
export default class SpreadMeanOps {
  /** @internal */
  static get ops() {
    return ops;
  }
}

type Name = "std_mean" | "var_mean";

function spreadAndMean(name: Name, input: unknown, args: readonly unknown[]): readonly [Tensor, Tensor] {
  const x = tensorArgument(name, "input", input);
  const spread = spreadArguments(name, x, args, () => spreadMeanOfIntegers(name));
  return callMany(ops[name], [x], spread) as readonly [Tensor, Tensor];
}

/** Both results have one node, whose gradient is the sum of theirs. */
function together(name: Name, spreadOp: Op<Spread>, gradFn: string): Op<Spread> {
  return {
    name,
    gradFn: constantly(gradFn),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: [`${spreadOp.formulas[0]}; 1/n`],
    samples: [
      sample([[2, 3]], { attributes: { ...everything, correction: 1, isListEmpty: false } }),
      sample([[2, 3, 2]], { attributes: { dims: [0, 2], keepdim: true, correction: 0, isListEmpty: false } }),
    ],
    shape: ([shape], attributes) => [
      spreadOp.shape([shape!], attributes)[0]!,
      spreadOp.shape([shape!], attributes)[0]!,
    ],
    forward: (operands, attributes) => [
      spreadOp.forward(operands, attributes)[0]!,
      runningMean(operands[0] as Tensor, attributes),
    ],
    saves: (needed) => spreadOp.saves(needed),
    vjp([ofSpread, ofMean], saved, info) {
      const first = ofSpread ? spreadOp.vjp([ofSpread], saved, info, [true])[0]! : null;
      const count = countOf(info.shapeOf(0), info.attributes);
      const second = ofMean ? spread(ofMean, info as CallInfo<Reduction>).div(count) : null;
      return [first !== null && second !== null ? first.add(second) : (first ?? second)];
    },
    jvp([tangent], saved, info, [out]) {
      if (!tangent) return [null, null];
      const { dims, keepdim } = info.attributes;
      return [spreadOp.jvp([tangent], saved, info, [out!])[0]!, tangent.mean(dims, keepdim)];
    },
  };
}

/** PyTorch goes on from the mean of what came before, so that whatever follows an infinite element makes it NaN. */
const runningSum: Fold = {
  name: "running_sum",
  start: 0,
  next: (total, value) => (Math.abs(total) === Infinity ? NaN : total + value),
};

function runningMean(x: Tensor, reduction: Reduction): Tensor {
  const shape = reducedShape(x.shape, reduction);
  const sums = emptyTensor(reducedShape(x.shape, { ...reduction, keepdim: true }), float64);
  const means = emptyTensor(shape, x.dtype);
  const count = countOf(x.shape, reduction);
  kernels.fold(runningSum, x, sums);
  kernels.map(
    { name: "div", of: (sum) => sum / count },
    [{ storage: sums.storage, offset: 0, shape, strides: means.strides }],
    means,
  );
  return means;
}

const ops: { readonly [N in Name]: Op<Spread> } = {
  std_mean: together("std_mean", SpreadOps.ops.std, "StdMeanBackward0"),
  var_mean: together("var_mean", SpreadOps.ops.var, "VarMeanBackward0"),
};
