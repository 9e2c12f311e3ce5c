/**
 * Regions in which parameters and samples may be.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export { Constraint } from "./regions/constraint.js";
export {
  greater_than,
  greater_than_eq,
  half_open_interval,
  interval,
  less_than,
  nonnegative,
  positive,
  real,
  unit_interval,
} from "./regions/intervals.js";
export {
  boolean,
  integer_interval,
  multinomial,
  nonnegative_integer,
  one_hot,
  positive_integer,
} from "./regions/counts.js";
export {
  corr_cholesky,
  independent,
  lower_cholesky,
  lower_triangular,
  MixtureSameFamilyConstraint,
  positive_definite,
  positive_semidefinite,
  real_vector,
  simplex,
  square,
  symmetric,
} from "./regions/events.js";
export { cat, stack } from "./regions/joined.js";
