import { booleanArgument, integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { AbsentDType, defaultDtype, DType } from "../dtype.js";
import * as errors from "../errors.js";
import { factoryKeywords, factoryOptionNames, factoryOptions, type TensorOptions } from "../factoryArguments.js";
import { numberArgument } from "../ops/operands.js";
import { pythonText } from "../pythonValues.js";
import type { Tensor } from "../tensor.js";
import { isTensor } from "../tensorFactory.js";
import { cosines, kaiserOf, triangle, windowNumbers, type Value } from "./windowValues.js";

/** Options of every window. */
export interface WindowOptions extends TensorOptions {
  /** Whether the window is symmetric, as filters want it, or one period of a longer one; true unless given. */
  readonly sym?: boolean;
}

/**
 * Bartlett's window: a triangle with 0 at its ends.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.bartlett.html
 */
export function bartlett(M: number, options?: WindowOptions): Tensor {
  const named = byName(bartlett, `bartlett(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return windowOf("bartlett", M, options, triangle);
}

/**
 * Blackman's window: a sum of three cosines.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.blackman.html
 */
export function blackman(M: number, options?: WindowOptions): Tensor {
  const named = byName(blackman, `blackman(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return windowOf("blackman", M, options, cosines([0.42, 0.5, 0.08]));
}

/**
 * One half-wave of a sine.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.cosine.html
 */
export function cosine(M: number, options?: WindowOptions): Tensor {
  const named = byName(cosine, `cosine(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return windowOf("cosine", M, options, (i, last) => Math.sin((Math.PI * (i + 0.5)) / (last + 1)));
}

/**
 * exp(−|n − center| / tau); tau is 1 unless given, the center the middle. Throws if tau is not positive, and for a center
 * of a symmetric window.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.exponential.html
 */
export function exponential(
  M: number,
  options?: WindowOptions & { readonly center?: number | null; readonly tau?: number },
): Tensor {
  const named = byName(exponential, `exponential(M, ${factoryKeywords}, center, tau, sym)`, arguments);
  if (named !== null) return named.result;
  const { center, tau, rest } = taken(options, "exponential", ["center", "tau"]);
  checkWindow("exponential", M, rest);
  const width = numberArgument("exponential", "tau", tau, 1);
  if (width <= 0) throw errors.windowTau(width);
  const given = center ?? null;
  if (given !== null && rest.sym !== false) throw errors.windowCenter();
  const middle = given === null ? null : numberArgument("exponential", "center", given);
  return windowOf("exponential", M, rest, (i, last) => Math.exp(-Math.abs(i - (middle ?? last / 2)) / width));
}

/**
 * exp(−((n − center) / std)² / 2); std is 1 unless given. Throws if it is not positive.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.gaussian.html
 */
export function gaussian(M: number, options?: WindowOptions & { readonly std?: number }): Tensor {
  const named = byName(gaussian, `gaussian(M, ${factoryKeywords}, std, sym)`, arguments);
  if (named !== null) return named.result;
  const { std, rest } = taken(options, "gaussian", ["std"]);
  checkWindow("gaussian", M, rest);
  const width = numberArgument("gaussian", "std", std, 1);
  if (width <= 0) throw errors.windowDeviation(width);
  return windowOf("gaussian", M, rest, (i, last) => Math.exp(-(((i - last / 2) / width) ** 2) / 2));
}

/**
 * The sum of cosines Σ (−1)ᵏ·aₖ·cos(2πkn / (M − 1)). Throws if there are no coefficients.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_cosine.html
 */
export function general_cosine(M: number, options: WindowOptions & { readonly a: readonly number[] }): Tensor {
  const named = byName(general_cosine, `general_cosine(M, ${factoryKeywords}, a, sym)`, arguments);
  if (named !== null) return named.result;
  const { a, rest } = taken(options, "general_cosine", ["a"]);
  checkWindow("general_cosine", M, rest);
  if (!Array.isArray(a)) throw errors.wrongArgument("general_cosine", "a", "an array of numbers", a);
  if (a.length === 0) throw errors.windowWithoutCoefficients();
  return windowOf("general_cosine", M, rest, cosines(a.map((value) => numberArgument("general_cosine", "a", value))));
}

/**
 * alpha − (1 − alpha)·cos(2πn / (M − 1)); alpha is 0.54 unless given.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_hamming.html
 */
export function general_hamming(M: number, options?: WindowOptions & { readonly alpha?: number }): Tensor {
  const named = byName(general_hamming, `general_hamming(M, ${factoryKeywords}, alpha, sym)`, arguments);
  if (named !== null) return named.result;
  const { alpha, rest } = taken(options, "general_hamming", ["alpha"]);
  const weight = numberArgument("general_hamming", "alpha", alpha, 0.54);
  return sumOfCosines("general_hamming", M, rest, [weight, 1 - weight]);
}

/**
 * Hamming's window: a raised cosine that does not reach 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hamming.html
 */
export function hamming(M: number, options?: WindowOptions): Tensor {
  const named = byName(hamming, `hamming(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return sumOfCosines("hamming", M, options, [0.54, 1 - 0.54]);
}

/**
 * Hann's window: a cosine raised to reach 0 at its ends.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hann.html
 */
export function hann(M: number, options?: WindowOptions): Tensor {
  const named = byName(hann, `hann(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return sumOfCosines("hann", M, options, [0.5, 0.5]);
}

/**
 * Kaiser's window: I₀(beta·√(1 − (2n / (M − 1) − 1)²)) / I₀(beta); beta is 12 unless given. Throws if it is negative.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.kaiser.html
 */
export function kaiser(M: number, options?: WindowOptions & { readonly beta?: number }): Tensor {
  const named = byName(kaiser, `kaiser(M, ${factoryKeywords}, beta, sym)`, arguments);
  if (named !== null) return named.result;
  const { beta, rest } = taken(options, "kaiser", ["beta"]);
  checkWindow("kaiser", M, rest);
  const sharpness = numberArgument("kaiser", "beta", beta, 12);
  if (sharpness < 0) throw errors.windowBeta(sharpness);
  return windowOf("kaiser", M, rest, kaiserOf(sharpness));
}

/**
 * Nuttall's window: a sum of four cosines.
 * https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.nuttall.html
 */
export function nuttall(M: number, options?: WindowOptions): Tensor {
  const named = byName(nuttall, `nuttall(M, ${factoryKeywords}, sym)`, arguments);
  if (named !== null) return named.result;
  return sumOfCosines("nuttall", M, options, [0.3635819, 0.4891775, 0.1365995, 0.0106411]);
}

/** Takes a window's own options from those of all. */
function taken(
  options: unknown,
  op: string,
  own: readonly string[],
): Readonly<Record<string, unknown>> & { readonly rest: WindowOptions } {
  const names = [...own, "sym", ...factoryOptionNames];
  const given = readArguments<Record<string, unknown>>(op, names, options === undefined ? [] : [options]);
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !own.includes(name)));
  return { ...given, rest };
}

/** What PyTorch leaves to general_cosine, which then refuses lengths and dtypes in its own name. */
function sumOfCosines(op: string, M: unknown, options: WindowOptions | undefined, coefficients: readonly number[]) {
  return windowOf(op, M, options, cosines(coefficients), "general_cosine");
}

function windowOf(
  op: string,
  M: unknown,
  options: WindowOptions | undefined,
  valueAt: Value,
  refusedBy: string = op,
): Tensor {
  const { length, isSymmetric, dtype, requires_grad } = checkWindow(op, M, options, refusedBy);
  return windowNumbers(op, length, isSymmetric ? length - 1 : length, dtype, requires_grad, valueAt);
}

/** Reads what all windows have, which PyTorch looks at before what is one's own. */
function checkWindow(op: string, M: unknown, options: WindowOptions | undefined, refusedBy: string = op) {
  const { sym, ...rest } = readArguments<WindowOptions>(op, ["sym", ...factoryOptionNames], [options ?? {}]);
  const asked: unknown = rest.dtype ?? null;
  // A text would read as if it were the dtype that it names.
  const isDtype = asked === null || typeof asked === "string" || asked instanceof DType || asked instanceof AbsentDType;
  const { dtype, requires_grad } = factoryOptions(op, isDtype ? rest : { ...rest, dtype: null });
  const isSymmetric = booleanArgument(op, "sym", sym, true);
  // PyTorch asks whether the length is negative, which a tensor of several elements cannot tell.
  if (isTensor(M) && M.numel() !== 1) throw errors.ambiguousBoolean(M.numel());
  const length = isTensor(M) ? M.item() : M;
  // Python formats a tensor without dimensions as its number.
  const shown = String(isTensor(M) && M.ndim > 0 ? M : length);
  if (typeof length === "number" && length < 0) throw errors.windowLength(refusedBy, shown);
  const chosen: DType = dtype ?? defaultDtype();
  if (!isDtype || !chosen.is_floating_point) throw errors.windowDtype(refusedBy, pythonText(isDtype ? chosen : asked));
  return { length: integerArgument(op, "M", M), isSymmetric, dtype: chosen, requires_grad };
}
