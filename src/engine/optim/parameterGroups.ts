import { editDistance, isOptions, nearest } from "../arguments.js";
import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { warnDuplicateParameters } from "./warnings.js";

/** A group of tensors with settings of its own; those that it lacks are the optimizer's. */
export type ParameterGroupInput<Options extends object> = {
  readonly params: Tensor | Iterable<Tensor> | Iterable<readonly [name: string, parameter: Tensor]>;
  /** PyTorch keeps whatever else a group says; this is what it most often is. */
  readonly name?: string;
} & Partial<Options>;

/** What an optimizer optimizes: tensors, `named_parameters()`, or groups of them. */
export type Optimized<Options extends object> =
  Iterable<Tensor> | Iterable<readonly [name: string, parameter: Tensor]> | Iterable<ParameterGroupInput<Options>>;

/** What an optimizer is given: what it optimizes, or all its arguments by name. */
export type OptimizerInput<Options extends object> =
  Optimized<Options> | ({ readonly params: Optimized<Options> } & Partial<Options>);

/** What schedulers note in a group. */
export interface ScheduledSettings {
  /** The learning rate with which a scheduler begins. */
  initial_lr?: number;
  /** The greatest learning rate of a cycle (CyclicLR, OneCycleLR). */
  max_lr?: number;
  /** The least learning rate of a cycle (OneCycleLR). */
  min_lr?: number;
  /** The learning rate while weights are averaged (SWALR). */
  swa_lr?: number;
  /** The least momentum of a cycle (CyclicLR, OneCycleLR). */
  base_momentum?: number;
  /** The greatest momentum of a cycle (CyclicLR, OneCycleLR). */
  max_momentum?: number;
}

/**
 * A group as `param_groups` holds it: its tensors and all settings. Setting `lr` takes effect at the next step. (An `lr`
 * that was given as a tensor is that tensor.)
 */
export type ParameterGroup<Options extends object = object> = {
  params: Tensor[];
  /** The names of the parameters, where they were given with them. */
  param_names?: string[];
  name?: string;
  lr: number;
} & { -readonly [Name in Exclude<keyof Options, "lr">]: Options[Name] } & ScheduledSettings;

/** The groups that an optimizer is given, tensors alone as one group. Throws if there is no tensor. */
export function readGroups(given: unknown): readonly unknown[] {
  const input = isOptions(given) ? given["params"] : given;
  if (isTensor(input)) throw errors.parametersOfWrongKind(input.type());
  if (!isIterable(input)) throw errors.notIterable(input);
  const items = [...input];
  if (items.length === 0) throw errors.noParameters();
  return isOptions(items[0]) ? items : [{ params: items }];
}

/**
 * A group with all settings, in PyTorch's order: what it says itself, then the defaults. It is the object that was given, so
 * that optimizers which are given one group share its settings, unless that is frozen. Throws for what is no tensor, for
 * results of ops, for parameters that other groups have, and where only some have names.
 */
export function completeGroup<Options extends object>(
  input: unknown,
  defaults: Options,
  groups: readonly ParameterGroup<Options>[],
): ParameterGroup<Options> {
  if (!isOptions(input)) throw errors.groupOfWrongKind(input);
  if (!("params" in input)) throw errors.missingKey("params");
  const { params, names } = namedTensors(input["params"]);
  refuseMisspelt(input, Object.keys(defaults));
  for (const parameter of params) {
    if (!isTensor(parameter)) throw errors.notOptimizable(parameter);
    if (!parameter.is_leaf && !parameter.retains_grad) throw errors.optimizedNonLeaf();
  }
  const named = names.length > 0 ? { param_names: names } : {};
  if (new Set(params).size !== params.length) warnDuplicateParameters();
  const taken = new Set<unknown>();
  for (const group of groups) {
    for (const parameter of group.params) taken.add(parameter);
    if ("param_names" in group !== "param_names" in named) throw errors.namesOfGroup("param_names" in named);
  }
  if (params.some((parameter) => taken.has(parameter))) throw errors.parameterInTwoGroups();
  const missing = Object.entries(defaults).filter(([name]) => input[name] === undefined);
  const group: Record<string, unknown> = Object.isExtensible(input) ? input : { ...input };
  for (const [name, value] of Object.entries(group)) if (value === undefined) Reflect.deleteProperty(group, name);
  return Object.assign(group, {
    params,
    ...named,
    ...Object.fromEntries(missing),
  }) as unknown as ParameterGroup<Options>;
}

/** A group is data and may say more than the optimizer knows, but not what is one letter off a setting. */
function refuseMisspelt(input: object, settings: readonly string[]): void {
  for (const key of Object.keys(input)) {
    const near = nearest(key, settings);
    if (settings.includes(key) || editDistance(key, near) > Math.min(2, near.length / 3)) continue;
    throw errors.unknownOption("param_group", key, near, settings);
  }
}

function namedTensors(given: unknown): { readonly params: readonly unknown[]; readonly names: readonly string[] } {
  if (given instanceof Set) throw errors.unorderedParameters();
  if (!isTensor(given) && !isIterable(given)) throw errors.notIterable(given);
  const items: readonly unknown[] = isTensor(given) ? [given] : [...given];
  const names = items.filter((item): item is readonly [string, unknown] => Array.isArray(item)).map(([name]) => name);
  if (names.length > 0 && names.length < items.length) throw errors.someNamesMissing();
  return { params: items.map((item) => (Array.isArray(item) ? (item as readonly unknown[])[1] : item)), names };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  // A container of modules is a function.
  return ((typeof value === "object" && value !== null) || typeof value === "function") && Symbol.iterator in value;
}
