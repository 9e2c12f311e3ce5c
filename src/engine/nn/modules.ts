/**
 * `torch.nn.modules`: hooks around the calls of all modules.
 * https://docs.pytorch.org/docs/stable/nn.html#global-hooks-for-module
 */
export * as module from "./module/globalHooks.js";
