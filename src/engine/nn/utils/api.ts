/**
 * `torch.nn.utils`: helpers for parameters and their gradients.
 * https://docs.pytorch.org/docs/stable/nn.html#utilities
 */
export {
  clip_grad_norm_,
  clip_grad_value_,
  clip_grads_with_norm_,
  get_total_norm,
  type NormType,
  type TotalNormOptions,
} from "./clipGrad.js";
export { fuse_conv_bn_eval, fuse_conv_bn_weights, fuse_linear_bn_eval, fuse_linear_bn_weights } from "./fusion.js";
export { parameters_to_vector, vector_to_parameters } from "./parametersToVector.js";
export * as rnn from "./rnn.js";
export * as parametrizations from "./parametrizations.js";
export * as prune from "./prune.js";
export * as parametrize from "./parametrize.js";
export { remove_spectral_norm, spectral_norm, type SpectralNormOptions } from "./spectralNorm.js";
export { remove_weight_norm, weight_norm, type WeightNormOptions } from "./weightNorm.js";
