import { integerArgument } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { ConvolutionModule } from "../convolutions/convolutionModule.js";
import { normalize } from "../functional/similarities.js";
import { normal_ } from "../init.js";
import type { Module } from "../module.js";

/** The singular vectors of a matrix that belong to its greatest singular value, as far as they are known. */
export interface SingularVectors {
  readonly u: Tensor;
  readonly v: Tensor;
}

/** A weight as a matrix, one row for each place along a dimension. */
export function asMatrix(weight: Tensor, dim: number): Tensor {
  return (dim === 0 ? weight : weight.movedim(dim, 0)).flatten(1);
}

/** Vectors to begin with: normal ones of length 1, those of the rows before those of the columns. */
export function drawnVectors(matrix: Tensor, eps: number): SingularVectors {
  return inGradMode(false, () => {
    const [u, v] = matrix.shape.map((size) => normal_(matrix.new_empty(size))) as [Tensor, Tensor];
    return { u: normalize(u, { dim: 0, eps }), v: normalize(v, { dim: 0, eps }) };
  });
}

/** One vector of the other: written in place, so that copies and states keep up. */
export function improve(vector: Tensor, product: Tensor, eps: number): void {
  vector.copy_(normalize(product, { dim: 0, eps }));
}

/** The dimension of a module's outputs, unless it is given: transposed convolutions have it second. */
export function outputDimension(module: Module, dim: unknown): number {
  if (dim !== undefined && dim !== null) return integerArgument("spectral_norm", "dim", dim);
  return module instanceof ConvolutionModule && module.transposed ? 1 : 0;
}

export interface SpectralNormOptions {
  /** The parameter's name; "weight" unless given. */
  readonly name?: string;
  /** How often the singular vectors are improved at each call in training; 1 unless given. */
  readonly n_power_iterations?: number;
  /** The least length that a vector is divided by; 1e-12 unless given. */
  readonly eps?: number;
  /** The dimension of the outputs; 0 unless given, and 1 for transposed convolutions. */
  readonly dim?: number | null;
}

/** In PyTorch's order. */
export const spectralNormNames = ["name", "n_power_iterations", "eps", "dim"] as const;

/** Checks what was given, but for the dimension. */
export function spectralSettings({ name = "weight", n_power_iterations = 1, eps = 1e-12 }: SpectralNormOptions): {
  readonly name: string;
  readonly iterations: number;
  readonly eps: number;
} {
  if (typeof name !== "string") throw errors.wrongArgument("spectral_norm", "name", "str", name);
  const iterations = integerArgument("spectral_norm", "n_power_iterations", n_power_iterations);
  return { name, iterations, eps: numberArgument("spectral_norm", "eps", eps) };
}
