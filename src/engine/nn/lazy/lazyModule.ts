import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import type { Registration } from "../module/moduleHooks.js";
import { isUninitialized } from "./isUninitialized.js";

/** A module whose first call tells the shapes of its parameters, and makes it a module of another class. */
export interface LazyModule extends Module {
  /** What it is from its first call on. */
  readonly cls_to_become: { readonly prototype: Module };
  /** Makes the parameters that an input of this shape needs; the first call of the module does so. */
  initialize_parameters(input: Tensor): void;
}

/** Has a module's first call initialize its parameters, before all hooks that are registered later. */
export function initializeAtFirstCall(module: LazyModule): void {
  module.hooksToBe().forwardPre.add({ hook: initialize });
}

/** Whether a module still has parameters or buffers of unknown shape. */
export function hasUninitialized(module: Module): boolean {
  return [...module.ownParameters(), ...module.ownBuffers()].some(([, tensor]) => isUninitialized(tensor));
}

const initialize: Registration["hook"] = (called, args) => {
  const module = called as LazyModule;
  const [input] = args as readonly [Tensor];
  module.initialize_parameters(input);
  module.hooksToBe().forwardPre.removeWhere(({ hook }) => hook === initialize);
  Object.setPrototypeOf(module, module.cls_to_become.prototype);
};
