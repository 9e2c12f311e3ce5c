/**
 * `torch.func`: functions made of functions, by their derivatives.
 * https://docs.pytorch.org/docs/stable/func.api.html
 */
export { functional_call, type FunctionalCallOptions, type NamedTensors } from "./functionalCall.js";
export { stack_module_state } from "./stackModuleState.js";
export { grad, grad_and_value, type AnyFunction, type GradTransformOptions } from "./grad.js";
export { hessian, jacfwd, jacrev, type JacfwdOptions, type JacobianOf, type JacrevOptions } from "./jacobians.js";
export { jvp, type JvpOptions } from "./jvp.js";
export { linearize } from "./linearize.js";
export { vjp, type PullBack } from "./vjp.js";
export { vmap, type Dims, type VmapOptions } from "./vmap.js";
export type { Randomness } from "./batchLevel.js";
export type { Argnums } from "./argnums.js";
