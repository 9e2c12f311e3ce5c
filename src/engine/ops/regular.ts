/**
 * The families of regular functions: each is a function of the script, a method of its tensors and, if it is an op, an
 * entry of the table. What a file gives away in part is told of here, for the method would have no documentation.
 */
export * from "./trigonometry.js";
export * from "./hyperbolic.js";
export * from "./angles.js";
export * from "./errorFunctions.js";
export * from "./gammaFunctions.js";
export {
  /** log(exp(input) + exp(other)), as floating point. https://docs.pytorch.org/docs/stable/generated/torch.logaddexp.html */
  logaddexp,
  /** log2(2^input + 2^other), as floating point. https://docs.pytorch.org/docs/stable/generated/torch.logaddexp2.html */
  logaddexp2,
  /** input·log(other), 0 where input is 0. https://docs.pytorch.org/docs/stable/generated/torch.xlogy.html */
  xlogy,
  /** `xlogy` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.xlogy_.html */
  xlogy_,
} from "./logarithms.js";
export * from "./fractions.js";
export * from "./pairExtremes.js";
export * from "./numericExtremes.js";
export * from "./nextAfter.js";
export * from "./signs.js";
export * from "./combinations.js";
export * from "./predicates.js";
export * from "./logic.js";
export * from "./closeness.js";
export {
  /** The modified Bessel function of the first kind and order 0. https://docs.pytorch.org/docs/stable/generated/torch.i0.html */
  i0,
  /** `i0` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.i0_.html */
  i0_,
} from "./bessel.js";
export * from "./aliases.js";
export * from "./integerFunctions.js";
export * from "./gammaDistribution.js";
export * from "./sinc.js";
export * from "./ldexp.js";
export * from "./inPlaceFunctions.js";
export {
  /** The last two dimensions exchanged. https://docs.pytorch.org/docs/stable/generated/torch.adjoint.html */
  adjoint,
  /** The indices of the elements that are not zero, a row for each. https://docs.pytorch.org/docs/stable/generated/torch.argwhere.html */
  argwhere,
  /** The tensor itself, for it is real. https://docs.pytorch.org/docs/stable/generated/torch.conj.html */
  conj,
  /** Whether the one element is not zero; throws if there is not one. https://docs.pytorch.org/docs/stable/generated/torch.is_nonzero.html */
  is_nonzero,
  /** Whether both have the same shape. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_same_size.html */
  is_same_size,
  /** The tensor itself, for it is real. https://docs.pytorch.org/docs/stable/generated/torch.resolve_conj.html */
  resolve_conj,
} from "./queries.js";
export {
  /** 0 where the absolute value is at most lambd, else the element. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html */
  hardshrink,
  /** The element, times a weight where it is negative. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html */
  prelu,
} from "../nn/functional/shapedActivations.js";
export * from "./signedOperands.js";
export * from "./logit.js";
export {
  /** The power with this exponent, in float64. https://docs.pytorch.org/docs/stable/generated/torch.float_power.html */
  float_power,
} from "./reversed.js";
export * from "./nanToNum.js";
