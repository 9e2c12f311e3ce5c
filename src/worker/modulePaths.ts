import type { Module } from "../engine/nn/module.js";
import { beginTrace, traceOf } from "./trace.js";

/**
 * Where in its model a module or a parameter is, such as "hidden.weight": by the names of the outermost module that is
 * called. A model is read when it is first called, and again when it has come to have modules that were not there.
 */
export class ModulePaths {
  readonly #paths = new WeakMap<Module, string>();
  /** The modules whose forward runs, the outermost first. */
  readonly #running: Module[] = [];

  /** The path of the module whose forward runs; null outside of modules and in the outermost one itself. */
  get current(): string | null {
    const module = this.#running.at(-1);
    return module === undefined ? null : this.pathOf(module);
  }

  /** Null for a model itself, and for a module that was never called. */
  pathOf(module: Module): string | null {
    return this.#paths.get(module) || null;
  }

  enter(module: Module): void {
    this.#running.push(module);
    if (!this.#paths.has(module)) this.#read(this.#running[0]!);
  }

  leave(): void {
    this.#running.pop();
  }

  #read(model: Module): void {
    for (const [path, module] of model.named_modules()) this.#paths.set(module, path);
    for (const [path, parameter] of model.named_parameters()) {
      const trace = traceOf(parameter) ?? beginTrace(parameter, 0);
      trace.path = path;
    }
  }
}
