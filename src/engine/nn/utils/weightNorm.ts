import { integerArgument, readArguments } from "../../arguments.js";
import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";
import { UninitializedParameter } from "../uninitializedParameter.js";
import { normalizedWeight, normExceptDim } from "./normalizedWeight.js";
import { addWeightHook, refuseSecondHook, removeWeightHook, type WeightHook } from "./weightHook.js";

export interface WeightNormOptions {
  /** The parameter's name; "weight" unless given. */
  readonly name?: string;
  /** The dimension whose slices each have a size of their own; 0 unless given. Null: the whole weight has one. */
  readonly dim?: number | null;
}

/**
 * Has a module learn the size and the direction of a weight apart: `weight` is computed of the parameters `weight_g` and
 * `weight_v` before each call. Throws if the module has no such parameter. Deprecated in favor of
 * `torch.nn.utils.parametrizations.weight_norm`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.weight_norm.html
 */
export function weight_norm<Normed extends Module>(
  module: Normed,
  name?: string | WeightNormOptions,
  dim?: number | null | WeightNormOptions,
): Normed;
export function weight_norm(module: Module, ...args: unknown[]): Module {
  warnOnce("`torch.nn.utils.weight_norm` is deprecated in favor of `torch.nn.utils.parametrizations.weight_norm`.");
  const { name, dim } = weightNormArguments("weight_norm", args);
  refuseSecondHook(module, "weight_norm", name);
  const weight: unknown = Reflect.get(module, name);
  if (weight === undefined) throw errors.noAttribute(module.constructor.name, name);
  if (weight !== null && !(weight instanceof Parameter)) throw errors.notRegistered(name);
  if (weight instanceof UninitializedParameter) throw errors.normOfUninitialized("WeightNorm");
  const v = tensorArgument("norm_except_dim", "v", weight).data;
  const g = normExceptDim(v, dim);
  module.forget(name);
  module.register_parameter(`${name}_g`, new Parameter(g));
  module.register_parameter(`${name}_v`, new Parameter(v));
  const weightHook = weightNormHook(name, dim);
  Reflect.set(module, name, weightHook.compute(module));
  addWeightHook(module, weightHook);
  return module;
}

/**
 * Makes a parameter of a weight again that `weight_norm` had taken apart. Throws if it had not.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.remove_weight_norm.html
 */
export function remove_weight_norm<Normed extends Module>(
  module: Normed,
  name: string | Pick<WeightNormOptions, "name"> = "weight",
): Normed {
  const given = readArguments<WeightNormOptions>("remove_weight_norm", ["name"], [name]);
  removeWeightHook(module, "weight_norm", given.name ?? "weight");
  return module;
}

/** @internal The name, and the dimension with −1 for the whole weight. */
export function weightNormArguments(
  op: string,
  args: readonly unknown[],
): { readonly name: string; readonly dim: number } {
  const { name = "weight", dim = 0 } = readArguments<WeightNormOptions>(op, ["name", "dim"], args);
  if (typeof name !== "string") throw errors.wrongArgument(op, "name", "str", name);
  return { name, dim: dim === null ? -1 : integerArgument(op, "dim", dim) };
}

function weightNormHook(name: string, dim: number): WeightHook {
  const compute = (module: Module): Tensor => {
    const part = (suffix: string): Tensor => Reflect.get(module, name + suffix) as Tensor;
    return normalizedWeight(part("_v"), part("_g"), dim);
  };
  const remove = (module: Module): void => {
    const weight = compute(module);
    for (const suffix of ["", "_g", "_v"]) module.forget(name + suffix);
    module.register_parameter(name, new Parameter(weight.data));
  };
  return { kind: "weight_norm", name, compute, remove };
}
