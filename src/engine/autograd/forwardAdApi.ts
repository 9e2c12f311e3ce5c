/**
 * `torch.autograd.forward_ad`: derivatives along a direction, carried forward with the numbers.
 * https://docs.pytorch.org/docs/stable/autograd.html#forward-mode-automatic-differentiation
 */
export {
  _set_fwd_grad_enabled,
  dual_level,
  enter_dual_level,
  exit_dual_level,
  make_dual,
  unpack_dual,
  type UnpackedDualTensor,
} from "./forwardAd.js";
