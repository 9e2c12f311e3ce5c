import { isOptions, Keywords, nearest, trimmed } from "./arguments.js";
import {
  invalidCombination,
  plainObjectArgument,
  repeatedArgument,
  tooManyArguments,
  unknownOption,
} from "./errors.js";

/**
 * A call may name its arguments in a final plain object. A function that takes them in their order says in its first lines
 *
 *     const named = byName(sum, "sum(input, dim, keepdim, *, dtype)", arguments);
 *     if (named !== null) return named.result;
 *
 * with PyTorch's signature, from which all follows: which names there are, how many arguments stand in order, and the types
 * of calls by name (scripts/declarations). Where the call names arguments, or has too many, the function is called again with
 * the arguments in their order. What stands after the star has no place in the order: it comes as one object at the end.
 * Signatures of overloads are separated by " | ". `undefined` counts as not given, null as given.
 */
export function byName<F extends (...args: never) => unknown>(
  f: F,
  signature: string,
  args: ArrayLike<unknown>,
): Named<ReturnType<F>> | null {
  if (!areNamed(args, parsed(signature).most)) return null;
  return { result: Reflect.apply(f, undefined, inOrder(signature, args)) as ReturnType<F> };
}

/** The same for a method, which has its name from the signature. */
export function methodByName<Signature extends string, Self extends WithMethod<Op<Signature>>>(
  self: Self,
  signature: Signature,
  args: ArrayLike<unknown>,
): Named<ReturnType<Self[Op<Signature>]>> | null {
  const { op, most } = parsed(signature);
  if (!areNamed(args, most)) return null;
  const method = self[op as Op<Signature>];
  return { result: Reflect.apply(method, self, inOrder(signature, args)) as ReturnType<Self[Op<Signature>]> };
}

/** The result of a call that names arguments. */
interface Named<Result> {
  readonly result: Result;
}

type Op<Signature extends string> = Signature extends `${infer Name}(${string}` ? Name : never;
type WithMethod<Name extends string> = Readonly<Record<Name, (...args: never) => unknown>>;

/** The arguments of a call in the order of the signature, and after them, in one object, what is given by name only. */
export function inOrder(signature: string, args: ArrayLike<unknown>): readonly unknown[] {
  const { op, overloads, most } = parsed(signature);
  const given = Array.from(args);
  if (!areNamed(given, most)) return given;
  while (given.length > 0 && given.at(-1) === undefined) given.pop();
  const last = given.at(-1);
  const named = isOptions(last) ? entriesOf(last) : [];
  const values = isOptions(last) ? given.slice(0, -1) : given;
  const overload = overloads.find((names) => misfit(op, names, values, named) === null);
  if (overload === undefined) throw misfit(op, allOf(overloads), values, named) ?? invalidCombination(op, named);
  for (const [name, value] of named) if (isOptions(value)) throw plainObjectArgument(op, name);
  const options = new Map(named);
  const ordered = overload.positional.map((name, i) => (values[i] === undefined ? options.get(name) : values[i]));
  const keywords = named.filter(([name]) => overload.keywords.includes(name));
  if (keywords.length > 0) return [...ordered, new Keywords(keywords)];
  return trimmed(ordered);
}

function areNamed(args: ArrayLike<unknown>, most: number): boolean {
  let last = args.length - 1;
  while (last >= 0 && args[last] === undefined) last--;
  const value = args[last];
  return !(value instanceof Keywords) && (last >= most || isOptions(value));
}

interface Names {
  readonly positional: readonly string[];
  readonly keywords: readonly string[];
}

type Entries = readonly (readonly [name: string, value: unknown])[];

function misfit(op: string, { positional, keywords }: Names, values: readonly unknown[], named: Entries): Error | null {
  const names = [...positional, ...keywords];
  const unknown = named.find(([name]) => !names.includes(name));
  if (unknown !== undefined) return unknownOption(op, unknown[0], nearest(unknown[0], names), names);
  if (values.length > positional.length) return tooManyArguments(op, positional.length, values.length);
  const repeated = named.find(([name]) => values[positional.indexOf(name)] !== undefined);
  return repeated === undefined ? null : repeatedArgument(op, repeated[0]);
}

function entriesOf(options: Readonly<Record<string, unknown>>): Entries {
  return Object.entries(options).filter(([name, value]) => value !== undefined && !(name === "out" && value === null));
}

/** All names that a function has, for the error that says which of them was meant. */
function allOf(overloads: readonly Names[]): Names {
  const longest = overloads.reduce((a, b) => (b.positional.length > a.positional.length ? b : a));
  const keywords = overloads.flatMap((overload) => [...overload.positional, ...overload.keywords]);
  return { positional: longest.positional, keywords: keywords.filter((name) => !longest.positional.includes(name)) };
}

interface Signature {
  readonly op: string;
  readonly overloads: readonly Names[];
  /** The greatest number of positional arguments. */
  readonly most: number;
}

const signatures = new Map<string, Signature>();

function parsed(signature: string): Signature {
  const known = signatures.get(signature);
  if (known !== undefined) return known;
  const overloads = signature.split(" | ").map(namesOf);
  const most = Math.max(...overloads.map(({ positional }) => positional.length));
  const read = { op: signature.slice(0, signature.indexOf("(")), overloads, most };
  signatures.set(signature, read);
  return read;
}

function namesOf(overload: string): Names {
  const names = overload.slice(overload.indexOf("(") + 1, -1).split(", ");
  const star = names.includes("*") ? names.indexOf("*") : names.length;
  return { positional: names.slice(0, star).filter((name) => name !== ""), keywords: names.slice(star + 1) };
}
