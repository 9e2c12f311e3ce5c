/**
 * `torch.optim.swa_utils`: averages of weights over the steps of a training.
 * https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema
 */
export { AveragedModel, type AveragedModelOptions } from "./averagedModel.js";
export {
  get_ema_avg_fn,
  get_ema_multi_avg_fn,
  get_swa_avg_fn,
  get_swa_multi_avg_fn,
  type AverageFunction,
  type MultiAverageFunction,
} from "./averages.js";
export { SWALR, type SWALROptions } from "./swaLR.js";
export { update_bn } from "./updateBn.js";
