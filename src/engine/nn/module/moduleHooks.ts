import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { HookList } from "./hookList.js";
import type { LoadResult, LocalMetadata, State } from "./stateDict.js";

export type Gradients = readonly (Tensor | null)[];
type Nothing = null | undefined | void;

/** What a call of a module was given by name: its last argument, if that is a plain object. */
export type Keywords = Readonly<Record<string, unknown>>;

/** The arguments of a module's `forward`; those of a module of which nothing is known can be anything. */
export type ArgumentsOf<M extends Module> =
  never[] extends Parameters<M["forward"]> ? readonly unknown[] : Parameters<M["forward"]>;
type ResultOf<M extends Module> = ReturnType<M["forward"]>;

/** Runs before `forward`. An array that it returns takes the place of the arguments, anything else that of a single one. */
export type ForwardPreHook<M extends Module> = (module: M, args: ArgumentsOf<M>) => unknown;
/** The same with the arguments given by name. What it returns is a pair of both. */
export type ForwardPreHookWithKwargs<M extends Module> = (
  module: M,
  args: ArgumentsOf<M>,
  kwargs: Keywords,
) => readonly [args: readonly unknown[], kwargs: Keywords] | Nothing;
/** Runs after `forward`. What it returns takes the place of the result. */
export type ForwardHook<M extends Module> = (module: M, args: ArgumentsOf<M>, output: ResultOf<M>) => unknown;
export type ForwardHookWithKwargs<M extends Module> = (
  module: M,
  args: ArgumentsOf<M>,
  kwargs: Keywords,
  output: ResultOf<M>,
) => unknown;
/** Runs once the gradients of a module's results are known. An array that it returns takes their place. */
export type BackwardPreHook<M extends Module> = (module: M, grad_output: Gradients) => Gradients | Tensor | Nothing;
/** Runs once the gradients of a module's arguments are known. An array that it returns takes their place. */
export type BackwardHook<M extends Module> = (
  module: M,
  grad_input: Gradients,
  grad_output: Gradients,
) => Gradients | Tensor | Nothing;

/** Runs before a module's state is collected, and behind that with what was collected. */
export type StatePreHook<M> = (module: M, prefix: string, keep_vars: boolean) => void;
export type StatePostHook<M> = (module: M, state_dict: State, prefix: string, local_metadata: LocalMetadata) => void;
/** Runs before a module's state is loaded, and behind that with the names that did not match. */
export type LoadPreHook<M> = (
  module: M,
  state_dict: State,
  prefix: string,
  local_metadata: LocalMetadata,
  strict: boolean,
  missing_keys: string[],
  unexpected_keys: string[],
  error_msgs: string[],
) => void;
export type LoadPostHook<M> = (module: M, incompatible_keys: LoadResult) => void;

export interface PrependOption {
  /** Whether the hook runs before all others of the module. */
  readonly prepend?: boolean;
}

/** A hook as it is kept: whatever module it was written for, it is called with the one that it was registered with. */
export interface Registration {
  readonly hook: (...args: unknown[]) => unknown;
  readonly withKwargs?: boolean;
  readonly alwaysCall?: boolean;
}

const lists = [
  "forwardPre",
  "forward",
  "backwardPre",
  "backward",
  "statePre",
  "statePost",
  "loadPre",
  "loadPost",
] as const;

/** The hooks of one module, or of all. */
export class ModuleHooks implements Record<(typeof lists)[number], HookList<Registration>> {
  readonly forwardPre = new HookList<Registration>();
  readonly forward = new HookList<Registration>();
  readonly backwardPre = new HookList<Registration>();
  readonly backward = new HookList<Registration>();
  readonly statePre = new HookList<Registration>();
  readonly statePost = new HookList<Registration>();
  readonly loadPre = new HookList<Registration>();
  readonly loadPost = new HookList<Registration>();
  /** Whether the backward hooks are of the kind that sees a module's own gradients; null as long as there were none. */
  isFull: boolean | null = null;

  /** Whether nothing runs around a call. */
  get isQuiet(): boolean {
    return this.forwardPre.isEmpty && this.forward.isEmpty && this.backwardPre.isEmpty && this.backward.isEmpty;
  }

  /** The same hooks, to which others can be added apart from these. */
  copy(): ModuleHooks {
    const copied = new ModuleHooks();
    for (const list of lists) for (const registration of this[list]) copied[list].add(registration);
    copied.isFull = this.isFull;
    return copied;
  }
}

/** The hooks of all modules, which run before a module's own. */
export const globalHooks = new ModuleHooks();
