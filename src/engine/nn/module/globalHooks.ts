import { booleanArgument, readArguments, refuseMore } from "../../arguments.js";
import type { RemovableHandle } from "../../autograd/removableHandle.js";
import * as errors from "../../errors.js";
import type { Module } from "../module.js";
import { hookArgument } from "./hookedModule.js";
import {
  globalHooks,
  type BackwardHook,
  type BackwardPreHook,
  type ForwardHook,
  type ForwardPreHook,
} from "./moduleHooks.js";

/**
 * Calls the hook before each `forward` of any module, before the module's own hooks.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_forward_pre_hook.html
 */
export function register_module_forward_pre_hook(hook: ForwardPreHook<Module>): RemovableHandle {
  if (arguments.length > 1) refuseMore("register_module_forward_pre_hook", 1, arguments);
  return globalHooks.forwardPre.add({ hook: hookArgument("register_module_forward_pre_hook", hook) });
}

export interface GlobalForwardHookOptions {
  /** Whether the hook also gets what was given by name. */
  readonly with_kwargs?: boolean;
  /** Whether the hook is called even if `forward` throws. */
  readonly always_call?: boolean;
}

/**
 * Calls the hook after each `forward` of any module, before the module's own hooks.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_forward_hook.html
 */
export function register_module_forward_hook(
  hook: ForwardHook<Module>,
  options?: GlobalForwardHookOptions,
): RemovableHandle {
  const op = "register_module_forward_hook";
  const given = readArguments<GlobalForwardHookOptions>(op, ["with_kwargs", "always_call"], [options]);
  const withKwargs = booleanArgument(op, "with_kwargs", given.with_kwargs, false);
  const alwaysCall = booleanArgument(op, "always_call", given.always_call, false);
  return globalHooks.forward.add({ hook: hookArgument(op, hook), withKwargs, alwaysCall });
}

/**
 * Calls the hook with the gradients of each module's results.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_full_backward_pre_hook.html
 */
export function register_module_full_backward_pre_hook(hook: BackwardPreHook<Module>): RemovableHandle {
  if (arguments.length > 1) refuseMore("register_module_full_backward_pre_hook", 1, arguments);
  return globalHooks.backwardPre.add({ hook: hookArgument("register_module_full_backward_pre_hook", hook) });
}

/**
 * Calls the hook with the gradients of each module's arguments and results. Throws if there are global hooks of the older
 * kind.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_full_backward_hook.html
 */
export function register_module_full_backward_hook(hook: BackwardHook<Module>): RemovableHandle {
  if (arguments.length > 1) refuseMore("register_module_full_backward_hook", 1, arguments);
  return globalBackwardHook("register_module_full_backward_hook", hook, true);
}

/**
 * Calls the hook with the gradients that each module's last op sees. Throws if there are global hooks of the other kind.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_backward_hook.html
 */
export function register_module_backward_hook(hook: BackwardHook<Module>): RemovableHandle {
  if (arguments.length > 1) refuseMore("register_module_backward_hook", 1, arguments);
  return globalBackwardHook("register_module_backward_hook", hook, false);
}

function globalBackwardHook(op: string, hook: BackwardHook<Module>, isFull: boolean): RemovableHandle {
  if (globalHooks.isFull === !isFull) throw errors.twoKindsOfGlobalHooks();
  globalHooks.isFull = isFull;
  return globalHooks.backward.add({ hook: hookArgument(op, hook) });
}
