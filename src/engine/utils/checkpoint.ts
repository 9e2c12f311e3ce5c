import { tensorArgument } from "../ops/operands.js";
import { byName } from "../callByName.js";
import { booleanArgument, isOptions, readArguments, integerArgument } from "../arguments.js";
import { currentPass } from "../autograd/backward.js";
import { AutogradFunction, type FunctionCtx } from "../autograd/function.js";
import { backward as runBackward } from "../autograd/functions.js";
import { inGradMode } from "../autograd/gradMode.js";
import { warnCheckpointUseless, warnReentrantNotSaid } from "../autograd/warnings.js";
import * as errors from "../errors.js";
import { Module } from "../nn/module.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { recomputed, sameRandomNumbers } from "./recomputation.js";

/** Runs a callback and gives its value, as `torch.no_grad` does. */
type Context = (body: () => unknown) => unknown;

export interface CheckpointOptions {
  /** The older way, which does not go with `torch.autograd.grad`. Say false: PyTorch wants it said, and takes true else. */
  readonly use_reentrant?: boolean | null;
  /** Whether recomputation draws the same random numbers. True unless told otherwise. */
  readonly preserve_rng_state?: boolean;
  /** Whether what is recomputed is held against shapes and dtypes of what was saved ("default"), or not ("none"). */
  readonly determinism_check?: "default" | "none";
  /**
   * Gives what the function is run in: a pair of functions that run a callback, the first for forward and the other for
   * recomputation. Only where use_reentrant is false.
   */
  readonly context_fn?: () => readonly [Context, Context];
  /** Whether recomputation ends as soon as all that is needed is there. True unless told otherwise. */
  readonly early_stop?: boolean;
}

const optionNames = ["use_reentrant", "preserve_rng_state", "context_fn", "determinism_check", "early_stop"] as const;

type AnyFunction = (...args: never[]) => unknown;

/**
 * Calls a function without keeping what backward needs of it: backward calls it again. Options come last, by name. A
 * backward throws if what was recomputed differs from what would have been saved in number, shapes or dtypes.
 * https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint
 */
export function checkpoint<F extends AnyFunction>(
  fn: F,
  ...args: readonly [...Parameters<F>, CheckpointOptions] | Readonly<Parameters<F>>
): ReturnType<F>;
export function checkpoint(fn: AnyFunction, ...args: readonly unknown[]): unknown {
  if (typeof fn !== "function") throw errors.wrongArgument("checkpoint", "function", "a function", fn);
  const last = args.at(-1);
  const inputs = isOptions(last) ? args.slice(0, -1) : args;
  const options = readArguments<CheckpointOptions>("checkpoint", optionNames, isOptions(last) ? [last] : []);
  const preserveRandomState = booleanArgument("checkpoint", "preserve_rng_state", options.preserve_rng_state, true);
  if (isReentrant("checkpoint", options.use_reentrant)) {
    if (options.context_fn !== undefined) throw errors.reentrantWithContexts();
    return Reentrant.apply(fn, preserveRandomState, ...inputs);
  }
  const check = options.determinism_check ?? "default";
  if (check !== "default" && check !== "none") throw errors.determinismCheck(check);
  return recomputed(
    inContexts(() => fn(...(inputs as never[])), options.context_fn),
    {
      preserveRandomState,
      checks: check === "default",
      earlyStop: booleanArgument("checkpoint", "early_stop", options.early_stop, true),
    },
  );
}

/** The first call runs in the first context, later ones in the second. */
function inContexts(body: () => unknown, contexts: CheckpointOptions["context_fn"]): () => unknown {
  if (contexts === undefined) return body;
  const [forward, again] = contexts();
  let context = forward;
  return () => {
    const current = context;
    context = again;
    return current(body);
  };
}

type Step = (input: Tensor) => Tensor;

/**
 * Runs functions one after the other in so many segments, each of them but the last as a checkpoint. Options as those of
 * `checkpoint`.
 * https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint_sequential
 */
