/**
 * `torch.utils`.
 * https://docs.pytorch.org/docs/stable/utils.html
 */
export * as checkpoint from "./checkpointApi.js";
export * as data from "./data/api.js";
