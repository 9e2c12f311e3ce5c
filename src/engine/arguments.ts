import { repeatedArgument, tooManyArguments, unknownOption, wrongArgument } from "./errors.js";
import { isTensor } from "./tensorClass.js";

/**
 * Reads arguments that stand in PyTorch's order or by name in one final plain object. `undefined` counts as not given
 * (but as a dtype, whose name may be misspelt), null as given. Throws for an option that does not exist (naming the nearest), for one that is given twice and for too
 * many arguments; the types of the values are the caller's to check.
 */
export function readArguments<Options extends object>(
  op: string,
  names: readonly (keyof Options & string)[],
  args: readonly unknown[],
): Partial<Options> {
  const given = trimmed(args);
  const last = given.at(-1);
  const named = isOptions(last) ? last : null;
  const positional = named === null ? given : given.slice(0, -1);
  const result: Partial<Record<string, unknown>> = {};
  if (positional.length > names.length) throw tooManyArguments(op, names.length, positional.length);
  positional.forEach((value, i) => {
    if (value !== undefined) result[names[i]!] = value;
  });
  for (const [name, value] of Object.entries(named ?? {})) {
    if (!(names as readonly string[]).includes(name)) throw unknownOption(op, name, nearest(name, names), names);
    if (result[name] !== undefined) throw repeatedArgument(op, name);
    if (value !== undefined) result[name] = value;
  }
  return result as Partial<Options>;
}

/** Arguments without the ones at the end that are undefined. */
export function trimmed(args: readonly unknown[]): readonly unknown[] {
  return args.slice(0, args.findLastIndex((value) => value !== undefined) + 1);
}

/** Whether the first of some arguments is given, and no other. */
export function isFirstAlone([first, ...others]: readonly unknown[]): boolean {
  return first !== undefined && others.every((value) => value === undefined);
}

/**
 * Refuses the arguments of a function that has no parameter for them, which JavaScript drops. What is undefined was not given.
 * A function's first line says `if (arguments.length > 2) refuseMore("name", 2, arguments)`, unless it reads them all by
 * `readArguments`.
 */
export function refuseMore(op: string, most: number, args: ArrayLike<unknown>): void {
  const given = trimmed(Array.from(args));
  const count = given.length;
  if (count <= most) return;
  const last = given.at(-1);
  const [option] = isOptions(last) ? Object.keys(last) : [];
  if (isOptions(last) && option === undefined) return;
  throw option === undefined ? tooManyArguments(op, most, count) : unknownOption(op, option, "", []);
}

/** Arguments that a function was called with by name, in an object that `byName` has checked. */
export class Keywords {
  constructor(entries: readonly (readonly [name: string, value: unknown])[]) {
    Object.assign(this, Object.fromEntries(entries));
  }
}

/** Whether a value is an options object: a plain one, neither an array nor an instance of a class. */
export function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || prototype === Keywords.prototype;
}

export function booleanArgument(op: string, name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== "boolean") throw wrongArgument(op, name, "bool", value);
  return value;
}

/** The same of an op, whose flags PyTorch's parser refuses to be None. */
export function flagArgument(op: string, name: string, value: unknown, otherwise: boolean): boolean {
  if (value === null) throw wrongArgument(op, name, "bool", value);
  return booleanArgument(op, name, value, otherwise);
}

/** Checks what a script passed as a whole number, which stands for `otherwise` if it is undefined; a 0-d tensor of integers counts as one. */
export function integerArgument(op: string, name: string, value: unknown, otherwise?: number): number {
  const integer = value === undefined ? otherwise : integerIn(value);
  if (!Number.isInteger(integer)) throw wrongArgument(op, name, "int", value);
  return integer as number;
}

/** The whole number that a 0-d tensor of integers stands for; any other value as it is. */
export function integerIn(value: unknown): unknown {
  return isTensor(value) && value.dtype.is_floating_point ? value : numberIn(value);
}

/** The same of a size, a place or a count: a tensor of one integer counts as one, whatever its shape is. */
export function sizeArgument(op: string, name: string, value: unknown, otherwise?: number): number {
  return integerArgument(op, name, sizeIn(value), otherwise);
}

/** The whole number that a tensor of one integer stands for; any other value as it is. */
export function sizeIn(value: unknown): unknown {
  return isTensor(value) && value.numel() === 1 && !value.dtype.is_floating_point ? value.item() : value;
}

/** The number that a 0-d tensor stands for, as in PyTorch if it needs no gradient; any other value as it is. */
export function numberIn(value: unknown): unknown {
  return isTensor(value) && value.ndim === 0 && !value.requires_grad ? value.item() : value;
}

export function stringArgument(op: string, name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongArgument(op, name, "str", value);
  return value;
}

/** Checks a list of whole numbers, each of which may stand in a tensor of one integer. */
export function integersArgument(op: string, name: string, value: unknown): readonly number[] {
  if (!Array.isArray(value)) throw wrongArgument(op, name, "tuple of ints", value);
  if (value.every(Number.isInteger)) return value as readonly number[];
  const integers = value.map(sizeIn);
  if (!integers.every(Number.isInteger)) throw wrongArgument(op, name, "tuple of ints", integers);
  return integers as readonly number[];
}

/** The same where one number stands for a list of itself. */
export function oneOrMoreIntegers(op: string, name: string, value: unknown): readonly number[] {
  const integer = sizeIn(value);
  return integersArgument(op, name, Number.isInteger(integer) ? [integer] : value);
}

/** Sizes that stand one by one, as one array, or by name: `view(2, 3)`, `view([2, 3])`, `view({ size: [2, 3] })`. */
export function sizesArgument(op: string, name: string, args: readonly unknown[]): readonly number[] {
  if (isOptions(args.at(-1)))
    return integersArgument(op, name, readArguments<Record<string, unknown>>(op, [name], args)[name]);
  if (args.length === 1) return oneOrMoreIntegers(op, name, args[0]);
  if (args.length > 1 && !Number.isInteger(sizeIn(args[0]))) throw tooManyArguments(op, 1, args.length);
  return integersArgument(op, name, args);
}

/** The name that is most like another one. */
export function nearest(wanted: string, names: readonly string[]): string {
  const ranked = names.map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }));
  return ranked.sort((a, b) => a.distance - b.distance)[0]?.name ?? "";
}

/** How many letters have to be changed, added or taken away: Levenshtein's distance, one row at a time. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
