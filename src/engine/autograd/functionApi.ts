/** `torch.autograd.function`: what belongs to custom functions. */
export { AutogradFunction as Function, once_differentiable, type FunctionCtx } from "./function.js";
