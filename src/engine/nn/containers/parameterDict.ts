import { isOptions, refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { typename } from "../../errors/words.js";
import { Module } from "../module.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { pairsOf } from "./pairs.js";
import { asHeld, describeHeld } from "./parameters.js";

type Given<Value> = Readonly<Record<string, Value>> | Iterable<readonly [string, Value]> | ParameterDict;

/**
 * Parameters under names of one's own, all of them registered: `this.scales.get("left")`. Tensors become parameters. The names
 * of a plain object are sorted, as PyTorch sorts those of a dict. It cannot be called.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html
 */
export class ParameterDict extends Module {
  private readonly _keys = new Set<string>();

  constructor(parameters?: Given<unknown> | null) {
    super();
    refuseMore("ParameterDict", 1, arguments);
    Object.defineProperty(this, "_keys", { enumerable: false });
    if (parameters !== undefined && parameters !== null) this.update(parameters);
  }

  /** How many parameters it holds. */
  override get length(): number {
    return this._keys.size;
  }

  /** Whether something is under a name. */
  has(key: string): boolean {
    return this._keys.has(key);
  }

  /** What is under a name; `otherwise` (null) if nothing is. */
  get<Value = Tensor>(key: string, otherwise: unknown = null): Value {
    return (this.has(key) ? Reflect.get(this, key) : otherwise) as Value;
  }

  /** Puts a parameter under a name. Throws for names that a module has already. */
  set(key: string, value: unknown): void {
    if (typeof key !== "string") throw errors.parameterKeyKind(key);
    if (!this.has(key) && key in this) throw errors.attributeExists(key);
    this._keys.add(key);
    Reflect.set(this, key, asHeld(value));
  }

  /** What is under a name, after putting `otherwise` there if nothing was. */
  setdefault<Value = Tensor>(key: string, otherwise: unknown = null): Value {
    if (!this.has(key)) this.set(key, otherwise);
    return this.get<Value>(key);
  }

  /** The names. */
  keys(): string[] {
    return [...this._keys];
  }

  /** The parameters. */
  values(): unknown[] {
    return this.items().map(([, value]) => value);
  }

  /** The names with their parameters. */
  items(): [name: string, value: unknown][] {
    return this.keys().map((name) => [name, Reflect.get(this, name)]);
  }

  /** Puts several parameters under their names. */
  update(parameters: Given<unknown>): void {
    const pairs = pairsOf("ParameterDict", parameters);
    const sorted = isOptions(parameters) ? pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)) : pairs;
    for (const [name, value] of sorted) this.set(name, value);
  }

  /** Takes a parameter out, and gives it. Throws a KeyError if there is none under the name. */
  pop(key: string): unknown {
    if (!this.has(key)) throw errors.noSuchKey(key);
    const value: unknown = Reflect.get(this, key);
    this._keys.delete(key);
    Reflect.deleteProperty(this, key);
    return value;
  }

  /** Takes the last one out, and gives its name and itself. */
  popitem(): [name: string, value: unknown] {
    const key = this.keys().at(-1);
    if (key === undefined) throw errors.noSuchKey("popitem(): dictionary is empty");
    return [key, this.pop(key)];
  }

  /** Takes all out. */
  clear(): void {
    for (const key of this.keys()) this.pop(key);
  }

  /** Another one with the same parameters. */
  copy(): this {
    return Reflect.construct(this.constructor, [this]) as this;
  }

  /** Another one with these names, all with one value. */
  fromkeys(keys: Iterable<string>, otherwise: unknown = null): this {
    return Reflect.construct(this.constructor, [[...keys].map((key) => [key, otherwise])]) as this;
  }

  /** The names, one after the other. */
  [Symbol.iterator](): IterableIterator<string> {
    return this.keys().values();
  }

  override forward(): never {
    throw errors.containerCalled("ParameterDict");
  }

  override extra_repr(): string {
    const kind = (value: unknown): string => (isTensor(value) ? typename(value) : "");
    return this.items()
      .map(([name, value]) => `  (${name}): ${describeHeld(value, kind(value))}`)
      .join("\n");
  }
}
