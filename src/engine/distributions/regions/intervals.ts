import type { Tensor } from "../../tensor.js";
import { asFloat, BoundedConstraint, Constraint, type Bound } from "./constraint.js";

/**
 * Any number but NaN.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const real = new Constraint("Real()", (value) => value.eq(value));

/**
 * Numbers above a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function greater_than(lower_bound: Bound): Constraint {
  return new BoundedConstraint("GreaterThan", { lower_bound }, (value) => value.gt(lower_bound));
}

/**
 * Numbers that are not below a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function greater_than_eq(lower_bound: Bound): Constraint {
  return new BoundedConstraint("GreaterThanEq", { lower_bound }, (value) => value.ge(lower_bound));
}

/**
 * Numbers below a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function less_than(upper_bound: Bound): Constraint {
  return new BoundedConstraint("LessThan", { upper_bound }, (value) => value.lt(upper_bound));
}

/**
 * Numbers between two bounds, or equal to one of them.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function interval(lower_bound: Bound, upper_bound: Bound): Constraint {
  return new BoundedConstraint("Interval", { lower_bound, upper_bound }, within(lower_bound, upper_bound));
}

/**
 * Numbers between two bounds, or equal to the lower one.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function half_open_interval(lower_bound: Bound, upper_bound: Bound): Constraint {
  return new BoundedConstraint("HalfOpenInterval", { lower_bound, upper_bound }, below(lower_bound, upper_bound));
}

/**
 * Numbers that are not negative.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const nonnegative: Constraint = new BoundedConstraint(
  "GreaterThanEq",
  { lower_bound: 0 },
  (value) => value.ge(0),
  { format: asFloat },
);

/**
 * Numbers above 0.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const positive: Constraint = new BoundedConstraint("GreaterThan", { lower_bound: 0 }, (value) => value.gt(0), {
  format: asFloat,
});

/**
 * Probabilities.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const unit_interval: Constraint = new BoundedConstraint(
  "Interval",
  { lower_bound: 0, upper_bound: 1 },
  within(0, 1),
  { format: asFloat },
);

/** @internal Probabilities of which none is certain. */
export const belowOne: Constraint = new BoundedConstraint(
  "HalfOpenInterval",
  { lower_bound: 0, upper_bound: 1 },
  below(0, 1),
  { format: asFloat },
);

/** @internal What a hyperbolic tangent gives. */
export const signedUnit: Constraint = new BoundedConstraint(
  "Interval",
  { lower_bound: -1, upper_bound: 1 },
  within(-1, 1),
  { format: asFloat },
);

function within(lower_bound: Bound, upper_bound: Bound): (value: Tensor) => Tensor {
  return (value) => value.ge(lower_bound).logical_and(value.le(upper_bound));
}

function below(lower_bound: Bound, upper_bound: Bound): (value: Tensor) => Tensor {
  return (value) => value.ge(lower_bound).logical_and(value.lt(upper_bound));
}
