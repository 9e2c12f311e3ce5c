import { isOptions } from "../../arguments.js";
import { byName } from "../../callByName.js";
import type { Tensor } from "../../tensor.js";
import { elu, leaky_relu } from "./activations.js";
import { celu, selu, threshold as thresholdOf } from "./shapedActivations.js";

/** `elu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu_.html */
export function elu_(input: Tensor, alpha?: number | { readonly alpha?: number }): Tensor {
  const named = byName(elu_, "elu_(input, alpha)", arguments);
  if (named !== null) return named.result;
  return elu(input, overInput({ alpha }, alpha));
}

/** `celu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html */
export function celu_(input: Tensor, alpha?: number | { readonly alpha?: number }): Tensor {
  const named = byName(celu_, "celu_(input, alpha)", arguments);
  if (named !== null) return named.result;
  return celu(input, overInput({ alpha }, alpha));
}

/** `selu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.selu.html */
export function selu_(input: Tensor): Tensor {
  const named = byName(selu_, "selu_(input)", arguments);
  if (named !== null) return named.result;
  return selu(input, true);
}

/** `leaky_relu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu_.html */
export function leaky_relu_(input: Tensor, negative_slope?: number | { readonly negative_slope?: number }): Tensor {
  const named = byName(leaky_relu_, "leaky_relu_(input, negative_slope)", arguments);
  if (named !== null) return named.result;
  return leaky_relu(input, overInput({ negative_slope }, negative_slope));
}

/** `threshold` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.threshold_.html */
export function threshold_(input: Tensor, threshold: number, value: number): Tensor {
  const named = byName(threshold_, "threshold_(input, threshold, value)", arguments);
  if (named !== null) return named.result;
  return thresholdOf(input, threshold, value, true);
}

/** Options that say "in place", from arguments one by one or from the first, where that holds them all. */
function overInput<Options extends object>(named: Options, first: unknown): Overwriting<Options> {
  return { ...(isOptions(first) ? (first as Options) : named), inplace: true } as Overwriting<Options>;
}

type Overwriting<Options> = { readonly [Name in keyof Options]?: number } & { readonly inplace: true };
