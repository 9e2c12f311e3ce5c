/**
 * `torch.nn.utils.parametrizations`: weights that are computed of others.
 * https://docs.pytorch.org/docs/stable/nn.html#utilities
 */
export { orthogonal, type OrthogonalMap, type OrthogonalOptions } from "./orthogonalParametrization.js";
export { spectral_norm } from "./spectralParametrization.js";
export { weight_norm } from "./weightParametrization.js";