export function checkpoint_sequential(
  functions: Module | readonly (Step | Module)[],
  segments: number,
  input: Tensor,
  options?: Pick<CheckpointOptions, "use_reentrant" | "preserve_rng_state">,
): Tensor {
  const named = byName(checkpoint_sequential, sequentialSignature, arguments);
  if (named !== null) return named.result;
  const { use_reentrant, preserve_rng_state = true } = readArguments<CheckpointOptions>(
    "checkpoint_sequential",
    ["use_reentrant", "preserve_rng_state"],
    options === undefined ? [] : [options],
  );
  const reentrant = isReentrant("checkpoint_sequential", use_reentrant);
  const steps = (functions instanceof Module ? functions.children() : functions) as readonly Step[];
  if (!Array.isArray(steps) || !steps.every((step) => typeof step === "function"))
    throw errors.wrongArgument("checkpoint_sequential", "functions", "a list of functions", functions);
  const count = integerArgument("checkpoint_sequential", "segments", segments);
  tensorArgument("checkpoint_sequential", "input", input);
  const through = (part: readonly Step[]) => (value: Tensor) => part.reduce((result, step) => step(result), value);
  const size = Math.floor(steps.length / count);
  let value = input;
  for (let i = 0; i < count - 1; i++) {
    const part = steps.slice(i * size, (i + 1) * size);
    value = checkpoint(through(part), value, { use_reentrant: reentrant, preserve_rng_state });
  }
  return through(steps.slice(Math.max(segments - 1, 0) * size))(value);
}

const sequentialSignature = "checkpoint_sequential(functions, segments, input, *, use_reentrant, preserve_rng_state)";

function isReentrant(op: string, said: boolean | null | undefined): boolean {
  if (said === undefined || said === null) warnReentrantNotSaid(op);
  return booleanArgument(op, "use_reentrant", said, true);
}

interface Kept {
  again: (...args: readonly unknown[]) => unknown;
  inputs: readonly unknown[];
}

/** Runs a function as one op, whose backward runs it again and goes backward through it. */
class Reentrant extends AutogradFunction {
  static forward(ctx: FunctionCtx<Kept>, fn: AnyFunction, preserve: boolean, ...inputs: readonly unknown[]): unknown {
    if (!inputs.some((input) => isTensor(input) && input.requires_grad)) warnCheckpointUseless();
    let current: readonly unknown[] = [];
    const again = sameRandomNumbers(preserve, () => fn(...(current as never[])));
    ctx.again = (...args) => {
      current = args;
      return again();
    };
    ctx.inputs = inputs.map((input) => (isTensor(input) ? null : input));
    ctx.save_for_backward(...inputs.filter(isTensor));
    return fn(...(inputs as never[]));
  }

  static backward(ctx: FunctionCtx<Kept>, ...gradients: readonly (Tensor | null)[]): readonly unknown[] {
    if (!currentPass()!.reachesAll) throw errors.reentrantWithInputs();
    const saved = [...ctx.saved_tensors];
    const detached = ctx.inputs.map((input) => {
      const tensor = input === null ? saved.shift() : undefined;
      return tensor === undefined ? input : tensor.detach().requires_grad_(tensor.requires_grad);
    });
    const result = inGradMode(true, () => ctx.again(...detached));
    const outputs: readonly unknown[] = Array.isArray(result) ? (result as readonly unknown[]) : [result];
    const roots: Tensor[] = [];
    const given: (Tensor | null)[] = [];
    outputs.forEach((output, i) => {
      if (!isTensor(output) || !output.requires_grad) return;
      roots.push(output);
      given.push(gradients[i] ?? null);
    });
    if (roots.length === 0) throw errors.checkpointUnnecessary();
    runBackward(roots, given);
    return [null, null, ...detached.map((input) => (isTensor(input) ? input.grad : null))];
  }
}
Object.defineProperty(Reentrant, "name", { value: "CheckpointFunction" });
