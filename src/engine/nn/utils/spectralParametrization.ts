import { readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { normalize } from "../functional/similarities.js";
import { Module } from "../module.js";
import {
  asMatrix,
  drawnVectors,
  improve,
  outputDimension,
  spectralNormNames,
  spectralSettings,
  type SpectralNormOptions,
} from "./powerIteration.js";
import { register_parametrization, type Parametrized } from "./registerParametrization.js";

interface Settings {
  readonly dim: number;
  readonly iterations: number;
  readonly eps: number;
}

class _SpectralNorm extends Module {
  private readonly dim: number;
  declare readonly _u: Tensor;
  declare readonly _v: Tensor;

  constructor(
    weight: Tensor,
    private readonly settings: Settings,
  ) {
    super();
    const { dim, iterations, eps } = settings;
    if (dim >= weight.ndim || dim < -weight.ndim) throw errors.spectralDimension(dim, weight.ndim);
    if (iterations <= 0) throw errors.powerIterations(iterations);
    this.dim = dim < 0 ? dim + weight.ndim : dim;
    if (weight.ndim === 1) return;
    const matrix = asMatrix(weight, this.dim);
    const { u, v } = drawnVectors(matrix, eps);
    this.register_buffer("_u", u);
    this.register_buffer("_v", v);
    this.iterate(matrix, 15);
  }

  override forward(weight: Tensor): Tensor {
    const { iterations, eps } = this.settings;
    if (weight.ndim === 1) return normalize(weight, { dim: 0, eps });
    const matrix = asMatrix(weight, this.dim);
    if (this.training) this.iterate(matrix, iterations);
    // The next call writes over the vectors, of which this call's backward still needs the numbers.
    return weight.div(this._u.clone().vdot(matrix.mv(this._v.clone())));
  }

  right_inverse(value: Tensor): Tensor {
    return value;
  }

  private iterate(matrix: Tensor, times: number): void {
    inGradMode(false, () => {
      for (let i = 0; i < times; i++) {
        improve(this._u, matrix.mv(this._v), this.settings.eps);
        improve(this._v, matrix.t().mv(this._u), this.settings.eps);
      }
    });
  }
}

/**
 * Divides a weight by its greatest singular value whenever it is read; in training each reading improves the singular
 * vectors. Throws if the module has no such tensor.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html
 */
export function spectral_norm<Normed extends Module, Name extends string = "weight">(
  module: Normed,
  name?: Name | (SpectralNormOptions & { readonly name?: Name }),
  n_power_iterations?: number | SpectralNormOptions,
  eps?: number | SpectralNormOptions,
  dim?: number | null | SpectralNormOptions,
): Parametrized<Normed, Name>;
export function spectral_norm(module: Module, ...args: unknown[]): Module {
  const given = readArguments<SpectralNormOptions>("spectral_norm", spectralNormNames, args);
  const { name, iterations, eps } = spectralSettings(given);
  const weight: unknown = Reflect.get(module, name);
  if (!isTensor(weight)) throw errors.noTensorOfName(module, name);
  const settings: Settings = { dim: outputDimension(module, given.dim), iterations, eps };
  return register_parametrization(module, name, new _SpectralNorm(weight, settings));
}
