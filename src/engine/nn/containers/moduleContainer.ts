import * as errors from "../../errors.js";
import { Module } from "../module.js";

/** A module that holds others under the numbers from 0 on. */
export abstract class ModuleContainer<Held extends Module> extends Module {
  /** How many modules it holds. */
  override get length(): number {
    return this.held().length;
  }

  /** The module at a place; negative places count from the end. Throws an IndexError beyond them. */
  at<M extends Held = Held>(index: number): M {
    return this.held()[this.place(index)]! as M;
  }

  /** Puts a module in the place of another. */
  set(index: number, module: Held): void {
    this.register_module(this.moduleEntries()[this.place(index)]![0], module);
  }

  /** A container of the same kind with the modules from start to end, as arrays are sliced. */
  slice(start?: number, end?: number): this {
    const empty = Reflect.construct(this.constructor as new () => ModuleContainer<Held>, []);
    return empty.extend(this.held().slice(start, end)) as this;
  }

  /** Adds a module at the end. */
  append(module: Held): this {
    this.register_module(String(this.length), module);
    return this;
  }

  /** Adds modules at the end. */
  extend(modules: Iterable<Held>): this {
    for (const module of modules) this.append(module);
    return this;
  }

  /** Puts a module before the one at a place. */
  insert(index: number, module: Held): void {
    const modules = this.held();
    modules.splice(index, 0, module);
    this.replace(modules);
  }

  /** Takes the module at a place out, and gives it. */
  pop(index: number): Held {
    const modules = this.held();
    const [taken] = modules.splice(this.place(index), 1);
    this.replace(modules);
    return taken!;
  }

  [Symbol.iterator](): IterableIterator<Held> {
    return this.held().values();
  }

  protected held(): Held[] {
    return this.moduleEntries().map(([, module]) => module as Held);
  }

  private replace(modules: readonly Held[]): void {
    for (const [name] of this.moduleEntries()) Reflect.deleteProperty(this, name);
    this.extend(modules);
  }

  private place(index: number): number {
    const { length } = this;
    if (!Number.isInteger(index)) throw errors.wrongArgument(this.constructor.name, "index", "int", index);
    if (!(index >= -length && index < length)) throw errors.containerIndex(index);
    return index < 0 ? index + length : index;
  }
}
