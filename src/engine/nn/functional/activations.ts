import { readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { hardtanhBounds, unknownApproximation } from "../../errors.js";
import ActivationMethods from "../../ops/activations.js";
import { noAttributes } from "../../ops/op.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import PiecewiseActivationOps, { eluInPlaceOp, leakyReluInPlaceOp } from "../../ops/piecewiseActivations.js";
import SmoothActivationOps, { geluOf, logsigmoid as logsigmoidOf, softplusOf } from "../../ops/smoothActivations.js";
import { refuseOutdated } from "../../ops/dispatch.js";
import type { Tensor } from "../../tensor.js";
import { activated, optionsOf, settingOf, type Given, type InPlaceOptions } from "./activated.js";

/**
 * Each element, but at least 0. The gradient at 0 is 0. Throws for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
 */
export function relu(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(relu, "relu(input, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("relu", ["inplace"], [inplace]);
  return activated(ActivationMethods.ops.relu, "relu", input, noAttributes, given);
}

/**
 * Each element, and negative_slope (0.01) times it below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
 */
export function leaky_relu(
  input: Tensor,
  negative_slope?: number | ({ readonly negative_slope?: number } & InPlaceOptions),
  inplace?: boolean | InPlaceOptions,
): Tensor {
  const named = byName(leaky_relu, "leaky_relu(input, negative_slope, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("leaky_relu", ["negative_slope", "inplace"], [negative_slope, inplace]);
  const slope = settingOf("leaky_relu", input, given, "negative_slope", 0.01);
  return activated(
    PiecewiseActivationOps.ops.leaky_relu,
    "leaky_relu",
    input,
    { negative_slope: slope },
    given,
    leakyReluInPlaceOp,
  );
}

/**
 * Each element, and alpha·(exp(x) − 1) below 0; alpha is 1 unless given.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
 */
export function elu(
  input: Tensor,
  alpha?: number | ({ readonly alpha?: number } & InPlaceOptions),
  inplace?: boolean | InPlaceOptions,
): Tensor {
  const named = byName(elu, "elu(input, alpha, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("elu", ["alpha", "inplace"], [alpha, inplace]);
  const attributes = { alpha: settingOf("elu", input, given, "alpha", 1) };
  return activated(PiecewiseActivationOps.ops.elu, "elu", input, attributes, given, eluInPlaceOp);
}

/**
 * x·Φ(x), with Φ the normal distribution's cumulative function; approximated by tanh if `approximate` is "tanh".
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
 */
export function gelu(input: Tensor, options?: { readonly approximate?: "none" | "tanh" }): Tensor {
  const named = byName(gelu, "gelu(input, *, approximate)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("gelu", "input", input);
  const { approximate = "none" } = readArguments<{ approximate: "none" | "tanh" }>("gelu", ["approximate"], [options]);
  const way = stringArgument("gelu", "approximate", approximate);
  refuseOutdated([x]);
  if (way !== "none" && way !== "tanh") throw unknownApproximation();
  return geluOf(x, way);
}

/**
 * x·sigmoid(x).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
 */
export function silu(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(silu, "silu(input, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("silu", ["inplace"], [inplace]);
  return activated(SmoothActivationOps.ops.silu, "silu", input, noAttributes, given);
}

/**
 * log(1 + exp(beta·x)) / beta, and x itself where beta·x is above the threshold (20).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
 */
export function softplus(
  input: Tensor,
  beta?: number | { readonly beta?: number; readonly threshold?: number },
  threshold?: number | { readonly threshold?: number },
): Tensor {
  const named = byName(softplus, "softplus(input, beta, threshold)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("softplus", "input", input);
  const names = ["beta", "threshold"] as const;
  const options = readArguments<{ beta: number; threshold: number }>("softplus", names, [beta, threshold]);
  return softplusOf(
    x,
    numberArgument("softplus", "beta", options.beta, 1),
    numberArgument("softplus", "threshold", options.threshold, 20),
  );
}

/**
 * log(sigmoid(x)), exact also far below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
 */
export function logsigmoid(input: Tensor): Tensor {
  const named = byName(logsigmoid, "logsigmoid(input)", arguments);
  if (named !== null) return named.result;
  return logsigmoidOf(tensorArgument("logsigmoid", "input", input));
}

/**
 * Each element, but at least min_val (−1) and at most max_val (1). Throws if these are the wrong way round.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
 */
export function hardtanh(
  input: Tensor,
  min_val?: number | ({ readonly min_val?: number; readonly max_val?: number } & InPlaceOptions),
  max_val?: number | ({ readonly max_val?: number } & InPlaceOptions),
  inplace?: boolean | InPlaceOptions,
): Tensor {
  const named = byName(hardtanh, "hardtanh(input, min_val, max_val, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("hardtanh", ["min_val", "max_val", "inplace"], [min_val, max_val, inplace]);
  const [low, high] = boundsOf("hardtanh", input, given);
  if (low > high) throw hardtanhBounds();
  return bounded("hardtanh", input, low, high, given);
}

/** `hardtanh` in place, for which bounds may be crossed. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh_.html */
export function hardtanh_(
  input: Tensor,
  min_val?: number | { readonly min_val?: number; readonly max_val?: number },
  max_val?: number | { readonly max_val?: number },
): Tensor {
  const named = byName(hardtanh_, "hardtanh_(input, min_val, max_val)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("hardtanh_", ["min_val", "max_val"], [min_val, max_val]);
  return bounded("hardtanh_", input, ...boundsOf("hardtanh_", input, given), { inplace: true });
}

/**
 * Each element, but at least 0 and at most 6.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
 */
export function relu6(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(relu6, "relu6(input, inplace)", arguments);
  if (named !== null) return named.result;
  return bounded("relu6", input, 0, 6, optionsOf("relu6", ["inplace"], [inplace]));
}

function boundsOf(name: string, input: unknown, given: Given): readonly [low: number, high: number] {
  return [settingOf(name, input, given, "min_val", -1), settingOf(name, input, given, "max_val", 1)];
}

function bounded(name: string, input: unknown, min_val: number, max_val: number, given: Given): Tensor {
  return activated(PiecewiseActivationOps.ops.hardtanh, name, input, { min_val, max_val }, given);
}
