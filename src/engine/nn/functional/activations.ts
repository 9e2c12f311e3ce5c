import { readArguments } from "../../arguments.js";
import { hardtanhBounds, unknownApproximation } from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { eluOf, hardtanhOf, leakyReluOf } from "../../ops/piecewiseActivations.js";
import { geluOf, logsigmoid as logsigmoidOf, siluOf, softplusOf } from "../../ops/smoothActivations.js";
import type { Tensor } from "../../tensor.js";

/**
 * Each element, and negative_slope (0.01) times it below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
 */
export function leaky_relu(input: Tensor, negative_slope?: number | { readonly negative_slope?: number }): Tensor {
  const x = tensorArgument("leaky_relu", "input", input);
  return leakyReluOf(x, numberOption("leaky_relu", "negative_slope", negative_slope, 0.01));
}

/**
 * Each element, and alpha·(exp(x) − 1) below 0; alpha is 1 unless given.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
 */
export function elu(input: Tensor, alpha?: number | { readonly alpha?: number }): Tensor {
  return eluOf(tensorArgument("elu", "input", input), numberOption("elu", "alpha", alpha, 1));
}

/**
 * x·Φ(x), with Φ the normal distribution's cumulative function; approximated by tanh if `approximate` is "tanh".
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
 */
export function gelu(input: Tensor, options?: { readonly approximate?: "none" | "tanh" }): Tensor {
  const x = tensorArgument("gelu", "input", input);
  const { approximate = "none" } = readArguments<{ approximate: "none" | "tanh" }>("gelu", ["approximate"], [options]);
  if (approximate !== "none" && approximate !== "tanh") throw unknownApproximation();
  return geluOf(x, approximate);
}

/**
 * x·sigmoid(x).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
 */
export function silu(input: Tensor): Tensor {
  return siluOf(tensorArgument("silu", "input", input));
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
  const x = tensorArgument("softplus", "input", input);
  const options = readArguments<{ beta: number; threshold: number }>(
    "softplus",
    ["beta", "threshold"],
    [beta, threshold].filter((value) => value !== undefined),
  );
  return softplusOf(
    x,
    numberArgument("softplus", "beta", options.beta ?? 1),
    numberArgument("softplus", "threshold", options.threshold ?? 20),
  );
}

/**
 * log(sigmoid(x)), exact also far below 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
 */
export function logsigmoid(input: Tensor): Tensor {
  return logsigmoidOf(tensorArgument("logsigmoid", "input", input));
}

/**
 * Each element, but at least min_val (−1) and at most max_val (1).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
 */
export function hardtanh(
  input: Tensor,
  min_val?: number | { readonly min_val?: number; readonly max_val?: number },
  max_val?: number | { readonly max_val?: number },
): Tensor {
  const x = tensorArgument("hardtanh", "input", input);
  const options = readArguments<{ min_val: number; max_val: number }>(
    "hardtanh",
    ["min_val", "max_val"],
    [min_val, max_val].filter((value) => value !== undefined),
  );
  const low = numberArgument("hardtanh", "min_val", options.min_val ?? -1);
  const high = numberArgument("hardtanh", "max_val", options.max_val ?? 1);
  if (low > high) throw hardtanhBounds();
  return hardtanhOf(x, low, high);
}

/**
 * Each element, but at least 0 and at most 6.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
 */
export function relu6(input: Tensor): Tensor {
  return hardtanhOf(tensorArgument("relu6", "input", input), 0, 6);
}

function numberOption(op: string, name: string, value: unknown, otherwise: number): number {
  const given = value === undefined ? [] : [value];
  const options = readArguments<Record<string, unknown>>(op, [name], given);
  return numberArgument(op, name, options[name] ?? otherwise);
}
