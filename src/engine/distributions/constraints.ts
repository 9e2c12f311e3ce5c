import { pythonNumber } from "../print.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { formatInText } from "./formatInText.js";

/**
 * A region in which the values of a tensor may be.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export class Constraint {
  constructor(
    private readonly text: string,
    /** Whether each value, or each event of values, is in the region. */
    readonly check: (value: Tensor) => Tensor,
  ) {}

  /** Its printed form, as PyTorch's. */
  toString(): string {
    return this.text;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.text;
  }
}

type Bound = number | Tensor;

/**
 * Any number but NaN.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const real = new Constraint("Real()", (value) => value.eq(value));

/**
 * Vectors without NaN.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const real_vector = new Constraint("IndependentConstraint(Real(), 1)", (value) => value.eq(value).all(-1));

/**
 * 0 and 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const boolean = new Constraint("Boolean()", (value) => value.eq(0).logical_or(value.eq(1)));

/**
 * Vectors of numbers that are not negative and sum up to 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const simplex = new Constraint("Simplex()", (value) =>
  value.ge(0).all(-1).logical_and(value.sum(-1).sub(1).abs().lt(1e-6)),
);

/**
 * Numbers above a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function greater_than(lower_bound: Bound): Constraint {
  return new Constraint(`GreaterThan(lower_bound=${text(lower_bound)})`, (value) => value.gt(lower_bound));
}

/**
 * Numbers below a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function less_than(upper_bound: Bound): Constraint {
  return new Constraint(`LessThan(upper_bound=${text(upper_bound)})`, (value) => value.lt(upper_bound));
}

/**
 * Numbers between two bounds, or equal to one of them.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function interval(lower_bound: Bound, upper_bound: Bound): Constraint {
  return new Constraint(`Interval(lower_bound=${text(lower_bound)}, upper_bound=${text(upper_bound)})`, (value) =>
    value.ge(lower_bound).logical_and(value.le(upper_bound)),
  );
}

/**
 * Whole numbers between two bounds, or equal to one of them.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function integer_interval(lower_bound: number, upper_bound: number): Constraint {
  return new Constraint(`IntegerInterval(lower_bound=${lower_bound}, upper_bound=${upper_bound})`, (value) =>
    value.remainder(1).eq(0).logical_and(value.ge(lower_bound)).logical_and(value.le(upper_bound)),
  );
}

/**
 * Numbers that are not below a bound.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function greater_than_eq(lower_bound: Bound): Constraint {
  return new Constraint(`GreaterThanEq(lower_bound=${text(lower_bound)})`, (value) => value.ge(lower_bound));
}

/**
 * Events of so many dimensions, each of whose values is in a region.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function independent(base_constraint: Constraint, reinterpreted_batch_ndims: number): Constraint {
  return new Constraint(
    `IndependentConstraint(${base_constraint.toString()}, ${reinterpreted_batch_ndims})`,
    (value) => {
      const valid = base_constraint.check(value);
      return valid.reshape([...valid.shape.slice(0, valid.ndim - reinterpreted_batch_ndims), -1]).all(-1);
    },
  );
}

/**
 * Numbers that are not negative.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const nonnegative = greater_than_eq(0);

/**
 * Numbers above 0.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const positive = greater_than(0);

/**
 * Probabilities.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export const unit_interval = interval(0, 1);

function text(bound: Bound): string {
  return isTensor(bound) ? formatInText(bound) : pythonNumber(bound);
}
