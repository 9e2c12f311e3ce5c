import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Module } from "../module.js";
import { isModule } from "./isModule.js";

export interface MemberOptions {
  /** Stands before each name. */
  readonly prefix?: string;
  /** Whether what the modules in this one hold is listed as well; true unless given. */
  readonly recurse?: boolean;
  /** Whether each stands under the first of its names only; true unless given. */
  readonly remove_duplicate?: boolean;
}

/** What a module and those in it hold, by names with the modules' paths. */
export function namedMembers<T>(
  op: string,
  module: Module,
  args: readonly unknown[],
  own: (module: Module) => readonly [string, T][],
): [string, T][] {
  const given = readArguments<MemberOptions>(op, ["prefix", "recurse", "remove_duplicate"], args);
  const prefix = given.prefix ?? "";
  if (typeof prefix !== "string") throw errors.wrongArgument(op, "prefix", "str", prefix);
  const once = booleanArgument(op, "remove_duplicate", given.remove_duplicate, true);
  const modules: readonly [string, Module][] = booleanArgument(op, "recurse", given.recurse, true)
    ? module.named_modules({ prefix, remove_duplicate: once })
    : [[prefix, module]];
  const all = modules.flatMap(([path, each]) =>
    own(each).map(([name, value]): [string, T] => [joined(path, name), value]),
  );
  const seen = new Set<T>();
  return once ? all.filter(([, value]) => !seen.has(value) && seen.add(value)) : all;
}

/** The module at a path. */
export function submoduleOf(module: Module, target: string): Module {
  if (typeof target !== "string") throw errors.wrongArgument("get_submodule", "target", "str", target);
  if (target === "") return module;
  return target.split(".").reduce((parent, name) => {
    const child: unknown = Reflect.get(parent, name);
    if (child === undefined) throw errors.noSuchMember(parent.constructor.name, name);
    if (!isModule(child)) throw errors.memberKind(name, "nn.Module");
    return child;
  }, module);
}

/** What holds the module at a path, and its name there, where another module is to be put. */
export function placeOfSubmodule(
  root: Module,
  target: string,
  module: unknown,
  strict: boolean,
): readonly [parent: Module, name: string] {
  if (target === "") throw errors.noTargetName();
  if (!isModule(module)) throw errors.submoduleKind(module);
  const path = target.split(".");
  const name = path.pop()!;
  const parent = submoduleOf(root, path.join("."));
  const held: unknown = Reflect.get(parent, name);
  if (held === undefined && strict) throw errors.noSuchMember(parent.constructor.name, name);
  if (held !== undefined && !isModule(held)) throw errors.memberKind(name, "nn.Module");
  return [parent, name];
}

export function joined(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}
