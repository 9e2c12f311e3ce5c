import * as errors from "../../errors.js";
import { inOrder } from "../../callByName.js";
import { Optimizer } from "../optimizer.js";

/** An optimizer of any kind. */
export type AnyOptimizer = Optimizer<object, object>;

/** Says what a setting may be and what it is if it is not given. */
export type Reader<Value> = (call: string, name: string, value: unknown) => Value;

/** Reads what a constructor of the shape (optimizer, ...settings) was given, in order or by name in a final object. */
export function readScheduler<Settings extends object>(
  scheduler: string,
  readers: { readonly [Name in keyof Settings]: Reader<Settings[Name]> },
  given: readonly unknown[],
): { readonly optimizer: AnyOptimizer; readonly settings: Settings } {
  const names = Object.keys(readers);
  const call = `${scheduler}.__init__`;
  const [optimizer, ...values] = inOrder(`${call}(optimizer, ${names.join(", ")})`, given);
  if (optimizer === undefined) throw errors.missingSetting(call, "optimizer");
  const read = names.map((name, i) => [name, (Reflect.get(readers, name) as Reader<unknown>)(call, name, values[i])]);
  if (!(optimizer instanceof Optimizer)) throw errors.notAnOptimizer(optimizer);
  return { optimizer: optimizer as AnyOptimizer, settings: Object.fromEntries(read) as Settings };
}

/** What is given as it is, or the default: for what the scheduler checks itself, in PyTorch's words. */
export function asGiven<Value>(otherwise?: Value): Reader<Value> {
  return (call, name, value) => {
    if (value !== undefined) return value as Value;
    if (otherwise === undefined) throw errors.missingSetting(call, name);
    return otherwise;
  };
}

/** A number. Without a default it has to be given. */
export function number(otherwise?: number): Reader<number> {
  return kind("float", (value) => typeof value === "number", otherwise);
}

export function boolean(otherwise: boolean): Reader<boolean> {
  return kind("bool", (value) => typeof value === "boolean", otherwise);
}

/** A number or null. */
export function optionalNumber(): Reader<number | null> {
  return kind<number | null>("float", (value) => value === null || typeof value === "number", null);
}

/** A number for all groups, or one for each. */
export function perGroup(otherwise?: number): Reader<number | readonly number[]> {
  return kind<number | readonly number[]>(
    "float or list of floats",
    (value) => typeof value === "number" || (Array.isArray(value) && value.every((item) => typeof item === "number")),
    otherwise,
  );
}

/** Whole numbers of anything that can be gone through. */
export function wholeNumbers(): Reader<readonly number[]> {
  const read = asGiven<unknown>();
  return (call, name, given) => {
    const value = read(call, name, given);
    const items: readonly unknown[] | null = isIterable(value) ? [...value] : null;
    if (items === null || !items.every(Number.isInteger)) throw errors.wrongArgument(call, name, "list of ints", value);
    return items as readonly number[];
  };
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[], otherwise: Word): Reader<Word> {
  const expected = words.map((word) => `"${word}"`).join(" or ");
  return kind(expected, (value) => (words as readonly unknown[]).includes(value), otherwise);
}

/** A function or null. */
export function optionalFunction<F extends (...args: never[]) => unknown>(): Reader<F | null> {
  return kind<F | null>("a function", (value) => value === null || typeof value === "function", null);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function kind<Value>(expected: string, fits: (value: unknown) => boolean, otherwise?: Value): Reader<Value> {
  const read = asGiven(otherwise);
  return (call, name, given) => {
    const value = read(call, name, given);
    if (!fits(value)) throw errors.wrongArgument(call, name, expected, value);
    return value;
  };
}
