import { IndexError, RuntimeError } from "./kinds.js";

export function extremeOfNothing(op: string): Error {
  return new RuntimeError(
    `${op}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
  );
}

export function extremeOfEmptyDimension(op: string, dim: number): Error {
  return new IndexError(`${op}(): Expected reduction dim ${dim} to have non-zero size.`);
}

export function aminmaxOfEmptyDimension(dim: number): Error {
  return new IndexError(`aminmax: Expected reduction dim ${dim} to have non-zero size.`);
}

export function dimensionOfScalarRow(op: string, dim: number): Error {
  return new IndexError(`${op}(): Expected reduction dim -1 or 0 for scalar but got ${dim}`);
}

export function argOfNothing(op: string): Error {
  return new IndexError(`${op}(): Expected reduction dim to be specified for input.numel() == 0.`);
}

/** PyTorch forgets a space where it tells the dimension. */
export function normOfNothing(p: number | string, dim: number | null = null): Error {
  const where = dim === null ? "an empty tensor " : `the dimension ${dim}`;
  const what = dim === null ? "" : "this dimension is empty and ";
  return new RuntimeError(
    `linalg.vector_norm cannot compute the ${p} norm on ${where}because ${what}the operation does not have an identity`,
  );
}

export function tooManyDimensions(): Error {
  return new RuntimeError("only tensors with up to 64 dims are supported");
}
