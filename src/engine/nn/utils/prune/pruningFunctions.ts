import { isOptions } from "../../../arguments.js";
import { byName } from "../../../callByName.js";
import * as errors from "../../../errors.js";
import { ones_like } from "../../../fills.js";
import type { Tensor } from "../../../tensor.js";
import type { Module } from "../../module.js";
import { parameters_to_vector } from "../parametersToVector.js";
import { dropHook, methodOn, PruningContainer, type BasePruningMethod } from "./basePruningMethod.js";
import {
  CustomFromMask,
  Identity,
  L1Unstructured,
  LnStructured,
  RandomStructured,
  RandomUnstructured,
} from "./pruningMethods.js";

/**
 * Gives a module's parameter a mask of ones.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.identity.html
 */
export function identity<Pruned extends Module>(module: Pruned, name: string): Pruned {
  const named = byName(identity<Pruned>, "identity(module, name)", arguments);
  if (named !== null) return named.result;
  Identity.apply(module, name);
  return module;
}

/**
 * Prunes random elements of a module's parameter: a whole number of them, or a fraction.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.random_unstructured.html
 */
export function random_unstructured<Pruned extends Module>(module: Pruned, name: string, amount: number): Pruned {
  const named = byName(random_unstructured<Pruned>, "random_unstructured(module, name, amount)", arguments);
  if (named !== null) return named.result;
  RandomUnstructured.apply(module, name, amount);
  return module;
}

/**
 * Prunes the elements of a module's parameter with the least absolute values, or scores: a whole number of them, or a
 * fraction.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.l1_unstructured.html
 */
export function l1_unstructured<Pruned extends Module>(
  module: Pruned,
  name: string,
  amount: number,
  importance_scores?: Tensor | null,
): Pruned {
  const signature = "l1_unstructured(module, name, amount, importance_scores)";
  const named = byName(l1_unstructured<Pruned>, signature, arguments);
  if (named !== null) return named.result;
  L1Unstructured.apply(module, name, amount, { importance_scores: importance_scores ?? null });
  return module;
}

/**
 * Prunes random slices of a module's parameter at a dimension: a whole number of them, or a fraction.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.random_structured.html
 */
export function random_structured<Pruned extends Module>(
  module: Pruned,
  name: string,
  amount: number,
  dim: number,
): Pruned {
  const named = byName(random_structured<Pruned>, "random_structured(module, name, amount, dim)", arguments);
  if (named !== null) return named.result;
  RandomStructured.apply(module, name, amount, dim);
  return module;
}

/**
 * Prunes the slices of a module's parameter at a dimension with the least norms of degree n: a whole number of them, or a
 * fraction.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.ln_structured.html
 */
export function ln_structured<Pruned extends Module>(
  module: Pruned,
  name: string,
  amount: number,
  n: number | "fro" | "nuc",
  dim: number,
  importance_scores?: Tensor | null,
): Pruned {
  const signature = "ln_structured(module, name, amount, n, dim, importance_scores)";
  const named = byName(ln_structured<Pruned>, signature, arguments);
  if (named !== null) return named.result;
  LnStructured.apply(module, name, amount, n, dim, { importance_scores: importance_scores ?? null });
  return module;
}

/**
 * Prunes what a mask says of a module's parameter. Throws if it has another shape.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.custom_from_mask.html
 */
export function custom_from_mask<Pruned extends Module>(module: Pruned, name: string, mask: Tensor): Pruned {
  const named = byName(custom_from_mask<Pruned>, "custom_from_mask(module, name, mask)", arguments);
  if (named !== null) return named.result;
  CustomFromMask.apply(module, name, mask);
  return module;
}

type MethodClass = new (...args: never[]) => BasePruningMethod;

/** What a class of methods takes by name. */
type OptionsOf<Method extends MethodClass> = Extract<ConstructorParameters<Method>[0], object>;

