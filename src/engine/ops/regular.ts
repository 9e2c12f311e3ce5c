/**
 * The families of regular functions: each is a function of the script, a method of its tensors and, if it is an op, an
 * entry of the table.
 */
export * from "./trigonometry.js";
export * from "./hyperbolic.js";
export * from "./angles.js";
export * from "./errorFunctions.js";
export * from "./gammaFunctions.js";
export { logaddexp, logaddexp2, xlogy, xlogy_ } from "./logarithms.js";
export * from "./fractions.js";
export * from "./pairExtremes.js";
export * from "./numericExtremes.js";
export * from "./signs.js";
export * from "./combinations.js";
export * from "./predicates.js";
export * from "./logic.js";
export { allclose, equal, isclose } from "./closeness.js";
export { i0, i0_ } from "./bessel.js";
export * from "./aliases.js";
export * from "./integerFunctions.js";
export * from "./gammaDistribution.js";
export * from "./sinc.js";
export * from "./ldexp.js";
export * from "./inPlaceFunctions.js";
export { adjoint, argwhere, conj, is_nonzero, is_same_size, resolve_conj } from "./queries.js";
export { hardshrink, prelu } from "../nn/functional/shapedActivations.js";
export { copysign, copysign_, heaviside, heaviside_ } from "./signedOperands.js";
export { logit, logit_ } from "./logit.js";
export { float_power } from "./reversed.js";
export { nan_to_num, nan_to_num_ } from "./nanToNum.js";
