import { booleanArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { no_grad } from "../../autograd/gradMode.js";
import { warnMeanOfDivergences } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { productByNumber, sumWithNumber } from "../../ops/byNumber.js";
import { tensorArgument } from "../../ops/operands.js";
import { xlogy } from "../../ops/logarithms.js";
import { filledTensor, isTensor } from "../../tensorFactory.js";
import type { Reduction } from "../../ops/classLosses.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments } from "./givenArguments.js";
import { composedReduction, reducedLosses, reductionArgument, type ReductionOption } from "./reduction.js";
import { allSlicesOf } from "../../func/batchLevel.js";

export interface KlDivOptions {
  /** "batchmean" divides the sum by the size of the first dimension; "mean" unless given. */
  readonly reduction?: Reduction | "batchmean";
  /** Whether target holds logarithms, too; false unless given. */
  readonly log_target?: boolean;
}

/**
 * Kullback and Leibler's divergence target·(log(target) − input) of log probabilities from probabilities, element by
 * element. The shapes are broadcast; by default the mean. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
 */
export function kl_div(input: Tensor, target: Tensor, options?: KlDivOptions): Tensor {
  const named = byName(kl_div, "kl_div(input, target, *, reduction, log_target)", arguments);
  if (named !== null) return named.result;
  const given = givenArguments("kl_div", ["reduction", "log_target"], [options]);
  const byBatch = given.value("reduction") === "batchmean";
  const reduction = byBatch ? "sum" : reductionArgument(given.value("reduction"));
  const [x, y] = [tensorArgument("kl_div", "input", input), tensorArgument("kl_div", "target", target)];
  const logTarget = given.flag("log_target", false);
  if (reduction === "mean") warnMeanOfDivergences();
  if (!x.dtype.is_floating_point || !y.dtype.is_floating_point) throw about(errors.integralDivergence(), x, y);
  const losses = logTarget ? y.exp().mul(y.sub(x)) : difference(() => xlogy(y, y), y.mul(x));
  const loss = reducedLosses(losses, reduction);
  return byBatch && x.ndim > 0 ? loss.div(x.shape[0]!) : loss;
}

/** In C++ what is subtracted is computed first, and has its turn in backward last. */
function difference(from: () => Tensor, subtracted: Tensor): Tensor {
  return from().sub(subtracted);
}

export interface PoissonNllOptions extends ReductionOption {
  /** Whether input is the logarithm of the rate; true unless given. */
  readonly log_input?: boolean;
  /** Whether Stirling's approximation of log(target!) is added; false unless given. */
  readonly full?: boolean;
  /** Is added to the rate before its logarithm is taken; 1e-8 unless given. */
  readonly eps?: number;
}

/**
 * The negative log likelihood of counts for Poisson's distribution: exp(input) − target·input, or input −
 * target·log(input + eps) without log_input. The shapes are broadcast; by default the mean.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.poisson_nll_loss.html
 */
export function poisson_nll_loss(
  input: Tensor,
  target: Tensor,
  log_input?: boolean | PoissonNllOptions,
  full?: boolean | PoissonNllOptions,
  options?: PoissonNllOptions,
): Tensor {
  const named = byName(
    poisson_nll_loss,
    "poisson_nll_loss(input, target, log_input, full, *, eps, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "poisson_nll_loss";
  const given = givenArguments(op, ["log_input", "full", "eps", "reduction"], [log_input, full, options]);
  const reduction = composedReduction(op, given.value("reduction"), errors.unknownReduction);
  const [x, counts] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const eps = given.float("eps", 1e-8);
  const [isLogarithm, isFull] = [given.flag("log_input", true), given.flag("full", false)];
  const losses = isLogarithm
    ? difference(() => x.exp(), counts.mul(x))
    : x.sub(counts.mul(sumWithNumber(x, eps).log()));
  if (!isFull) return reducedLosses(losses, reduction);
  const logarithm = productByNumber(productByNumber(counts, 2 * Math.PI).log(), 0.5);
  const stirling = counts.mul(counts.log()).sub(counts).add(logarithm);
  return reducedLosses(losses.add(stirling.masked_fill(counts.le(1), 0)), reduction);
}

export interface GaussianNllOptions extends ReductionOption {
  /** Whether the constant log(2π)/2 is added; false unless given. */
  readonly full?: boolean;
  /** The least variance; 1e-6 unless given. */
  readonly eps?: number;
}

/**
 * The negative log likelihood of targets for normal distributions: (log(var) + (input − target)²/var)/2. var is a number, or
 * has input's shape, without its last dimension or with size 1 in one. By default the mean. Throws for negative variances.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html
 */
export function gaussian_nll_loss(
  input: Tensor,
  target: Tensor,
  variance: Tensor | number,
  full?: boolean | GaussianNllOptions,
  eps?: number | GaussianNllOptions,
  reduction?: Reduction | GaussianNllOptions,
): Tensor;
export function gaussian_nll_loss(
  input: Tensor,
  target: Tensor,
  variance: Tensor | number,
  ...args: unknown[]
): Tensor {
  const named = byName(gaussian_nll_loss, "gaussian_nll_loss(input, target, var, full, eps, reduction)", arguments);
  if (named !== null) return named.result;
  const op = "gaussian_nll_loss";
  const given = givenArguments(op, ["full", "eps", "reduction"], args);
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const spread = varianceOf(x, variance);
  const reduction = composedReduction(op, given.value("reduction"));
  const least = given.float("eps", 1e-6);
  const clamped = spread.clone();
  // The gradient passes where the variance is below the least one, too.
  no_grad(() => clamped.clamp_(least));
  const losses = clamped.log().add(x.sub(y).pow(2).div(clamped)).mul(0.5);
  const constant = booleanArgument(op, "full", given.value("full"), false);
  return reducedLosses(constant ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses, reduction);
}

function varianceOf(x: Tensor, variance: unknown): Tensor {
  if (!isTensor(variance)) {
    if (typeof variance !== "number") return tensorArgument("gaussian_nll_loss", "var", variance);
    if (variance < 0) throw errors.negativeVariance();
    return filledTensor(x.shape, variance, x.dtype);
  }
  if (elements(allSlicesOf(variance)).some((value) => value < 0)) throw about(errors.negativeVariance(), variance);
  const { shape } = variance;
  if (x.ndim === shape.length && x.shape.every((size, dim) => size === shape[dim])) return variance;
  if (x.ndim === shape.length + 1 && shape.every((size, dim) => size === x.shape[dim])) return variance.unsqueeze(-1);
  const others = shape.filter((size, dim) => size !== x.shape[dim]);
  if (x.ndim === shape.length && others.reduce((total, size) => total + size, 0) === 1) return variance;
  throw about(errors.varianceSize(), variance);
}
