import {
  AssertionError,
  AttributeError,
  IndexError,
  KeyError,
  NotImplementedError,
  RuntimeError,
  ValueError,
} from "./kinds.js";
import { pythonClass, torchSize, type Sizes } from "./words.js";

type OldNorm = "weight_norm" | "spectral_norm";

export function noAttribute(owner: string, name: string): Error {
  return new AttributeError(`'${owner}' object has no attribute '${name}'`);
}

export function notRegistered(name: string): Error {
  return new KeyError(`'${name}'`);
}

export function secondNorm(kind: OldNorm, name: string): Error {
  return new RuntimeError(`Cannot register two ${kind} hooks on the same parameter ${name}`);
}

export function normNotFound(kind: OldNorm, name: string, module: unknown): Error {
  return new ValueError(`${kind} of '${name}' not found in ${String(module)}`);
}

export function powerIterations(given: number): Error {
  return new ValueError(`Expected n_power_iterations to be positive, but got n_power_iterations=${given}`);
}

export function spectralNormOfNone(name: string): Error {
  return new ValueError(`\`SpectralNorm\` cannot be applied as parameter \`${name}\` is None`);
}

export function spectralDimension(dim: number, ndim: number): Error {
  return new IndexError(`Dimension out of range (expected to be in range of [-${ndim}, ${ndim - 1}] but got ${dim})`);
}

export function notParametrized(module: unknown, name: string): Error {
  return new ValueError(`Module ${String(module)} does not have a parametrization on ${name}`);
}

export function nothingToParametrize(module: unknown, name: string): Error {
  return new ValueError(
    `Module '${String(module)}' does not have a parameter, a buffer, or a parametrized element with name '${name}'`,
  );
}

export function noTensorOfName(module: unknown, name: string): Error {
  return new ValueError(`Module '${String(module)}' has no parameter or buffer with name '${name}'`);
}

export function severalOriginals(): Error {
  return new ValueError(
    "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms of a sequence of tensors.",
  );
}

export function parametrizedIntoNoTensor(value: unknown): Error {
  return new ValueError(`A parametrization must return a tensor. Got ${pythonClass(value)}.`);
}

export function parametrizedDtype(original: string, parametrized: string): Error {
  return new ValueError(
    `Registering a parametrization may not change the dtype of the tensor, unless \`unsafe\` flag is enabled.\nunparametrized dtype: ${original}\nparametrized dtype: ${parametrized}`,
  );
}

export function parametrizedShape(original: Sizes, parametrized: Sizes): Error {
  return new ValueError(
    `Registering a parametrization may not change the shape of the tensor, unless \`unsafe\` flag is enabled.\nunparametrized shape: ${torchSize(original)}\nparametrized shape: ${torchSize(parametrized)}`,
  );
}

export function reparametrizedDtype(name: string, original: string, parametrized: string): Error {
  return new ValueError(
    `Registering a parametrization may not change the dtype of the tensor, unless the \`unsafe\` flag is enabled.\nmodule.${name}.dtype: ${original}\nparametrization(module.${name}).dtype: ${parametrized}`,
  );
}

export function reparametrizedShape(name: string, original: Sizes, parametrized: Sizes): Error {
  return new ValueError(
    `Registering a parametrization may not change the shape of the tensor, unless the \`unsafe\` flag is enabled.\nmodule.${name}.shape: ${torchSize(original)}\nparametrization(module.${name}).shape: ${torchSize(parametrized)}`,
  );
}

export function inverseDtype(original: string, inverse: string): Error {
  return new ValueError(
    `When \`right_inverse\` outputs one tensor, it may not change the dtype.\noriginal.dtype: ${original}\nright_inverse(original).dtype: ${inverse}`,
  );
}

export function inverseOfWrongKind(value: unknown): Error {
  return new ValueError(
    `'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got ${pythonClass(value)}`,
  );
}

export function inverseElement(place: number, value: unknown): Error {
  return new ValueError(
    `'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got element ${place} of the sequence with type ${pythonClass(value)}.`,
  );
}

export function inverseCount(wanted: number, given: number): Error {
  return new ValueError(
    `'right_inverse' must return a sequence of tensors of length ${wanted}. Got a sequence of length ${given}.`,
  );
}

export function noRightInverse(parametrization: string): Error {
  return new RuntimeError(`parametrization ${parametrization} does not implement right_inverse.`);
}

export function orthogonalVector(ndim: number): Error {
  return new ValueError(`Expected a matrix or batch of matrices. Got a tensor of ${ndim} dimensions.`);
}

export function orthogonalMap(given: string): Error {
  return new ValueError(`orthogonal_map has to be one of "matrix_exp", "cayley", "householder". Got: ${given}`);
}

export function orthogonalShape(expected: string, actual: string): Error {
  return new ValueError(
    `Expected a matrix or batch of matrices of shape ${expected}. Got a tensor of shape ${actual}.`,
  );
}

export function orthogonalAssigned(): Error {
  return new NotImplementedError(
    "It is not possible to assign to the matrix exponential or the Cayley parametrizations when use_trivialization=False.",
  );
}

export function fusedInTraining(): Error {
  return new AssertionError("Fusion only for eval!");
}

export function fusedWithoutStatistics(): Error {
  return new AssertionError("bn.running_mean and bn.running_var must not be None");
}

export function fusedFeatures(linear: number, norm: number): Error {
  return new AssertionError(
    `To fuse, linear.out_features == bn.num_features or bn.num_features == 1, got linear.out_features=${linear} and bn.num_features=${norm}`,
  );
}
