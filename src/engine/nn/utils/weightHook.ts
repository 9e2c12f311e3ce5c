import * as errors from "../../errors.js";
import type { Module } from "../module.js";
import type { Registration } from "../module/moduleHooks.js";

type Kind = "weight_norm" | "spectral_norm";

/** What stands in the place of a module's parameter: other tensors, of which it is computed before each call. */
export interface WeightHook {
  readonly kind: Kind;
  /** The parameter's name. */
  readonly name: string;
  /** The weight as it is to be now. */
  compute(module: Module): unknown;
  /** Makes a parameter of the weight again. */
  remove(module: Module): void;
}

/** The hooks of this kind among all: what a module runs is functions, also when it was copied. */
const hooks = new WeakMap<Registration["hook"], WeightHook>();

/** Has a module compute its weight before each call. */
export function addWeightHook(module: Module, weightHook: WeightHook): void {
  const hook: Registration["hook"] = (called) => {
    Reflect.set(called as Module, weightHook.name, weightHook.compute(called as Module));
  };
  hooks.set(hook, weightHook);
  module.hooksToBe().forwardPre.add({ hook });
}

/** Throws if a parameter has a hook of the kind already. */
export function refuseSecondHook(module: Module, kind: Kind, name: string): void {
  for (const { hook } of module.ownHooks()?.forwardPre ?? []) {
    if (isHook(hook, kind, name)) throw errors.secondNorm(kind, name);
  }
}

/** Makes the module's weight a parameter again. Throws if it has no such hook. */
export function removeWeightHook(module: Module, kind: Kind, name: string): void {
  const list = module.ownHooks()?.forwardPre;
  const found = [...(list ?? [])].find(({ hook }) => isHook(hook, kind, name));
  if (found === undefined) throw errors.normNotFound(kind, name, module);
  hooks.get(found.hook)!.remove(module);
  list!.removeWhere(({ hook }) => hook === found.hook);
}

function isHook(hook: Registration["hook"], kind: Kind, name: string): boolean {
  const weightHook = hooks.get(hook);
  return weightHook?.kind === kind && weightHook.name === name;
}
