import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { warnTargetSize } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import type { Reduction } from "../../ops/classLosses.js";
import { call, refuseOutdated } from "../../ops/dispatch.js";
import { floatArgument, tensorArgument } from "../../ops/operands.js";
import PointwiseLossOps from "../../ops/pointwiseLosses.js";
import { broadcastShapes, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { optionalTensor } from "./optionalTensor.js";
import { reducedLosses, reductionArgument, type ReductionOption } from "./reduction.js";

export interface RegressionLossOptions extends ReductionOption {
  /** Multiplies the losses of single elements; the mean then divides by its sum. */
  readonly weight?: Tensor | null;
}

/**
 * The squared differences, by default their mean. Warns if target is of another size than input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
 */
export function mse_loss(input: Tensor, target: Tensor, options?: RegressionLossOptions): Tensor {
  const named = byName(mse_loss, "mse_loss(input, target, *, reduction, weight)", arguments);
  if (named !== null) return named.result;
  const { x, y, reduction, weight } = regressionArguments("mse_loss", input, target, ["reduction", "weight"], options);
  if (weight === null) return call(PointwiseLossOps.ops.mse_loss, [x, y], { reduction });
  return byWeights(x.sub(y).pow(2), weight, reduction);
}

/**
 * The absolute differences, by default their mean. Warns if target is of another size than input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
 */
export function l1_loss(input: Tensor, target: Tensor, options?: RegressionLossOptions): Tensor {
  const named = byName(l1_loss, "l1_loss(input, target, *, reduction, weight)", arguments);
  if (named !== null) return named.result;
  const { x, y, reduction, weight } = regressionArguments("l1_loss", input, target, ["reduction", "weight"], options);
  const distances = x.sub(y).abs();
  return weight === null ? reducedLosses(distances, reduction) : byWeights(distances, weight, reduction);
}

export interface SmoothL1Options extends ReductionOption {
  /** Where the loss changes from quadratic to linear; 1 unless given. */
  readonly beta?: number;
}

/**
 * Quadratic where the difference is below beta, linear beyond; by default the mean. Throws for a negative beta.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html
 */
export function smooth_l1_loss(input: Tensor, target: Tensor, options?: SmoothL1Options): Tensor {
  const named = byName(smooth_l1_loss, "smooth_l1_loss(input, target, *, reduction, beta)", arguments);
  if (named !== null) return named.result;
  const { x, y, reduction, given } = regressionArguments(
    "smooth_l1_loss",
    input,
    target,
    ["reduction", "beta"],
    options,
  );
  const beta = floatArgument("smooth_l1_loss", "beta", given["beta"], 1);
  if (beta < 0) throw errors.betaRange();
  if (beta === 0) return reducedLosses(x.sub(y).abs(), reduction);
  return call(PointwiseLossOps.ops.smooth_l1_loss, [x, y], { reduction, beta });
}

export interface HuberOptions extends RegressionLossOptions {
  /** Where the loss changes from quadratic to linear; 1 unless given. */
  readonly delta?: number;
}

/**
 * Quadratic where the difference is at most delta, linear beyond; by default the mean. Throws unless delta is above 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
 */
export function huber_loss(
  input: Tensor,
  target: Tensor,
  reduction?: Reduction | HuberOptions,
  delta?: number | HuberOptions,
  weight?: Tensor | null | HuberOptions,
): Tensor;
export function huber_loss(input: Tensor, target: Tensor, ...args: unknown[]): Tensor {
  const named = byName(huber_loss, "huber_loss(input, target, reduction, delta, weight)", arguments);
  if (named !== null) return named.result;
  const names = ["reduction", "delta", "weight"];
  const { x, y, reduction, weight, given } = regressionArguments("huber_loss", input, target, names, ...args);
  const delta = floatArgument("huber_loss", "delta", given["delta"], 1);
  refuseOutdated([x, y]);
  if (!(delta > 0)) throw errors.deltaRange();
  if (weight === null) return call(PointwiseLossOps.ops.huber_loss, [x, y], { reduction, delta });
  // Its mean divides by the number of elements, other than that of its siblings.
  return reducedLosses(
    call(PointwiseLossOps.ops.huber_loss, [x, y], { reduction: "none", delta }).mul(weight),
    reduction,
  );
}

function regressionArguments(
  op: string,
  input: unknown,
  target: unknown,
  names: readonly string[],
  ...args: readonly unknown[]
): {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly reduction: Reduction;
  readonly weight: Tensor | null;
  readonly given: Readonly<Record<string, unknown>>;
} {
  const given = readArguments<Record<string, unknown>>(op, names, args);
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "target", target)];
  const weight = optionalTensor(op, "weight", given["weight"]);
  if (!sameShape(x.shape, y.shape)) warnTargetSize(y.shape, x.shape);
  const shape = broadcastShapes(x.shape, y.shape);
  const [first, second] = [x, y].map((tensor) => (sameShape(tensor.shape, shape) ? tensor : tensor.expand(shape)));
  if (weight !== null && !sameShape(weight.shape, x.shape)) throw errors.weightSize();
  return {
    x: first!,
    y: second!,
    reduction: weight === null ? reductionArgument(given["reduction"]) : weightedReduction(given["reduction"]),
    weight,
    given,
  };
}

/** The same of a loss with weights, which looks at it last. */
function weightedReduction(value: unknown): Reduction {
  if (value === undefined || value === "none" || value === "mean" || value === "sum") return value ?? "mean";
  throw errors.reductionMode(value);
}

function byWeights(losses: Tensor, weight: Tensor, reduction: Reduction): Tensor {
  const weighted = losses.mul(weight);
  return reduction === "mean" ? weighted.sum().div(weight.sum()) : reducedLosses(weighted, reduction);
}
