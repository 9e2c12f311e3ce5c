import { functionArgument, handleOf, type RemovableHandle } from "../autograd/removableHandle.js";
import * as errors from "../errors.js";
import { isPair } from "../isPair.js";
import { callUserCode } from "../observer.js";
import type { Optimizer } from "./optimizer.js";
import type { OptimizerStateDict } from "./stateDict.js";

/** What a hook gets of a call of `step`: the optimizer and the closure; by name nothing, as JavaScript has no such arguments. */
export type StepArguments = readonly [args: readonly unknown[], kwargs: object];
/** Is told of a call of `step` before it; may give other arguments. */
export type StepPreHook<Of = Optimizer<object, object>> = (
  optimizer: Of,
  args: readonly unknown[],
  kwargs: object,
) => StepArguments | void;
/** Is told of a call of `step` after it. */
export type StepPostHook<Of = Optimizer<object, object>> = (
  optimizer: Of,
  args: readonly unknown[],
  kwargs: object,
) => void;
/** Is called before `state_dict`, or after `load_state_dict`. */
export type OptimizerHook<Of = Optimizer<object, object>> = (optimizer: Of) => void;
/** Is given what `state_dict` made or `load_state_dict` got; may give another. */
export type StateDictHook<Of = Optimizer<object, object>> = (
  optimizer: Of,
  state_dict: OptimizerStateDict,
) => OptimizerStateDict | void;

type Registered<Hook> = Set<{ readonly hook: Hook }>;

/** The hooks of one optimizer. */
export class OptimizerHooks {
  readonly beforeStep: Registered<StepPreHook<never>> = new Set();
  readonly afterStep: Registered<StepPostHook<never>> = new Set();
  readonly beforeStateDict: Registered<OptimizerHook<never>> = new Set();
  readonly afterStateDict: Registered<StateDictHook<never>> = new Set();
  readonly beforeLoad: Registered<StateDictHook<never>> = new Set();
  readonly afterLoad: Registered<OptimizerHook<never>> = new Set();
}

const all = new OptimizerHooks();

/**
 * Registers a hook that is called before each step of every optimizer.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_pre_hook.html
 */
export function register_optimizer_step_pre_hook(hook: StepPreHook): RemovableHandle {
  return registered("register_optimizer_step_pre_hook", all.beforeStep, hook);
}

/**
 * Registers a hook that is called after each step of every optimizer.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_post_hook.html
 */
export function register_optimizer_step_post_hook(hook: StepPostHook): RemovableHandle {
  return registered("register_optimizer_step_post_hook", all.afterStep, hook);
}

/** Puts a hook after those that are there, or before them. */
export function registered<Hook>(op: string, hooks: Registered<Hook>, hook: Hook, prepend = false): RemovableHandle {
  const others = prepend ? [...hooks] : [];
  const handle = handleOf(hooks, functionArgument(op, hook));
  for (const other of others) {
    hooks.delete(other);
    hooks.add(other);
  }
  return handle;
}

/** A `step` between the hooks of all optimizers and those of its own. */
export function betweenHooks(
  optimizer: Optimizer<object, object>,
  own: OptimizerHooks,
  given: readonly unknown[],
  step: (args: readonly unknown[]) => unknown,
): unknown {
  let [args, kwargs]: StepArguments = [[optimizer, ...given], {}];
  for (const { hook } of [...all.beforeStep, ...own.beforeStep]) {
    const changed: unknown = callUserCode(() => hook(optimizer as never, args, kwargs));
    if (changed === undefined || changed === null) continue;
    if (!isPair(changed)) throw errors.stepHookResult(optimizer.constructor.name, changed);
    [args, kwargs] = changed as StepArguments;
  }
  const result = step(args.slice(1));
  for (const { hook } of [...own.afterStep, ...all.afterStep])
    callUserCode(() => {
      hook(optimizer as never, args, kwargs);
    });
  return result;
}

/** What the hooks make of a state_dict, one after the other. */
export function throughHooks(
  optimizer: Optimizer<object, object>,
  hooks: Registered<StateDictHook<never>>,
  state_dict: OptimizerStateDict,
): OptimizerStateDict {
  let result = state_dict;
  for (const { hook } of hooks) result = callUserCode(() => hook(optimizer as never, result)) ?? result;
  return result;
}

/** Tells hooks that only watch. */
export function tellHooks(optimizer: Optimizer<object, object>, hooks: Registered<OptimizerHook<never>>): void {
  for (const { hook } of hooks)
    callUserCode(() => {
      hook(optimizer as never);
    });
}
