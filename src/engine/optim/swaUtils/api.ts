/**
 * `torch.optim.swa_utils`: averages of weights over the steps of a training.
 * https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema
 */
export { SWALR, type SWALROptions } from "./swaLR.js";
