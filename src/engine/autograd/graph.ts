/**
 * `torch.autograd.graph`: nodes, places and hooks of the backward graph.
 * https://docs.pytorch.org/docs/stable/autograd.html#autograd-graph
 */
export { GradientNode as Node } from "./node.js";
export { get_gradient_edge, GradientEdge } from "./gradientEdge.js";
export { increment_version } from "./incrementVersion.js";
export { register_multi_grad_hook } from "./multiGradHook.js";
export { allow_mutation_on_saved_tensors } from "./mutation.js";
export { disable_saved_tensors_hooks, save_on_cpu, saved_tensors_hooks } from "./savedTensorHooks.js";
