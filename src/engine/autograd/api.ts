/**
 * `torch.autograd`: gradients by function, custom functions, the graph and its hooks.
 * https://docs.pytorch.org/docs/stable/autograd.html
 */
export { backward, grad, type BackwardOptions, type GradOptions } from "./functions.js";
export type { Tensors } from "./places.js";
export type { OutputGradients } from "./rootGradients.js";
export { AutogradFunction as Function, type FunctionCtx } from "./function.js";
export { gradcheck, type GradcheckOptions } from "./gradcheck/gradcheck.js";
export { gradgradcheck, type GradgradcheckOptions } from "./gradcheck/gradgradcheck.js";
export { detect_anomaly, set_detect_anomaly } from "./anomaly.js";
export { enable_grad, inference_mode, no_grad, set_grad_enabled } from "./gradMode.js";
export * as anomaly_mode from "./anomalyMode.js";
export * as forward_ad from "./forwardAdApi.js";
export * as function from "./functionApi.js";
export * as functional from "./functional/api.js";
export * as grad_mode from "./gradModeApi.js";
export * as graph from "./graph.js";
