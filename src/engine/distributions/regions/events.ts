import * as errors from "../../errors.js";
import { isclose } from "../../ops/closeness.js";
import { finfo } from "../../dtypeFunctions.js";
import { bool } from "../../dtype.js";
import { full } from "../../fills.js";
import * as linalg from "../../linalg.js";
import type { Tensor } from "../../tensor.js";
import { Constraint } from "./constraint.js";
import { real } from "./intervals.js";

/** @internal Events whose values are each in a region. */
export class IndependentConstraint extends Constraint {
  constructor(
    readonly base_constraint: Constraint,
    readonly reinterpreted_batch_ndims: number,
  ) {
    super(
      `IndependentConstraint(${base_constraint.toString()}, ${reinterpreted_batch_ndims})`,
      (value) => {
        const valid = base_constraint.check(value);
        const first = valid.ndim - reinterpreted_batch_ndims;
        if (first < 0) throw errors.eventDimensions(base_constraint.event_dim + reinterpreted_batch_ndims, value.ndim);
        return valid.reshape([...valid.shape.slice(0, first), -1]).all(-1);
      },
      { ...base_constraint, event_dim: base_constraint.event_dim + reinterpreted_batch_ndims },
    );
  }
}

/**
 * Events of so many dimensions, each of whose values is in a region.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function independent(base_constraint: Constraint, reinterpreted_batch_ndims: number): Constraint {
  return new IndependentConstraint(base_constraint, reinterpreted_batch_ndims);
}

/**
 * Vectors without NaN.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const real_vector = independent(real, 1);

/**
 * Vectors of numbers that are not negative and sum up to 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const simplex = new Constraint(
  "Simplex()",
  (value) => value.ge(0).all(-1).logical_and(value.sum(-1).sub(1).abs().lt(1e-6)),
  { event_dim: 1 },
);

/**
 * The region of the components' values, for a mixture's.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export class MixtureSameFamilyConstraint extends Constraint {
  constructor(
    /** The region of the components' values. */
    readonly base_constraint: Constraint,
  ) {
    const { event_dim } = base_constraint;
    super(
      `MixtureSameFamilyConstraint(${base_constraint.toString()})`,
      (value) => {
        const valid = base_constraint.check(value.unsqueeze(-1 - event_dim));
        if (value.ndim < event_dim) throw errors.eventDimensions(event_dim, value.ndim);
        return valid.reshape([...valid.shape.slice(0, value.ndim - event_dim), -1]).all(-1);
      },
      base_constraint,
    );
  }
}

/**
 * Square matrices with zeros above the diagonal.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const lower_triangular = new Constraint("LowerTriangular()", isLower, { event_dim: 2 });

/**
 * Square matrices with zeros above the diagonal, and positive numbers on it.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const lower_cholesky = new Constraint("LowerCholesky()", isCholesky, { event_dim: 2 });

/**
 * The same whose rows have a length of 1 besides.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const corr_cholesky = new Constraint(
  "CorrCholesky()",
  (value) => {
    const tolerance = finfo(value.dtype).eps * value.size(-1) * 10;
    const lengths = linalg.norm(value.detach(), { dim: -1 });
    return isCholesky(value).logical_and(lengths.sub(1).abs().le(tolerance).all(-1));
  },
  { event_dim: 2 },
);

/**
 * Square matrices.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const square = new Constraint("Square()", isSquare, { event_dim: 2 });

/**
 * Symmetric matrices.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const symmetric = new Constraint("Symmetric()", isSymmetric, { event_dim: 2 });

/**
 * Symmetric matrices without negative eigenvalues.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const positive_semidefinite = new Constraint(
  "PositiveSemidefinite()",
  (value) => ifSymmetric(value, () => linalg.eigvalsh(value).ge(0).all(-1)),
  { event_dim: 2 },
);

/**
 * Symmetric matrices with positive eigenvalues.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const positive_definite = new Constraint(
  "PositiveDefinite()",
  (value) => ifSymmetric(value, () => linalg.cholesky_ex(value).info.eq(0)),
  { event_dim: 2 },
);

function isLower(value: Tensor): Tensor {
  return value.tril().eq(value).flatten(-2).all(-1);
}

function isCholesky(value: Tensor): Tensor {
  return isLower(value).logical_and(value.diagonal({ dim1: -2, dim2: -1 }).gt(0).all(-1));
}

function isSquare(value: Tensor): Tensor {
  return full(value.shape.slice(0, -2), Number(value.size(-2) === value.size(-1)), { dtype: bool });
}

function isSymmetric(value: Tensor): Tensor {
  const square = isSquare(value);
  if (!square.all().item()) return square;
  return isclose(value, value.mT, { atol: 1e-6 }).all(-2).all(-1);
}

function ifSymmetric(value: Tensor, check: () => Tensor): Tensor {
  const symmetric = isSymmetric(value);
  return symmetric.all().item() ? check() : symmetric;
}
