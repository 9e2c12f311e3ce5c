import { booleanArgument, isOptions, readArguments, refuseMore } from "../../arguments.js";
import type { RemovableHandle } from "../../autograd/removableHandle.js";
import * as errors from "../../errors.js";
import { callUserCode } from "../../observer.js";
import type { Module } from "../module.js";
import { hookArgument, HookedModule } from "./hookedModule.js";
import type { LoadPostHook, LoadPreHook, StatePostHook, StatePreHook } from "./moduleHooks.js";
import { loadOwnState, type LoadProblems } from "./loadOwnState.js";
import {
  extraStateKey,
  metadataOf,
  withMetadata,
  type LoadResult,
  type LocalMetadata,
  type State,
  type StateDict,
} from "./stateDict.js";
import { isUninitialized } from "../lazy/isUninitialized.js";
import { IncompatibleKeys } from "./incompatibleKeys.js";

export interface StateDictOptions {
  /** What the entries are put into; a new object unless given. */
  readonly destination?: State | null;
  /** Stands before each name. */
  readonly prefix?: string;
  /** Whether the entries are the parameters themselves, instead of detached. */
  readonly keep_vars?: boolean;
}

export interface LoadOptions {
  /** Whether missing and unexpected names are an error; true unless given. */
  readonly strict?: boolean;
  /** Whether the module's tensors are replaced by those given, instead of getting their numbers. */
  readonly assign?: boolean;
}

/** A module's parameters and buffers as an object of tensors, and back. */
export abstract class StatefulModule extends HookedModule {
  /**
   * Parameters and persistent buffers by name, also of the modules in this one. They share their numbers with the module's.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict
   */
  state_dict(options?: StateDictOptions): StateDict {
    if (arguments.length > 1) refuseMore("state_dict", 1, arguments);
    const given = readArguments<StateDictOptions>("state_dict", ["destination", "prefix", "keep_vars"], [options]);
    const prefix = given.prefix ?? "";
    if (typeof prefix !== "string") throw errors.wrongArgument("state_dict", "prefix", "str", prefix);
    const keepVars = booleanArgument("state_dict", "keep_vars", given.keep_vars, false);
    const destination = given.destination ?? withMetadata({});
    this.collect(destination, prefix, keepVars);
    return destination as StateDict;
  }

  /**
   * Copies numbers into the parameters and buffers of the same names. Throws if shapes differ and, unless `strict` is
   * false, if a name is missing or unexpected; all that does not fit is told in one error.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict
   */
  load_state_dict(
    state_dict: Readonly<Record<string, unknown>>,
    strict: boolean | LoadOptions = true,
    assign?: boolean | LoadOptions,
  ): LoadResult {
    if (!isOptions(state_dict)) throw errors.stateDictKind(state_dict);
    const given = readArguments<LoadOptions>("load_state_dict", ["strict", "assign"], [strict, assign]);
    const isStrict = booleanArgument("load_state_dict", "strict", given.strict, true);
    const assigns = booleanArgument("load_state_dict", "assign", given.assign, false);
    const problems: LoadProblems = { missing_keys: [], unexpected_keys: [], error_msgs: [] };
    this.load({ ...state_dict }, "", { metadata: metadataOf(state_dict), assigns, problems });
    const messages = [
      ...(isStrict ? errors.keyProblems(problems.missing_keys, problems.unexpected_keys) : []),
      ...problems.error_msgs,
    ];
    if (messages.length > 0) throw errors.stateDictMismatch(this.constructor.name, messages);
    return new IncompatibleKeys(problems.missing_keys, problems.unexpected_keys);
  }

  /**
   * What `state_dict` has of this module beside its tensors; modules that have such a thing define this and
   * `set_extra_state`.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_extra_state
   */
  get_extra_state?(): unknown;

  /**
   * Gets what `get_extra_state` gave.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.set_extra_state
   */
  set_extra_state?(state: unknown): void;

  /**
   * Calls the hook before the module's entries are collected.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_state_dict_pre_hook
   */
  register_state_dict_pre_hook<Self extends Module>(this: Self, hook: StatePreHook<Self>): RemovableHandle {
    if (arguments.length > 1) refuseMore("register_state_dict_pre_hook", 1, arguments);
    return this.hooksToBe().statePre.add({ hook: hookArgument("register_state_dict_pre_hook", hook) });
  }

