import { booleanArgument, isOptions, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { Module } from "../nn/module.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** Tensors by the names that `named_parameters` and `named_buffers` give. */
export type NamedTensors = Record<string, Tensor>;

export interface FunctionalCallOptions {
  /** Named arguments of the module, which it takes as its last one. */
  readonly kwargs?: Readonly<Record<string, unknown>> | null;
  /** Whether what is given for one name counts for all names of the same tensor. */
  readonly tie_weights?: boolean;
  /** Throws unless each parameter and buffer is given, and nothing else. */
  readonly strict?: boolean;
}

/**
 * Calls a module with other tensors in the place of its parameters and buffers, which it has again afterwards:
 * `functional_call(net, { "fc.weight": w }, [x])`. What it assigns to a buffer stands in the object afterwards. Throws for
 * names of modules that are not there, and in strict mode for any other name and for missing ones.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.functional_call.html
 */
export function functional_call<Called extends Module>(
  module: Called,
  parameter_and_buffer_dicts: NamedTensors | readonly NamedTensors[],
  args?: Tensor | readonly unknown[] | null,
  kwargs?: Readonly<Record<string, unknown>> | null,
  options?: FunctionalCallOptions,
): ReturnType<Called["forward"]>;
export function functional_call(module: Module, dicts: unknown, args: unknown = null, ...rest: unknown[]): unknown {
  if (!(module instanceof Module)) throw errors.wrongArgument("functional_call", "module", "Module", module);
  const { kwargs, tie_weights, strict } = optionsOf(rest);
  const given = merged(dicts);
  const all = new Map(namedTensors(module));
  const tied = booleanArgument("functional_call", "tie_weights", tie_weights, true) ? withTied(all, given) : given;
  if (booleanArgument("functional_call", "strict", strict, false)) checkKeys(module, all, tied);
  const places = Object.entries(tied).map(([name, tensor]) => ({ place: placeOf(module, name), name, tensor }));
  const inputs: readonly unknown[] = args === null ? [] : Array.isArray(args) ? args : [args];
  const originals = places.map(({ place: { holder, field }, tensor }) => holder.exchange(field, tensor));
  try {
    const call = module as unknown as (...inputs: readonly unknown[]) => unknown;
    return kwargs === null || kwargs === undefined ? call(...inputs) : call(...inputs, kwargs);
  } finally {
    places.forEach(({ place: { holder, field }, name }, i) => {
      const now = holder.exchange(field, originals[i]);
      if (isOptions(dicts) && name in dicts) (dicts as NamedTensors)[name] = now as Tensor;
    });
  }
}

/** The fourth argument is data, unless all it says are options. */
function optionsOf(rest: readonly unknown[]): FunctionalCallOptions {
  const [fourth] = rest;
  const names = ["kwargs", "tie_weights", "strict"] as const;
  const keys = isOptions(fourth) ? Object.keys(fourth) : [];
  const isOption =
    rest.length === 1 && keys.length > 0 && keys.every((key) => (names as readonly string[]).includes(key));
  return isOption ? (fourth as FunctionalCallOptions) : readKeywords(rest);
}

function readKeywords([kwargs, ...options]: readonly unknown[]): FunctionalCallOptions {
  const names = ["tie_weights", "strict"] as const;
  const { tie_weights, strict } = readArguments<FunctionalCallOptions>("functional_call", names, options);
  return {
    kwargs: (kwargs as FunctionalCallOptions["kwargs"]) ?? null,
    tie_weights: tie_weights ?? true,
    strict: strict ?? false,
  };
}

function merged(dicts: unknown): Readonly<Record<string, unknown>> {
  if (isOptions(dicts)) return dicts;
  if (!Array.isArray(dicts)) throw errors.parameterDictsOfWrongKind(dicts);
  if (!dicts.every(isOptions)) throw errors.notOnlyDictionaries();
  const keys = dicts.flatMap((dict) => Object.keys(dict));
  const repeated = keys.filter((key, i) => keys.indexOf(key) === i && keys.lastIndexOf(key) !== i);
  if (repeated.length > 0) throw errors.repeatedKeys(repeated);
  return Object.assign({}, ...dicts) as Readonly<Record<string, unknown>>;
}

/** All parameters and buffers by all of their names. */
function namedTensors(module: Module): readonly (readonly [string, Tensor])[] {
  const options = { remove_duplicate: false };
  return [...module.named_parameters(options), ...module.named_buffers(options)];
}

function withTied(
  all: ReadonlyMap<string, Tensor>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result = { ...given };
  for (const name of Object.keys(given)) {
    const names = [...all].filter(([, tensor]) => tensor === all.get(name)).map(([other]) => other);
    const values = new Set(names.filter((other) => other in given).map((other) => given[other]));
    if (values.size > 1) throw errors.tiedKeys(names.sort());
    for (const other of names) result[other] = given[name];
  }
  return result;
}

function checkKeys(module: Module, all: ReadonlyMap<string, Tensor>, given: Readonly<Record<string, unknown>>): void {
  const unexpected = Object.keys(given).filter((name) => !all.has(name));
  const missing = [...all.keys()].filter((name) => !(name in given));
  if (unexpected.length + missing.length > 0)
    throw errors.reparametrizing(module.constructor.name, unexpected, missing);
}

/** A field of a module in the module. */
interface Place {
  readonly holder: Module;
  readonly field: string;
}

function placeOf(module: Module, name: string): Place {
  const path = name.split(".");
  const field = path.pop()!;
  if (field === "") throw errors.emptyTensorName();
  const holder = path.reduce((parent, part) => {
    const child = parent.moduleEntries().find(([entry]) => entry === part)?.[1];
    if (child === undefined) throw errors.noSuchModule(parent.constructor.name, part);
    return child;
  }, module);
  const held: unknown = Reflect.get(holder, field);
  if (held !== undefined && held !== null && !isTensor(held)) throw errors.noTensorToSwap(field, held);
  return { holder, field };
}
