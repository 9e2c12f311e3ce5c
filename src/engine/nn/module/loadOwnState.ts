import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { callUserCode } from "../../observer.js";
import { sameShape } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";
import { isUninitialized } from "../lazy/isUninitialized.js";
import { extraStateKey, type LocalMetadata, type State } from "./stateDict.js";

/** What does not fit, which is told when all modules have been loaded. */
export interface LoadProblems {
  readonly missing_keys: string[];
  readonly unexpected_keys: string[];
  readonly error_msgs: string[];
}

/** Loads the entries of one module, without those of the modules in it. */
export function loadOwnState(
  module: Module,
  state: State,
  prefix: string,
  metadata: LocalMetadata,
  problems: LoadProblems,
): void {
  const persistent = module.ownBuffers().filter(([name]) => module.isPersistent(name));
  const own = new Map<string, Tensor>([...module.ownParameters(), ...persistent]);
  for (const [name, tensor] of own) {
    const key = prefix + name;
    if (!Object.hasOwn(state, key)) problems.missing_keys.push(key);
    else {
      const problem = loadTensor(module, name, tensor, { key, given: state[key] }, metadata);
      if (problem !== null) problems.error_msgs.push(problem);
    }
  }
  loadExtraState(module, state, prefix, problems);
  const children = new Set(module.moduleEntries().map(([name]) => name));
  for (const key of Object.keys(state)) {
    if (!key.startsWith(prefix) || key === prefix + extraStateKey) continue;
    const [name = "", ...path] = key.slice(prefix.length).split(".");
    if (path.length > 0 ? !children.has(name) : !own.has(name)) problems.unexpected_keys.push(key);
  }
}

interface Entry {
  readonly key: string;
  readonly given: unknown;
}

function loadTensor(
  module: Module,
  name: string,
  target: Tensor,
  { key, given }: Entry,
  { assign_to_params_buffers }: LocalMetadata,
): string | null {
  if (!isTensor(given)) return errors.entryOfWrongKind(key, given);
  if (isUninitialized(target)) {
    if (isUninitialized(given)) return null;
    target.materialize(given.shape);
  }
  const source = target.dim() === 0 && sameShape(given.shape, [1]) ? given.select(0, 0) : given;
  if (!sameShape(source.shape, target.shape)) return errors.sizeMismatch(key, source.shape, target.shape);
  if (assign_to_params_buffers) {
    Reflect.set(module, name, target instanceof Parameter ? asParameter(source, target) : source);
    return null;
  }
  try {
    inGradMode(false, () => target.copy_(source));
    return null;
  } catch (error) {
    return errors.entryNotCopied(key, target.shape, source.shape, error);
  }
}

function asParameter(source: Tensor, { requires_grad }: Parameter): Parameter {
  if (!(source instanceof Parameter)) return new Parameter(source, requires_grad);
  source.requires_grad_(requires_grad);
  return source;
}

function loadExtraState(module: Module, state: State, prefix: string, problems: LoadProblems): void {
  const key = prefix + extraStateKey;
  const isThere = Object.hasOwn(state, key);
  if (module.set_extra_state === undefined) {
    if (isThere) problems.unexpected_keys.push(key);
  } else if (isThere) callUserCode(() => module.set_extra_state!(state[key]));
  else problems.missing_keys.push(key);
}
