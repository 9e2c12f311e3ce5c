import { refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import { Module } from "../module.js";
import type { Parameter } from "../parameter.js";
import { asHeld, describeHeld } from "./parameters.js";

/**
 * A list whose parameters are registered: `for (const w of this.weights) x = x.matmul(w)`. Tensors become parameters. It
 * cannot be called.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterList.html
 */
export class ParameterList<Held = Parameter> extends Module {
  private _size = 0;

  constructor(values?: Iterable<unknown> | null) {
    super();
    refuseMore("ParameterList", 1, arguments);
    Object.defineProperty(this, "_size", { enumerable: false });
    if (values !== undefined && values !== null) this.extend(values);
  }

  /** How many parameters it holds. */
  override get length(): number {
    return this._size;
  }

  /** The parameter at a place; negative places count from the end. Throws an IndexError beyond them. */
  at(index: number): Held {
    return Reflect.get(this, this.place(index)) as Held;
  }

  /** Puts a parameter in the place of another. */
  set(index: number, value: unknown): void {
    Reflect.set(this, this.place(index), asHeld(value));
  }

  /** A list with the parameters from start to end, as arrays are sliced. */
  slice(start?: number, end?: number): this {
    return Reflect.construct(this.constructor, [[...this].slice(start, end)]) as this;
  }

  /** Adds a parameter at the end. */
  append(value: unknown): this {
    this._size += 1;
    this.set(this._size - 1, value);
    return this;
  }

  /** Adds parameters at the end. Throws for what cannot be gone through, and for a tensor. */
  extend(values: Iterable<unknown>): this {
    if (typeof values !== "object" || isTensor(values) || !(Symbol.iterator in values))
      throw errors.listOfWrongKind("ParameterList", values);
    for (const value of values) this.append(value);
    return this;
  }

  /** Takes the parameter at a place out (the last one), and gives it. */
  pop(index = -1): Held {
    const values = [...this];
    const [taken] = values.splice(Number(this.place(index)), 1);
    values.forEach((value, i) => Reflect.set(this, String(i), value));
    this._size -= 1;
    Reflect.deleteProperty(this, String(this._size));
    return taken!;
  }

  *[Symbol.iterator](): IterableIterator<Held> {
    for (let i = 0; i < this._size; i++) yield this.at(i);
  }

  override forward(): never {
    throw errors.containerCalled("ParameterList");
  }

  override extra_repr(): string {
    return [...this]
      .map((value, i) => `  (${i}): ${describeHeld(value, isTensor(value) ? String(value.dtype) : "")}`)
      .join("\n");
  }

  private place(index: number): string {
    if (!Number.isInteger(index)) throw errors.wrongArgument("ParameterList", "index", "int", index);
    if (!(index >= -this._size && index < this._size)) throw errors.containerIndex(index);
    return String(index < 0 ? index + this._size : index);
  }
}
