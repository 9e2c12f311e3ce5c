import type { Tensor } from "../../tensor.js";
import { BoundedConstraint, Constraint, type Bound } from "./constraint.js";

/**
 * 0 and 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const boolean = new Constraint("Boolean()", isBoolean, { is_discrete: true });

/**
 * Vectors of zeros with a single one.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const one_hot = new Constraint(
  "OneHot()",
  (value) => isBoolean(value).all(-1).logical_and(value.sum(-1).eq(1)),
  { is_discrete: true, event_dim: 1 },
);

/**
 * Whole numbers between two bounds, or equal to one of them.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function integer_interval(lower_bound: Bound, upper_bound: Bound): Constraint {
  return new BoundedConstraint(
    "IntegerInterval",
    { lower_bound, upper_bound },
    (value) => isWhole(value).logical_and(value.ge(lower_bound)).logical_and(value.le(upper_bound)),
    { is_discrete: true },
  );
}

/**
 * Whole numbers that are not negative.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const nonnegative_integer = wholeFrom(0);

/**
 * Whole numbers from 1 on.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const positive_integer = wholeFrom(1);

/**
 * Vectors of numbers that are not negative and sum up to at most a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function multinomial(upper_bound: Bound): Constraint {
  return new Constraint("Multinomial()", (value) => value.ge(0).all(-1).logical_and(value.sum(-1).le(upper_bound)), {
    is_discrete: true,
    event_dim: 1,
  });
}

function wholeFrom(lower_bound: number): Constraint {
  return new BoundedConstraint(
    "IntegerGreaterThan",
    { lower_bound },
    (value) => isWhole(value).logical_and(value.ge(lower_bound)),
    { is_discrete: true },
  );
}

function isWhole(value: Tensor): Tensor {
  return value.remainder(1).eq(0);
}

function isBoolean(value: Tensor): Tensor {
  return value.eq(0).logical_or(value.eq(1));
}
