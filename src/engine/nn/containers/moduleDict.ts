import { refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { Module } from "../module.js";
import { pairsOf } from "./pairs.js";

type ByName<Held> = Readonly<Record<string, Held>>;

/**
 * Modules under names of one's own, all of them registered: `this.heads.get("mean")(x)`. It cannot be called itself. Throws
 * for names that a module has already, such as `train`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html
 */
export class ModuleDict<Held extends Module = Module, Named extends ByName<Held> = ByName<Held>> extends Module {
  constructor(modules?: Named | Iterable<readonly [string, Held]> | null) {
    super();
    refuseMore("ModuleDict", 1, arguments);
    if (modules !== undefined && modules !== null) this.update(modules);
  }

  /** How many modules it holds. */
  override get length(): number {
    return this.moduleEntries().length;
  }

  /** Whether there is a module under a name. */
  has(key: string): boolean {
    return this.items().some(([name]) => name === key);
  }

  /** The module under a name that it was made with. */
  get<Key extends keyof Named & string>(key: Key): Named[Key];
  /** The module under a name. Throws a KeyError if there is none. */
  get<M extends Held = Named[string]>(key: string): M;
  get(key: string): Module {
    const entry = this.items().find(([name]) => name === key);
    if (entry === undefined) throw errors.noSuchKey(key);
    return entry[1];
  }

  /** Puts a module under a name. */
  set(key: string, module: Held): void {
    this.add_module(key, module);
  }

  /** The names, in the order in which they were given. */
  keys(): string[] {
    return this.items().map(([name]) => name);
  }

  /** The modules. */
  values(): Named[string][] {
    return this.items().map(([, module]) => module);
  }

  /** The names with their modules. */
  items(): [name: string, module: Named[string]][] {
    return this.moduleEntries() as [string, Named[string]][];
  }

  /** Puts several modules under their names. */
  update(modules: ByName<Held> | Iterable<readonly [string, Held]>): void {
    for (const [name, module] of pairsOf("ModuleDict", modules)) this.set(name, module as Held);
  }

  /** Takes a module out, and gives it. Throws a KeyError if there is none under the name. */
  pop(key: string): Named[string] {
    const module = this.get<Named[string]>(key);
    Reflect.deleteProperty(this, key);
    return module;
  }

  /** Takes all modules out. */
  clear(): void {
    for (const key of this.keys()) Reflect.deleteProperty(this, key);
  }

  /** The names, one after the other. */
  [Symbol.iterator](): IterableIterator<string> {
    return this.keys().values();
  }
}
