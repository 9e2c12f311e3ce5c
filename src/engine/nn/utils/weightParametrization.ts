import type { Tensor } from "../../tensor.js";
import { Module } from "../module.js";
import { normalizedWeight, normExceptDim } from "./normalizedWeight.js";
import { register_parametrization, type Parametrized } from "./registerParametrization.js";
import { weightNormArguments, type WeightNormOptions } from "./weightNorm.js";

class _WeightNorm extends Module {
  constructor(private readonly dim: number) {
    super();
  }

  override forward(weight_g: Tensor, weight_v: Tensor): Tensor {
    return normalizedWeight(weight_v, weight_g, this.dim);
  }

  right_inverse(weight: Tensor): readonly Tensor[] {
    return [normExceptDim(weight, this.dim), weight];
  }
}

/**
 * Has a module learn the size and the direction of a weight apart, as `parametrizations.weight.original0` and `original1`.
 * Throws if the module has no such tensor.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html
 */
export function weight_norm<Normed extends Module, Name extends string = "weight">(
  module: Normed,
  name?: Name | (WeightNormOptions & { readonly name?: Name }),
  dim?: number | null | Pick<WeightNormOptions, "dim">,
): Parametrized<Normed, Name>;
export function weight_norm(module: Module, ...args: unknown[]): Module {
  const { name, dim } = weightNormArguments("weight_norm", args);
  register_parametrization(module, name, new _WeightNorm(dim), { unsafe: true });
  // States of the older `weight_norm` have other names for the two.
  module.register_load_state_dict_pre_hook((_, state, prefix) => {
    const [g, v] = [`${prefix}${name}_g`, `${prefix}${name}_v`];
    if (!Object.hasOwn(state, g) || !Object.hasOwn(state, v)) return;
    [g, v].forEach((key, i) => {
      state[`${prefix}parametrizations.${name}.original${i}`] = state[key];
      Reflect.deleteProperty(state, key);
    });
  });
  return module;
}
