import { booleanArgument, integerArgument, isOptions } from "../arguments.js";
import { byName } from "../callByName.js";
import { defaultDtype } from "../dtype.js";
import * as errors from "../errors.js";
import { factoryKeywords, factoryOptions, type TensorOptions } from "../factoryArguments.js";
import { numberArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";
import { cosines, kaiserOf, triangle, windowNumbers, type Value } from "./windowValues.js";

/** Options of the windows that have their names in `torch` itself. */
export interface OlderWindowOptions extends TensorOptions {
  /** Whether the window is one period of a longer one rather than symmetric; true unless given. */
  readonly periodic?: boolean;
}

/**
 * A triangle with 0 at its ends. Throws for a negative length and integer dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.bartlett_window.html
 */
export function bartlett_window(
  window_length: number,
  periodic?: boolean | OlderWindowOptions,
  options?: OlderWindowOptions,
): Tensor;
export function bartlett_window(...args: unknown[]): Tensor {
  const named = byName(bartlett_window, `bartlett_window(window_length, periodic, ${factoryKeywords})`, arguments);
  if (named !== null) return named.result;
  return olderWindow("bartlett_window", args, [], () => triangle);
}

/**
 * A sum of three cosines. Throws for a negative length and integer dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.blackman_window.html
 */
export function blackman_window(
  window_length: number,
  periodic?: boolean | OlderWindowOptions,
  options?: OlderWindowOptions,
): Tensor;
export function blackman_window(...args: unknown[]): Tensor {
  const named = byName(blackman_window, `blackman_window(window_length, periodic, ${factoryKeywords})`, arguments);
  if (named !== null) return named.result;
  return olderWindow("blackman_window", args, [], () => cosines([0.42, 0.5, 0.08]));
}

/**
 * alpha − beta·cos(2πn / period), with 0.54 and 0.46 unless others are given. Throws for a negative length and integer dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.hamming_window.html
 */
export function hamming_window(
  window_length: number,
  periodic?: boolean | (OlderWindowOptions & { readonly alpha?: number; readonly beta?: number }),
  alpha?: number | (OlderWindowOptions & { readonly alpha?: number; readonly beta?: number }),
  beta?: number | (OlderWindowOptions & { readonly alpha?: number; readonly beta?: number }),
  options?: OlderWindowOptions & { readonly alpha?: number; readonly beta?: number },
): Tensor;
export function hamming_window(...args: unknown[]): Tensor {
  const named = byName(
    hamming_window,
    `hamming_window(window_length, periodic, alpha, beta, ${factoryKeywords})`,
    arguments,
  );
  if (named !== null) return named.result;
  return olderWindow("hamming_window", args, ["alpha", "beta"], ([alpha = 0.54, beta = 0.46]) =>
    cosines([alpha, beta]),
  );
}

/**
 * A cosine raised to reach 0 at its ends. Throws for a negative length and integer dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.hann_window.html
 */
export function hann_window(
  window_length: number,
  periodic?: boolean | OlderWindowOptions,
  options?: OlderWindowOptions,
): Tensor;
export function hann_window(...args: unknown[]): Tensor {
  const named = byName(hann_window, `hann_window(window_length, periodic, ${factoryKeywords})`, arguments);
  if (named !== null) return named.result;
  return olderWindow("hann_window", args, [], () => cosines([0.5, 0.5]));
}

/**
 * Kaiser's window: I₀(beta·√(1 − (2n / period − 1)²)) / I₀(beta); beta is 12 unless given. Throws for a negative length and integer dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.kaiser_window.html
 */
export function kaiser_window(
  window_length: number,
  periodic?: boolean | (OlderWindowOptions & { readonly beta?: number }),
  beta?: number | (OlderWindowOptions & { readonly beta?: number }),
  options?: OlderWindowOptions & { readonly beta?: number },
): Tensor;
export function kaiser_window(...args: unknown[]): Tensor {
  const named = byName(kaiser_window, `kaiser_window(window_length, periodic, beta, ${factoryKeywords})`, arguments);
  if (named !== null) return named.result;
  return olderWindow("kaiser_window", args, ["beta"], ([beta = 12]) => kaiserOf(beta));
}

function olderWindow(
  op: string,
  args: readonly unknown[],
  names: readonly string[],
  valueOf: (numbers: readonly (number | undefined)[]) => Value,
): Tensor {
  const last = args.at(-1);
  const [window_length, periodic, ...own] = isOptions(last) ? args.slice(0, -1) : args;
  const length = integerArgument(op, "window_length", window_length);
  const isPeriodic = booleanArgument(op, "periodic", periodic, true);
  const numbers = names.map((name, i) => (own[i] === undefined ? undefined : numberArgument(op, name, own[i])));
  const { dtype, requires_grad } = factoryOptions(op, isOptions(last) ? last : {});
  const chosen = dtype ?? defaultDtype();
  if (!chosen.is_floating_point) throw errors.olderWindowDtype(op, chosen.label);
  if (length < 0) throw errors.olderWindowLength(op, length);
  return windowNumbers(op, length, isPeriodic ? length : length - 1, chosen, requires_grad, valueOf(numbers));
}
