/**
 * `torch.signal`: windows for signal processing.
 * https://docs.pytorch.org/docs/stable/signal.html
 */
export * as windows from "./windows.js";