  /**
   * Calls the hook with the module's entries, which it may change in place.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_state_dict_post_hook
   */
  register_state_dict_post_hook<Self extends Module>(this: Self, hook: StatePostHook<Self>): RemovableHandle {
    if (arguments.length > 1) refuseMore("register_state_dict_post_hook", 1, arguments);
    return this.hooksToBe().statePost.add({ hook: hookArgument("register_state_dict_post_hook", hook) });
  }

  /**
   * Calls the hook with the entries that are to be loaded, which it may change in place.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_load_state_dict_pre_hook
   */
  register_load_state_dict_pre_hook<Self extends Module>(this: Self, hook: LoadPreHook<Self>): RemovableHandle {
    if (arguments.length > 1) refuseMore("register_load_state_dict_pre_hook", 1, arguments);
    return this.hooksToBe().loadPre.add({ hook: hookArgument("register_load_state_dict_pre_hook", hook) });
  }

  /**
   * Calls the hook with the names that did not match, which it may change in place.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_load_state_dict_post_hook
   */
  register_load_state_dict_post_hook<Self extends Module>(this: Self, hook: LoadPostHook<Self>): RemovableHandle {
    if (arguments.length > 1) refuseMore("register_load_state_dict_post_hook", 1, arguments);
    return this.hooksToBe().loadPost.add({ hook: hookArgument("register_load_state_dict_post_hook", hook) });
  }

  /** Puts this module's own entries into an object; a module whose state is of another form overrides it. */
  _save_to_state_dict(destination: State, prefix: string, keep_vars: boolean): void {
    const persistent = this.ownBuffers().filter(([name]) => this.isPersistent(name));
    for (const [name, tensor] of [...this.ownParameters(), ...persistent])
      destination[prefix + name] = keep_vars || isUninitialized(tensor) ? tensor : tensor.detach();
    if (this.get_extra_state !== undefined)
      destination[prefix + extraStateKey] = callUserCode(() => this.get_extra_state!());
  }

  /** Loads this module's own entries; a module whose state had another form once overrides it. */
  _load_from_state_dict(
    state_dict: State,
    prefix: string,
    local_metadata: LocalMetadata,
    _strict: boolean,
    missing_keys: string[],
    unexpected_keys: string[],
    error_msgs: string[],
  ): void {
    const problems = { missing_keys, unexpected_keys, error_msgs };
    loadOwnState(this as unknown as Module, state_dict, prefix, local_metadata, problems);
  }

  /** @internal The form of this module's state, which is told with it. */
  get stateVersion(): number {
    return 1;
  }

  private collect(destination: State, prefix: string, keepVars: boolean): void {
    const local: LocalMetadata = { version: this.stateVersion };
    const metadata = metadataOf(destination);
    if (metadata !== null) metadata[prefix.slice(0, -1)] = local;
    const hooks = this.ownHooks();
    for (const { hook } of hooks?.statePre ?? []) callUserCode(() => hook(this, prefix, keepVars));
    this._save_to_state_dict(destination, prefix, keepVars);
    for (const [name, child] of this.moduleEntries())
      (child as StatefulModule).collect(destination, `${prefix}${name}.`, keepVars);
    for (const { hook } of hooks?.statePost ?? []) {
      const result: unknown = callUserCode(() => hook(this, destination, prefix, local));
      if (result !== undefined && result !== null) throw errors.stateHookReturned();
    }
  }

  private load(state: State, prefix: string, loading: Loading): void {
    const { metadata, assigns, problems } = loading;
    const local: LocalMetadata = { ...(metadata?.[prefix.slice(0, -1)] ?? {}) };
    if (assigns) local.assign_to_params_buffers = true;
    const { missing_keys, unexpected_keys, error_msgs } = problems;
    const hooks = this.ownHooks();
    const args = [state, prefix, local, true, missing_keys, unexpected_keys, error_msgs] as const;
    for (const { hook } of hooks?.loadPre ?? []) callUserCode(() => hook(this, ...args));
    this._load_from_state_dict(...args);
    for (const [name, child] of this.moduleEntries()) {
      const path = `${prefix}${name}.`;
      const own = Object.entries(state).filter(([key]) => key.startsWith(path));
      (child as StatefulModule).load(Object.fromEntries(own), path, loading);
    }
    const result = new IncompatibleKeys(missing_keys, unexpected_keys);
    for (const { hook } of hooks?.loadPost ?? []) {
      const answer: unknown = callUserCode(() => hook(this, result));
      if (answer !== undefined && answer !== null) throw errors.loadHookReturned();
    }
  }
}

interface Loading {
  readonly metadata: Readonly<Record<string, LocalMetadata>> | null;
  readonly assigns: boolean;
  readonly problems: LoadProblems;
}