export interface GlobalScores {
  /** By what the elements of some of the parameters are ranked; by themselves unless given. */
  readonly importance_scores?: readonly (readonly [module: Module, name: string, scores: Tensor])[] | null;
}

export interface GlobalOptions<Method extends MethodClass = MethodClass> extends GlobalScores {
  /** Modules and names of their parameters. */
  readonly parameters?: Iterable<readonly [module: Module, name: string]>;
  /** A class of unstructured methods, which is made of the other options. */
  readonly pruning_method?: Method;
}

/**
 * Prunes the parameters of several modules as if they were one: `global_unstructured(parameters, prune.L1Unstructured,
 * { amount: 0.2 })`. Throws for methods that are not unstructured.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.global_unstructured.html
 */
export function global_unstructured<Method extends MethodClass>(
  parameters: Iterable<readonly [module: Module, name: string]>,
  pruning_method: Method,
  options: OptionsOf<Method> & GlobalScores,
): void;
/** The same with all arguments by name. */
export function global_unstructured<Method extends MethodClass>(
  options: GlobalOptions<Method> & OptionsOf<Method>,
): void;
export function global_unstructured(...args: readonly unknown[]): void {
  const last = args.at(-1);
  const positional = isOptions(last) ? args.slice(0, -1) : args;
  const { parameters, pruning_method, importance_scores, ...rest } = {
    ...(positional[0] !== undefined && { parameters: positional[0] }),
    ...(positional[1] !== undefined && { pruning_method: positional[1] }),
    ...(isOptions(last) ? last : {}),
  } as GlobalOptions<new (options: object) => BasePruningMethod>;
  if (typeof (parameters as object | undefined)?.[Symbol.iterator as never] !== "function")
    throw errors.prunedIterable();
  if (pruning_method === undefined) throw errors.missingArgument("global_unstructured", "pruning_method");
  pruneTogether([...parameters!], new pruning_method(rest), importance_scores ?? []);
}

function pruneTogether(
  places: readonly (readonly [module: Module, name: string])[],
  method: BasePruningMethod,
  given: readonly (readonly [module: Module, name: string, scores: Tensor])[],
): void {
  const tensors = places.map(([module, name]) => Reflect.get(module, name) as Tensor);
  const scores = places.map(
    ([module, name], i) => given.find((one) => one[0] === module && one[1] === name)?.[2] ?? tensors[i]!,
  );
  const masks = places.map(
    ([module, name], i) => (Reflect.get(module, `${name}_mask`) as Tensor | undefined) ?? ones_like(tensors[i]!),
  );
  const container = new PruningContainer();
  container._tensor_name = method._tensor_name = "temp";
  if (method.PRUNING_TYPE !== "unstructured")
    throw errors.notUnstructured(method.constructor.name, method.PRUNING_TYPE);
  container.add_pruning_method(method);
  const mask = container.compute_mask(parameters_to_vector(scores), parameters_to_vector(masks));
  let start = 0;
  places.forEach(([module, name], i) => {
    const { shape } = tensors[i]!;
    const count = tensors[i]!.numel();
    custom_from_mask(module, name, mask.narrow(0, start, count).view(shape));
    start += count;
  });
}

/**
 * Makes a pruned tensor of a module a parameter again, as it is left. Throws if it is not pruned.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.remove.html
 */
export function remove<Pruned extends Module>(module: Pruned, name: string): Pruned {
  const named = byName(remove<Pruned>, "remove(module, name)", arguments);
  if (named !== null) return named.result;
  const method = methodOn(module, name);
  if (method === null) throw errors.notPruned(name, module);
  method.remove(module);
  dropHook(module, method);
  return module;
}

/**
 * Whether a tensor of a module, or of one in it, is pruned.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.is_pruned.html
 */
export function is_pruned(module: Module): boolean {
  const named = byName(is_pruned, "is_pruned(module)", arguments);
  if (named !== null) return named.result;
  return [...module.modules()].some((one) => methodOn(one, null) !== null);
}
