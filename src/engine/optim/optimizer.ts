import { booleanArgument, readArguments } from "../arguments.js";
import type { RemovableHandle } from "../autograd/removableHandle.js";
import * as errors from "../errors.js";
import { clearGradient } from "../nn/module.js";
import { formatOptimizer } from "./formatOptimizer.js";
import {
  betweenHooks,
  OptimizerHooks,
  registered,
  tellHooks,
  throughHooks,
  type OptimizerHook,
  type StateDictHook,
  type StepPostHook,
  type StepPreHook,
} from "./optimizerHooks.js";
import {
  completeGroup,
  readGroups,
  type OptimizerInput,
  type ParameterGroup,
  type ParameterGroupInput,
} from "./parameterGroups.js";
import { ParameterStates } from "./parameterStates.js";
import { loadedState, packedState, type OptimizerStateDict, type StateValue } from "./stateDict.js";

/** What an optimizer keeps of one parameter between steps, by PyTorch's names: `momentum_buffer`, `exp_avg`, `step`. */
export type ParameterState = Record<string, StateValue | undefined>;

/** Whether a hook comes before those that are there. */
export interface HookOptions {
  /** Whether the hook runs in front of those that are there; false unless given. */
  readonly prepend?: boolean;
}

/**
 * Changes parameters by their gradients. A class that derives from it hands its parameters and its settings to the
 * constructor and says in `step` how: it walks `param_groups` and keeps what it needs in `state`.
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.Optimizer
 */
export class Optimizer<Options extends object = object, State extends object = ParameterState> {
  /** The parameters in groups, each with its settings. Changing a setting takes effect at the next step. */
  param_groups: ParameterGroup<Options>[] = [];
  /** What is kept of each parameter: `state.get(p)`, which begins empty. */
  readonly state = new ParameterStates<State>();
  /** The settings of groups that have none of their own. */
  readonly defaults: Options;
  /** @internal Whether `step` was called since the first scheduler came; null as long as there is none. */
  stepped: boolean | null = null;
  /** @internal */
  readonly hooks = new OptimizerHooks();

  constructor(params: OptimizerInput<Options>, defaults: Options) {
    hookStep(new.target.prototype as Steps);
    this.defaults = defaults;
    for (const group of readGroups(params)) this.add_param_group(group as ParameterGroupInput<Options>);
  }

  /**
   * Changes the parameters by their gradients. With a closure, which computes the loss anew and its gradients, it gives the
   * loss.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.step.html
   */
  step(closure?: () => unknown): unknown;
  step(): unknown {
    throw errors.missingStep();
  }

  /**
   * Sets the `.grad` of all parameters to null, or with `set_to_none: false` to zeros.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
   */
  zero_grad(set_to_none?: boolean | { readonly set_to_none?: boolean }): void {
    const options = readArguments<{ set_to_none: boolean }>("zero_grad", ["set_to_none"], [set_to_none]);
    const toNone = booleanArgument("zero_grad", "set_to_none", options.set_to_none, true);
    for (const { params } of this.param_groups) for (const parameter of params) clearGradient(parameter, toNone);
  }

  /**
   * Adds a group of parameters; settings that it lacks are the optimizer's. Throws if a parameter is in a group already.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.add_param_group.html
   */
  add_param_group(param_group: ParameterGroupInput<Options>): void {
    this.param_groups.push(completeGroup(param_group, this.defaults, this.param_groups));
  }

  /**
   * What is kept of each parameter, by the parameter's number, and the groups with the numbers of theirs.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.state_dict.html
   */
  state_dict(): OptimizerStateDict<State> {
    tellHooks(this, this.hooks.beforeStateDict);
    const packed = packedState(this.param_groups, this.state);
    return throughHooks(this, this.hooks.afterStateDict, packed) as OptimizerStateDict<State>;
  }

