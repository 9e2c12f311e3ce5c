/**
 * `torch.nn.init`: fills tensors with initial weights, without recording. Each gives the tensor back.
 * https://docs.pytorch.org/docs/stable/nn.init.html
 */
export { constant_, normal_, ones_, uniform_, zeros_ } from "./init/fillings.js";
export { kaiming_normal_, kaiming_uniform_, xavier_normal_, xavier_uniform_ } from "./init/scaled.js";
export { trunc_normal_ } from "./init/truncated.js";
export { dirac_, eye_, sparse_ } from "./init/patterns.js";
export { orthogonal_ } from "./init/orthogonal.js";
export { calculate_gain } from "./init/gain.js";
export { _calculate_fan_in_and_fan_out } from "./init/fans.js";
