import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { rand } from "../../random/factories.js";
import { Generator } from "../../random/generator.js";
import { checkBatchedGradients, checkBatchedTangents } from "./batchedChecks.js";
import { checkFast } from "./fast.js";
import { checkInputs, checkMultiplied, checkUndefinedGradients, checkUndefinedTangents } from "./furtherChecks.js";
import { checkSlowly } from "./slow.js";
import { subjectOf, type CheckedFunction, type Subject, type Tolerances } from "./subject.js";

/** What `gradcheck` and `gradgradcheck` both take. */
export interface CommonCheckOptions {
  /** How far the inputs are moved to either side. */
  readonly eps?: number;
  /** How far derivatives may be from differences, */
  readonly atol?: number;
  /** and how far relative to them. */
  readonly rtol?: number;
  /** Whether to throw rather than give false. */
  readonly raise_exception?: boolean;
  /** How far two runs of the same backward may be apart. */
  readonly nondet_tol?: number;
  /** Whether backward has to take gradients that did not arrive as zeros. */
  readonly check_undefined_grad?: boolean;
  /** Taken for PyTorch's sake: gradients always have their inputs' dtypes here. */
  readonly check_grad_dtypes?: boolean;
  /** Whether `vmap` has to give the same gradients for a batch as backward for one after the other. */
  readonly check_batched_grad?: boolean;
  /** Whether to compare one product with random vectors rather than all entries. */
  readonly fast_mode?: boolean;
  /** Whether gradients of zero need only be close to zero. */
  readonly masked?: boolean | null;
}

export interface GradcheckOptions extends CommonCheckOptions {
  /** The same for tangents. */
  readonly check_batched_forward_grad?: boolean;
  /** Whether to check forward mode. */
  readonly check_forward_ad?: boolean;
  /** Whether to check backward. */
  readonly check_backward_ad?: boolean;
}

/** The names of the options that both take. */
export const commonCheckOptions = [
  "eps",
  "atol",
  "rtol",
  "raise_exception",
  "nondet_tol",
  "check_undefined_grad",
  "check_grad_dtypes",
  "check_batched_grad",
  "fast_mode",
  "masked",
] as const;

/**
 * Compares a function's derivatives, by backward and if wanted by forward mode, with differences, at inputs that should be
 * float64. Gives true, or throws a GradcheckError that names the entry which differs; with `raise_exception: false` it
 * gives false. Throws if no input requires grad.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
 */
export function gradcheck(func: CheckedFunction, inputs: unknown, options?: GradcheckOptions): boolean;
export function gradcheck(func: CheckedFunction, inputs: unknown, ...args: unknown[]): boolean {
  const named = byName(
    gradcheck,
    "gradcheck(func, inputs, *, eps, atol, rtol, raise_exception, nondet_tol, check_undefined_grad, check_grad_dtypes, check_batched_grad, check_batched_forward_grad, check_forward_ad, check_backward_ad, fast_mode, masked)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = [...commonCheckOptions, "check_batched_forward_grad", "check_forward_ad", "check_backward_ad"] as const;
  const options = readArguments<GradcheckOptions>("gradcheck", names, args);
  const flag = (name: keyof GradcheckOptions, otherwise: boolean): boolean =>
    booleanArgument("gradcheck", name, options[name], otherwise);
  const [forward, backward] = [flag("check_forward_ad", false), flag("check_backward_ad", true)];
  if (!forward && !backward) throw errors.oneOfChecks("check_forward_ad", "check_backward_ad");
  const batchedGradients = flag("check_batched_grad", false);
  const batchedTangents = flag("check_batched_forward_grad", false);
  if (batchedGradients && !backward) throw errors.checkRequires("check_batched_grad", "check_backward_ad");
  if (batchedTangents && !forward) throw errors.checkRequires("check_batched_forward_grad", "check_forward_ad");
  flag("check_grad_dtypes", false);
  const settings = {
    forward,
    backward,
    batchedGradients,
    batchedTangents,
    fast: flag("fast_mode", false),
    masked: flag("masked", false),
    undefinedGradients: flag("check_undefined_grad", true),
    eps: number("eps", options.eps, 1e-6),
    atol: number("atol", options.atol, 1e-5),
    rtol: number("rtol", options.rtol, 1e-3),
    nondetTol: number("nondet_tol", options.nondet_tol, 0),
  };
  return verdict(flag("raise_exception", true), () => {
    check(func, Array.isArray(inputs) ? inputs : [inputs], settings);
  });
}

/** True, or the error, or false for it. */
function verdict(raises: boolean, body: () => void): boolean {
  try {
    body();
    return true;
  } catch (error) {
    if (raises || !(error instanceof errors.GradcheckError)) throw error;
    return false;
  }
}

interface Settings extends Tolerances {
  readonly forward: boolean;
  readonly backward: boolean;
  readonly batchedGradients: boolean;
  readonly batchedTangents: boolean;
  readonly fast: boolean;
  readonly masked: boolean;
  readonly undefinedGradients: boolean;
}

function check(func: CheckedFunction, inputs: readonly unknown[], settings: Settings): void {
  checkInputs(inputs);
  const subject = subjectOf(func, inputs);
  const compare = settings.fast ? checkFast : checkSlowly;
  if (settings.backward) compare(subject, settings, false);
  if (settings.forward) {
    compare(subject, settings, true);
    if (settings.undefinedGradients) checkUndefinedTangents(subject, directions(subject));
  }
  if (settings.batchedTangents) checkBatchedTangents(subject);
  if (!settings.backward) return;
  if (settings.batchedGradients) checkBatchedGradients(subject);
  checkMultiplied(subject, settings.masked);
  if (settings.undefinedGradients) checkUndefinedGradients(subject);
}

function directions({ variables }: Subject): readonly ReturnType<typeof rand>[] {
  const generator = new Generator();
  return variables.map(({ tensor }) => rand(tensor.numel(), { generator }).to(tensor.dtype));
}

function number(name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== "number") throw errors.wrongArgument("gradcheck", name, "float", value);
  return value;
}
