import assert from "node:assert/strict";
import type * as torch from "../../../src/engine/index.js";
import type { Data, OracleCase, TensorData } from "./oracleSchema.js";

/** How far a number may be from PyTorch's, relative to 1 + |PyTorch's|. */
export interface Tolerance {
  readonly float64: number;
  readonly float32: number;
}

/** Functions for which PyTorch and the engine may choose other approximations. */
const special = /special\.|lgamma|digamma|polygamma|erfinv|igamma|i0|bessel|ndtr/;

/** Convolutions, products of matrices and norms: they sum up products, in an order of their own. */
const summing = new RegExp(
  `^(nn\\.functional\\.)?(${[
    "conv\\w*",
    "(add|b|addb|badd|baddb)?mm",
    "(add)?mv",
    "addr",
    "(__r)?matmul(__)?",
    "v?dot",
    "inner",
    "tensordot",
    "einsum",
    "(bi)?linear",
    "linear_cross_entropy",
    "scaled_dot_product_attention",
    "linalg\\..*",
    "matrix_\\w+",
    "cholesky\\w*",
    "p?inverse",
    "logdet",
    "cov",
    "corrcoef",
    "(re)?norm(alize)?",
    "\\w+_norm",
    "[cp]?dist",
    "pairwise_distance",
    "cosine_\\w+",
    "triplet_\\w+",
  ].join("|")})$`,
);

export function toleranceOf({ op, call }: OracleCase, order: 1 | 2): Tolerance {
  return {
    float64: special.test(`${op} ${call}`) ? 1e-7 : 1e-9,
    float32: order === 2 || summing.test(op) ? 2e-4 : 1e-5,
  };
}

/** Compares shape, dtype and numbers. Sets the sign of zero aside. */
export function assertClose(
  actual: torch.Tensor,
  expected: TensorData,
  { dtype }: OracleCase,
  tolerance: Tolerance,
  what: string,
): void {
  assert.deepEqual([...actual.shape], expected.shape, `the shape of ${what}`);
  assert.equal(actual.dtype.name, expected.dtype ?? dtype, `the dtype of ${what}`);
  const allowed = actual.dtype.is_floating_point ? tolerance[actual.dtype.name as keyof Tolerance] : 0;
  const values = numbersOf(actual);
  expected.data.map(Number).forEach((wanted, i) => {
    const got = values[i]!;
    assert.ok(isClose(got, wanted, allowed), `${what} is ${got} at ${i}, ${wanted} in PyTorch`);
  });
}

/** The same for a derivative, which is zero where there is none. */
export function assertCloseOrZero(
  actual: torch.Tensor | null,
  expected: Data,
  oracle: OracleCase,
  tolerance: Tolerance,
  what: string,
): void {
  if (expected !== null && actual !== null) {
    assertClose(actual, expected, oracle, tolerance, what);
    return;
  }
  const values = expected?.data.map(Number) ?? (actual === null ? [] : numbersOf(actual));
  assert.ok(
    values.every((value) => value === 0),
    actual === null ? `${what} is missing` : `${what} is [${values.join(", ")}], zero in PyTorch`,
  );
}

export function isClose(got: number, wanted: number, tolerance: number): boolean {
  if (got === wanted || (Number.isNaN(got) && Number.isNaN(wanted))) return true;
  return Number.isFinite(wanted) && Math.abs(got - wanted) <= tolerance * (1 + Math.abs(wanted));
}

/** The elements in row-major order, booleans as 0 and 1. */
export function numbersOf(tensor: torch.Tensor): readonly number[] {
  return [tensor.detach().tolist() as unknown].flat(Infinity).map(Number);
}