  /**
   * Takes settings and what was kept from another optimizer of the kind. Throws if the groups differ in size or number.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
   */
  load_state_dict(state_dict: OptimizerStateDict<State>): void {
    const source = throughHooks(this, this.hooks.beforeLoad, { ...state_dict });
    const { groups, state } = loadedState(this.param_groups, source, this.defaults);
    this.param_groups = groups;
    this.state.clear();
    for (const [parameter, entry] of state) this.state.set(parameter, entry as State);
    tellHooks(this, this.hooks.afterLoad);
  }

  /**
   * Registers a hook that is called before each step with the optimizer, the arguments of `step` (the optimizer first) and
   * an empty object; it may give other arguments as a pair.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_pre_hook.html
   */
  register_step_pre_hook(hook: StepPreHook<this>): RemovableHandle {
    return registered("register_step_pre_hook", this.hooks.beforeStep, hook);
  }

  /**
   * Registers a hook that is called after each step with the optimizer, the arguments of `step` and an empty object.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_post_hook.html
   */
  register_step_post_hook(hook: StepPostHook<this>): RemovableHandle {
    return registered("register_step_post_hook", this.hooks.afterStep, hook);
  }

  /**
   * Registers a hook that is called with the optimizer before `state_dict`.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_state_dict_pre_hook.html
   */
  register_state_dict_pre_hook(hook: OptimizerHook<this>, prepend?: boolean | HookOptions): RemovableHandle {
    const name = "register_state_dict_pre_hook";
    return registered(name, this.hooks.beforeStateDict, hook, prependArgument(name, prepend));
  }

  /**
   * Registers a hook that is called with the optimizer and what `state_dict` made; it may change that or give another.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_state_dict_post_hook.html
   */
  register_state_dict_post_hook(hook: StateDictHook<this>, prepend?: boolean | HookOptions): RemovableHandle {
    const name = "register_state_dict_post_hook";
    return registered(name, this.hooks.afterStateDict, hook, prependArgument(name, prepend));
  }

  /**
   * Registers a hook that is called with the optimizer and a shallow copy of what `load_state_dict` is given; it may change
   * that or give another.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_load_state_dict_pre_hook.html
   */
  register_load_state_dict_pre_hook(hook: StateDictHook<this>, prepend?: boolean | HookOptions): RemovableHandle {
    const name = "register_load_state_dict_pre_hook";
    return registered(name, this.hooks.beforeLoad, hook, prependArgument(name, prepend));
  }

  /**
   * Registers a hook that is called with the optimizer after `load_state_dict`.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_load_state_dict_post_hook.html
   */
  register_load_state_dict_post_hook(hook: OptimizerHook<this>, prepend?: boolean | HookOptions): RemovableHandle {
    const name = "register_load_state_dict_post_hook";
    return registered(name, this.hooks.afterLoad, hook, prependArgument(name, prepend));
  }

  /** PyTorch's printed form: the settings of each group. */
  toString(): string {
    return formatOptimizer(this.constructor.name, this.param_groups, this.floats());
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal The settings that Python prints as `1.0`, where JavaScript has 1. */
  protected floats(): readonly string[] {
    return [];
  }
}

interface Steps {
  step(...args: readonly unknown[]): unknown;
}

const hooked = new WeakSet<Steps["step"]>();

/** A class may say itself how it steps: its hooks are called all the same. */
function hookStep(prototype: Steps): void {
  const { step } = prototype;
  if (hooked.has(step)) return;
  const between = function step_(this: Optimizer<object, object>, ...given: readonly unknown[]): unknown {
    if (this.stepped === false) this.stepped = true;
    return betweenHooks(this, this.hooks, given, (args) => step.apply(this as never, args as never));
  };
  hooked.add(between);
  Object.defineProperty(prototype, "step", { value: between, writable: true, configurable: true });
}

function prependArgument(op: string, prepend: unknown): boolean {
  const options = readArguments<HookOptions>(op, ["prepend"], prepend === undefined ? [] : [prepend]);
  return booleanArgument(op, "prepend", options.prepend, false);
}
