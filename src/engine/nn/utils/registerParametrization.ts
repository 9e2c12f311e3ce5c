import { booleanArgument, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { sameShape } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { ModuleDict } from "../containers/moduleDict.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";
import { ParametrizationList, registerTensor, type Parametrization } from "./parametrizationList.js";
import {
  computeTensor,
  enterParametrizedClass,
  leaveParametrizedClass,
  listOf,
  stopComputing,
} from "./parametrizedClass.js";

/** A module with a tensor that is computed: what it is computed of is in `parametrizations`. */
export type Parametrized<Owner extends Module, Name extends string = string> = Owner & {
  readonly parametrizations: ModuleDict<ParametrizationList> & Readonly<Record<Name, ParametrizationList>>;
};

export interface ParametrizationOptions {
  /** Whether the parametrization may change dtype and shape, and is not checked; false unless given. */
  readonly unsafe?: boolean;
}

/**
 * Has a parameter or buffer of a module computed by another module whenever it is read. Several are applied one after the
 * other. Throws if there is no such tensor, and unless `unsafe` if dtype or shape change.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
 */
export function register_parametrization<Owner extends Module, Name extends string>(
  module: Owner,
  tensor_name: Name,
  parametrization: Parametrization,
  options: ParametrizationOptions = {},
): Parametrized<Owner, Name> {
  const given = readArguments<ParametrizationOptions>("register_parametrization", ["unsafe"], [options]);
  const unsafe = booleanArgument("register_parametrization", "unsafe", given.unsafe, false);
  parametrization.train(module.training);
  if (is_parametrized(module, tensor_name)) addToList(module, tensor_name, parametrization, unsafe);
  else beginList(module, tensor_name, parametrization, unsafe);
  return module as Parametrized<Owner, Name>;
}

/**
 * Whether a tensor of a module is computed, or without a name whether any is.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.is_parametrized.html
 */
export function is_parametrized(module: Module, tensor_name: string | null = null): boolean {
  const parametrizations: unknown = Reflect.get(module, "parametrizations");
  if (!(parametrizations instanceof ModuleDict)) return false;
  return tensor_name === null ? parametrizations.length > 0 : parametrizations.has(tensor_name);
}

/**
 * Makes a tensor of a module a parameter or buffer again: with the values that it has, or with `leave_parametrized: false`
 * with those of the tensor that it was computed of. Throws if it is not computed, and in the latter case if it is computed
 * of several.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.remove_parametrizations.html
 */
export function remove_parametrizations<Owner extends Module>(
  module: Owner,
  tensor_name: string,
  leave_parametrized: boolean | { readonly leave_parametrized?: boolean } = true,
): Owner {
  const op = "remove_parametrizations";
  const given = readArguments<{ leave_parametrized: boolean }>(op, ["leave_parametrized"], [leave_parametrized]);
  const leaves = booleanArgument(op, "leave_parametrized", given.leave_parametrized, true);
  if (!is_parametrized(module, tensor_name)) throw errors.notParametrized(module, tensor_name);
  const tensor = leftTensor(listOf(module, tensor_name), () => Reflect.get(module, tensor_name) as Tensor, leaves);
  stopComputing(module, tensor_name);
  (Reflect.get(module, "parametrizations") as ModuleDict).pop(tensor_name);
  registerTensor(module, tensor_name, tensor);
  if (!is_parametrized(module)) {
    module.forget("parametrizations");
    leaveParametrizedClass(module);
  }
  return module;
}

/** The parameter itself where there is one, as an optimizer knows it. */
function leftTensor(list: ParametrizationList, computed: () => Tensor, leaves: boolean): Tensor {
  if (list.is_tensor) {
    if (leaves) list.original.data = inGradMode(false, computed);
    return list.original;
  }
  if (!leaves) throw errors.severalOriginals();
  const tensor = computed();
  return tensor.requires_grad ? new Parameter(tensor) : tensor;
}

function beginList(module: Module, name: string, parametrization: Parametrization, unsafe: boolean): void {
  const own = new Map<string, Tensor>([...module.ownParameters(), ...module.ownBuffers()]);
  const original = own.get(name);
  if (original === undefined) throw errors.nothingToParametrize(module, name);
  const list = new ParametrizationList([parametrization], original, unsafe);
  module.forget(name);
  if (!is_parametrized(module)) {
    enterParametrizedClass(module);
    module.register_module("parametrizations", new ModuleDict());
  }
  computeTensor(module, name);
  (Reflect.get(module, "parametrizations") as ModuleDict).set(name, list);
}

function addToList(module: Module, name: string, parametrization: Parametrization, unsafe: boolean): void {
  const list = listOf(module, name);
  if (!unsafe) {
    const before = Reflect.get(module, name) as Tensor;
    const call = parametrization as unknown as (x: Tensor) => unknown;
    const after = call(before);
    if (!isTensor(after)) throw errors.parametrizedIntoNoTensor(after);
    if (after.dtype !== before.dtype)
      throw errors.reparametrizedDtype(name, before.dtype.toString(), after.dtype.toString());
    if (!sameShape(after.shape, before.shape)) throw errors.reparametrizedShape(name, before.shape, after.shape);
  }
  list.append(parametrization);
  list.unsafe ||= unsafe;
}

/**
 * The class that a module had before its tensors were parametrized.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.type_before_parametrizations.html
 */
export function type_before_parametrizations(module: Module): typeof Module {
  const named = byName(type_before_parametrizations, "type_before_parametrizations(module)", arguments);
  if (named !== null) return named.result;
  const type = module.constructor as typeof Module;
  return is_parametrized(module) ? (Object.getPrototypeOf(type) as typeof Module) : type;
}

/**
 * Gives a module the parametrizations of another one, of all its tensors or of one, with the tensors that they begin with.
 * A tensor that the module has not is made. Gives the module back.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.transfer_parametrizations_and_params.html
 */
export function transfer_parametrizations_and_params<Owner extends Module>(
  from_module: Module,
  to_module: Owner,
  tensor_name?: string | null,
): Owner {
  const signature = "transfer_parametrizations_and_params(from_module, to_module, tensor_name)";
  const named = byName(transfer_parametrizations_and_params<Owner>, signature, arguments);
  if (named !== null) return named.result;
  if (!is_parametrized(from_module)) return to_module;
  const all = [...(Reflect.get(from_module, "parametrizations") as ModuleDict).keys()];
  for (const name of (tensor_name ?? null) === null ? all : [tensor_name!]) {
    if (Reflect.get(to_module, name) === undefined)
      to_module.register_parameter(name, new Parameter((Reflect.get(from_module, name) as Tensor).detach()));
    const list = listOf(from_module, name);
    for (const parametrization of list) register_parametrization(to_module, name, parametrization as Parametrization);
    const own = listOf(to_module, name);
    for (const [original, tensor] of [...list.ownParameters(), ...list.ownBuffers()])
      Reflect.set(own, original, tensor);
  }
  return to_module;
}
