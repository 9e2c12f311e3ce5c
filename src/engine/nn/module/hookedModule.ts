import { booleanArgument, readArguments, refuseMore } from "../../arguments.js";
import { functionArgument, type RemovableHandle } from "../../autograd/removableHandle.js";
import * as errors from "../../errors.js";
import type { Module } from "../module.js";
import { ModuleFields } from "./moduleFields.js";
import {
  ModuleHooks,
  type BackwardHook,
  type BackwardPreHook,
  type ForwardHook,
  type ForwardHookWithKwargs,
  type ForwardPreHook,
  type ForwardPreHookWithKwargs,
  type PrependOption,
  type Registration,
} from "./moduleHooks.js";

interface WithKwargs extends PrependOption {
  /** The hook also gets what was given by name. */
  readonly with_kwargs: true;
}

interface WithoutKwargs extends PrependOption {
  /** Whether the hook also gets what was given by name; false unless given. */
  readonly with_kwargs?: false;
}

interface AlwaysCallOption {
  /** Whether the hook is called even if `forward` throws. */
  readonly always_call?: boolean;
}

interface HookOptions extends AlwaysCallOption, PrependOption {
  readonly with_kwargs?: boolean;
}

/** What a script has run around the calls of a module and around their backward. */
export abstract class HookedModule extends ModuleFields {
  #hooks: ModuleHooks | null = null;

  /** Calls the hook before each `forward`, with its arguments by name beside the others. */
  register_forward_pre_hook<Self extends Module>(
    this: Self,
    hook: ForwardPreHookWithKwargs<Self>,
    options: WithKwargs,
  ): RemovableHandle;
  /**
   * Calls the hook before each `forward`. An array that it returns takes the place of the arguments, anything else but
   * null that of a single argument.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_pre_hook
   */
  register_forward_pre_hook<Self extends Module>(
    this: Self,
    hook: ForwardPreHook<Self>,
    options?: WithoutKwargs,
  ): RemovableHandle;
  register_forward_pre_hook(this: Module, hook: unknown, ...options: unknown[]): RemovableHandle {
    const op = "register_forward_pre_hook";
    const { prepend, with_kwargs } = readArguments<HookOptions>(op, ["prepend", "with_kwargs"], options);
    const withKwargs = booleanArgument(op, "with_kwargs", with_kwargs, false);
    const registration = { hook: hookArgument(op, hook), withKwargs };
    return this.hooksToBe().forwardPre.add(registration, booleanArgument(op, "prepend", prepend, false));
  }

  /** Calls the hook after each `forward`, with its arguments by name beside the others. */
  register_forward_hook<Self extends Module>(
    this: Self,
    hook: ForwardHookWithKwargs<Self>,
    options: WithKwargs & AlwaysCallOption,
  ): RemovableHandle;
  /**
   * Calls the hook after each `forward`. What it returns takes the place of the result.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_hook
   */
  register_forward_hook<Self extends Module>(
    this: Self,
    hook: ForwardHook<Self>,
    options?: WithoutKwargs & AlwaysCallOption,
  ): RemovableHandle;
  register_forward_hook(this: Module, hook: unknown, ...options: unknown[]): RemovableHandle {
    const op = "register_forward_hook";
    const given = readArguments<HookOptions>(op, ["prepend", "with_kwargs", "always_call"], options);
    const withKwargs = booleanArgument(op, "with_kwargs", given.with_kwargs, false);
    const alwaysCall = booleanArgument(op, "always_call", given.always_call, false);
    const registration = { hook: hookArgument(op, hook), withKwargs, alwaysCall };
    return this.hooksToBe().forward.add(registration, booleanArgument(op, "prepend", given.prepend, false));
  }

  /**
   * Calls the hook in backward with the gradients of the module's results, before any of the module's own. What it returns
   * takes their place.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_pre_hook
   */
  register_full_backward_pre_hook<Self extends Module>(
    this: Self,
    hook: BackwardPreHook<Self>,
    prepend: boolean | PrependOption = false,
  ): RemovableHandle {
    const op = "register_full_backward_pre_hook";
    const options = readArguments<PrependOption>(op, ["prepend"], [prepend]);
    const registration = { hook: hookArgument(op, hook) };
    return this.hooksToBe().backwardPre.add(registration, booleanArgument(op, "prepend", options.prepend, false));
  }

  /**
   * Calls the hook in backward with the gradients of the module's arguments and of its results. What it returns takes the
   * place of the former. Throws if the module has hooks of the older kind.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook
   */
  register_full_backward_hook<Self extends Module>(
    this: Self,
    hook: BackwardHook<Self>,
    prepend: boolean | PrependOption = false,
  ): RemovableHandle {
    const op = "register_full_backward_hook";
    const options = readArguments<PrependOption>(op, ["prepend"], [prepend]);
    const registration = { hook: hookArgument(op, hook) };
    const hooks = this.hooksToBe();
    if (hooks.isFull === false) throw errors.twoKindsOfBackwardHooks();
    hooks.isFull = true;
    return hooks.backward.add(registration, booleanArgument(op, "prepend", options.prepend, false));
  }

  /**
   * Calls the hook in backward with the gradients that the last op of the module sees. `register_full_backward_hook` is
   * what one wants. Throws if the module has hooks of that kind.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_backward_hook
   */
  register_backward_hook<Self extends Module>(this: Self, hook: BackwardHook<Self>): RemovableHandle {
    if (arguments.length > 1) refuseMore("register_backward_hook", 1, arguments);
    const hooks = this.hooksToBe();
    if (hooks.isFull === true) throw errors.twoKindsOfBackwardHooks();
    hooks.isFull = false;
    return hooks.backward.add({ hook: hookArgument("register_backward_hook", hook) });
  }

  /** @internal Null where there never were any. */
  ownHooks(): ModuleHooks | null {
    return this.#hooks;
  }

  /** @internal */
  override takeOver(other: HookedModule): void {
    super.takeOver(other);
    this.#hooks = other.#hooks?.copy() ?? null;
  }

  /** @internal */
  hooksToBe(): ModuleHooks {
    return (this.#hooks ??= new ModuleHooks());
  }
}

/** Hooks are kept without the types of what they are called with, which the caller knows. */
export function hookArgument(op: string, hook: unknown): Registration["hook"] {
  return functionArgument(op, hook) as Registration["hook"];
}
