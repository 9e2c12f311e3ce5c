/**
 * `torch.utils`.
 * https://docs.pytorch.org/docs/stable/utils.html
 */
export * as checkpoint from "./checkpointApi.js";
