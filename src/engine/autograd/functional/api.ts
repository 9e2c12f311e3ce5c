/**
 * `torch.autograd.functional`: Jacobians, Hessians and their products with vectors, of functions of tensors.
 * https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
 */
export { hessian, type Hessian, type HessianOptions } from "./hessian.js";
export { jacobian, type Jacobian, type JacobianOptions, type Strategy } from "./jacobian.js";
export { hvp, jvp, vhp, vjp, type ProductOptions } from "./products.js";
export type { Alike, TensorFunction, Tensors } from "./tensorTuples.js";
