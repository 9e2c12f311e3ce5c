/**
 * `torch.optim`: what changes parameters by their gradients.
 * https://docs.pytorch.org/docs/stable/optim.html
 */
export { Adam, type AdamOptions, type AdamWOptions } from "./adam.js";
export { AdamW } from "./adamw.js";
export { Optimizer, type ParameterState } from "./optimizer.js";
export type { OptimizerInput, ParameterGroup, ParameterGroupInput } from "./parameterGroups.js";
export { SGD, type SGDOptions } from "./sgd.js";
export type { OptimizerStateDict } from "./stateDict.js";
