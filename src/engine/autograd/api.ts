/**
 * `torch.autograd`: gradients by function.
 * https://docs.pytorch.org/docs/stable/autograd.html
 */
export {
  backward,
  grad,
  type BackwardOptions,
  type GradOptions,
  type OutputGradients,
  type Tensors,
} from "./functions.js";
