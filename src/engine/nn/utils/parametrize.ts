/**
 * `torch.nn.utils.parametrize`: tensors of modules that are computed of others whenever they are read.
 * https://docs.pytorch.org/docs/stable/nn.html#torch.nn.utils.parametrize.register_parametrization
 */
export { cached } from "./parametrizedClass.js";
export { ParametrizationList, type Parametrization } from "./parametrizationList.js";
export {
  is_parametrized,
  register_parametrization,
  remove_parametrizations,
  transfer_parametrizations_and_params,
  type_before_parametrizations,
  type Parametrized,
  type ParametrizationOptions,
} from "./registerParametrization.js";
