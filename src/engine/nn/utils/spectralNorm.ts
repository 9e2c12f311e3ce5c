import { readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";
import { UninitializedParameter } from "../uninitializedParameter.js";
import {
  asMatrix,
  drawnVectors,
  improve,
  outputDimension,
  spectralNormNames,
  spectralSettings,
  type SpectralNormOptions,
} from "./powerIteration.js";
import { addWeightHook, refuseSecondHook, removeWeightHook, type WeightHook } from "./weightHook.js";

export type { SpectralNormOptions } from "./powerIteration.js";

/**
 * Divides a module's weight by its greatest singular value before each call. The parameter is `weight_orig`; the singular
 * vectors `weight_u` and `weight_v` are buffers, which each call in training improves. Throws if there is no such parameter.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.spectral_norm.html
 */
export function spectral_norm<Normed extends Module>(
  module: Normed,
  name?: string | SpectralNormOptions,
  n_power_iterations?: number | SpectralNormOptions,
  eps?: number | SpectralNormOptions,
  dim?: number | null | SpectralNormOptions,
): Normed;
export function spectral_norm(module: Module, ...args: unknown[]): Module {
  const given = readArguments<SpectralNormOptions>("spectral_norm", spectralNormNames, args);
  const { name, iterations, eps } = spectralSettings(given);
  const dim = outputDimension(module, given.dim);
  refuseSecondHook(module, "spectral_norm", name);
  if (iterations <= 0) throw errors.powerIterations(iterations);
  const weight: unknown = Reflect.get(module, name);
  if (weight === null) throw errors.spectralNormOfNone(name);
  if (!(weight instanceof Parameter)) throw errors.notRegistered(name);
  if (weight instanceof UninitializedParameter) throw errors.normOfUninitialized("SpectralNorm");
  const { u, v } = drawnVectors(asMatrix(weight, dim), eps);
  module.forget(name);
  module.register_parameter(`${name}_orig`, weight);
  Reflect.set(module, name, weight.data);
  module.register_buffer(`${name}_u`, u);
  module.register_buffer(`${name}_v`, v);
  addWeightHook(module, spectralHook({ name, iterations, eps, dim }));
  return module;
}

/**
 * Makes a parameter of a weight again that `spectral_norm` had divided. Throws if it had not.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.remove_spectral_norm.html
 */
export function remove_spectral_norm<Normed extends Module>(
  module: Normed,
  name: string | Pick<SpectralNormOptions, "name"> = "weight",
): Normed {
  const given = readArguments<SpectralNormOptions>("remove_spectral_norm", ["name"], [name]);
  removeWeightHook(module, "spectral_norm", given.name ?? "weight");
  return module;
}

interface Settings {
  readonly name: string;
  readonly iterations: number;
  readonly eps: number;
  readonly dim: number;
}

function spectralHook({ name, iterations, eps, dim }: Settings): WeightHook {
  const computed = (module: Module, improves: boolean): Tensor => {
    const part = (suffix: string): Tensor => Reflect.get(module, name + suffix) as Tensor;
    const [weight, u, v] = [part("_orig"), part("_u"), part("_v")];
    const matrix = asMatrix(weight, dim);
    if (improves) {
      inGradMode(false, () => {
        for (let i = 0; i < iterations; i++) {
          improve(v, matrix.t().mv(u), eps);
          improve(u, matrix.mv(v), eps);
        }
      });
    }
    // The next call writes over the vectors, of which this call's backward still needs the numbers.
    return weight.div(u.clone().dot(matrix.mv(v.clone())));
  };
  const remove = (module: Module): void => {
    const weight = inGradMode(false, () => computed(module, false));
    for (const suffix of ["", "_u", "_v", "_orig"]) module.forget(name + suffix);
    module.register_parameter(name, new Parameter(weight.detach()));
  };
  return { kind: "spectral_norm", name, compute: (module) => computed(module, module.training), remove };
}
