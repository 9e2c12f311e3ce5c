import { scope } from "../../autograd/scope.js";
import type { Scope } from "../../autograd/scope.js";
import type { Tensor } from "../../tensor.js";
import type { ModuleDict } from "../containers/moduleDict.js";
import type { Module } from "../module.js";
import type { ParametrizationList } from "./parametrizationList.js";

/** What was computed since the outermost `cached` began; null outside of it. */
let cache: Map<ParametrizationList, Tensor> | null = null;

/**
 * Inside, each parametrized tensor is computed once, however often it is read.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.cached.html
 */
export const cached: Scope<[]> = scope("cached()", () => {
  const before = cache;
  cache ??= new Map();
  return () => (cache = before);
});

/** Gives a module a class of its own, in which tensors can be computed: `ParametrizedLinear` of a `Linear`. */
export function enterParametrizedClass(module: Module): void {
  const original = module.constructor as typeof Module;
  const Parametrized = class extends original {};
  Object.defineProperty(Parametrized, "name", { value: `Parametrized${original.name}` });
  Object.setPrototypeOf(module, Parametrized.prototype);
}

/** Gives a module the class back that it had. */
export function leaveParametrizedClass(module: Module): void {
  Object.setPrototypeOf(module, Object.getPrototypeOf(Object.getPrototypeOf(module) as object) as object);
}

/** Has a tensor computed whenever it is read, and what is assigned to it taken apart. */
export function computeTensor(module: Module, name: string): void {
  Object.defineProperty(Object.getPrototypeOf(module), name, {
    configurable: true,
    get(this: Module): Tensor {
      return current(listOf(this, name));
    },
    set(this: Module, value: Tensor) {
      listOf(this, name).right_inverse(value);
    },
  });
}

/** Has a tensor computed no more. */
export function stopComputing(module: Module, name: string): void {
  Reflect.deleteProperty(Object.getPrototypeOf(module) as object, name);
}

/** The parametrizations of a tensor of a module that has some. */
export function listOf(module: Module, name: string): ParametrizationList {
  const { parametrizations } = module as Module & { readonly parametrizations: ModuleDict<ParametrizationList> };
  return parametrizations.get(name);
}

function current(list: ParametrizationList): Tensor {
  const known = cache?.get(list);
  if (known !== undefined) return known;
  const tensor = list() as Tensor;
  cache?.set(list, tensor);
  return tensor;
}
