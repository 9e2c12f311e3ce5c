import { noteModule } from "../failedCall.js";
import { callUserCode, observer } from "../observer.js";
import type { Module } from "./module.js";
import { callWithHooks } from "./module/callWithHooks.js";
import { runForward } from "./module/forwardArguments.js";
import { globalHooks } from "./module/moduleHooks.js";

/** What can be called as its `forward` can: `model(x)` takes and gives what `model.forward(x)` does. */
export interface Callable {
  /** Computes the result of a call. */
  forward(...args: never[]): unknown;
  (...args: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

/**
 * Makes instances that are functions. The constructor returns a function with the instance's class for a prototype, so
 * that whatever is set on it afterwards, the fields of derived classes among them, is set on the function.
 */
export const Callable = class Callable {
  constructor() {
    // Some versions of V8 write this variable's name into the stacks of errors, where the class would be: "module.forward".
    const module = ((...args: never[]) => callForward(module, args)) as unknown as Module;
    Object.setPrototypeOf(module, new.target.prototype as object);
    for (const name of ["name", "length"]) Reflect.deleteProperty(module, name);
    return module;
  }
} as new () => Callable;

/** The observer is told of the call, and finds the site as it was before it. */
function callForward(module: Module, args: never[]): unknown {
  const current = observer;
  if (current === null) return callHooked(module, args);
  current.enterModule(module);
  try {
    return callUserCode(() => callHooked(module, args));
  } catch (error) {
    noteModule(error, module);
    throw error;
  } finally {
    current.leaveModule(module);
  }
}

function callHooked(module: Module, args: never[]): unknown {
  const own = module.ownHooks();
  return (own === null || own.isQuiet) && globalHooks.isQuiet
    ? runForward(module, args)
    : callWithHooks(module, own, args);
}
