/** `torch.autograd.grad_mode`: the names that `torch` itself has as well. */
export { enable_grad, inference_mode, no_grad, set_grad_enabled } from "./gradMode.js";
