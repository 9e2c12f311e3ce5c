import { LinAlgError, RuntimeError } from "./kinds.js";
import { inC, list, type Sizes } from "./words.js";

/** An order as PyTorch writes it. */
function written(ord: unknown): string {
  return typeof ord === "number" ? inC(ord) : String(ord);
}

/** PyTorch leaves out the space, too. */
export function normOfEmptyDimension(ord: number, dim: number): Error {
  return new RuntimeError(
    `linalg.vector_norm cannot compute the ${written(ord)} norm on the dimension ${dim}because this dimension is empty and the operation does not have an identity`,
  );
}

export function normDimensions(dims: Sizes): Error {
  return new RuntimeError(`linalg.norm: If dim is specified, it must be of length 1 or 2. Got ${list(dims)}`);
}

export function normWithoutDimensions(rank: number): Error {
  return new RuntimeError(`linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got ${rank}D.`);
}

export function matrixNormOrder(ord: unknown): Error {
  return new RuntimeError(`linalg.matrix_norm: Order ${written(ord)} not supported.`);
}

export function matrixNormDimensions(dims: Sizes): Error {
  return new RuntimeError(`linalg.matrix_norm: dim must be a 2-tuple. Got ${dims.join(" ")}`);
}

export function equalMatrixDimensions(dims: Sizes): Error {
  return new RuntimeError(`linalg.matrix_norm: dims must be different. Got (${dims.join(", ")})`);
}

export function normDtype(op: string, label: string): Error {
  return new RuntimeError(`${op}: dtype should be floating point or complex, but got ${label}`);
}

export function narrowingNorm(op: string, from: string, to: string): Error {
  return new RuntimeError(
    `${op}: the dtype of the input (${from}) should be convertible without narrowing to the specified dtype (${to})`,
  );
}

export function conditionOrder(ord: unknown): Error {
  return new RuntimeError(`linalg.cond got an invalid norm type: ${written(ord)}`);
}

export function pinvInput(label: string, shape: Sizes): Error {
  return new RuntimeError(
    `linalg.pinv(${label}{${list(shape)}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`,
  );
}

export function leastSquaresArgument(what: string): Error {
  return new RuntimeError(`torch.linalg.lstsq: ${what}`);
}

export function leastSquaresRank(place: number | null, code: number): Error {
  const at = place === null ? "" : `(Batch element ${place}): `;
  return new LinAlgError(
    `torch.linalg.lstsq: ${at}The least squares solution could not be computed because the input matrix does not have full rank (error code: ${code}).`,
  );
}

export function conditionRank(): Error {
  return new RuntimeError("linalg.cond: The input tensor must have at least 2 dimensions.");
}
