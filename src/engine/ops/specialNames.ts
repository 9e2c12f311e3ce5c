import { byName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { sigmoid } from "./activations.js";
import { renamed } from "./functions.js";
import { igamma, igammac } from "./gammaDistribution.js";
import { digamma, lgamma } from "./gammaFunctions.js";
import { log_softmax, type SoftmaxOptions } from "./softmax.js";

/**
 * `log_softmax` of `torch`, but that its dtype has no place in the order.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.log_softmax
 */
export function specialLogSoftmax(input: Tensor, dim: number, options?: Pick<SoftmaxOptions, "dtype">): Tensor {
  const named = byName(specialLogSoftmax, "special_log_softmax(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return log_softmax(input, dim, options);
}

/** Another name of `digamma`. https://docs.pytorch.org/docs/stable/special.html#torch.special.psi */
export const psi: (input: Tensor) => Tensor = renamed("psi", digamma);

/** Another name of `lgamma`. https://docs.pytorch.org/docs/stable/special.html#torch.special.gammaln */
export const gammaln: (input: Tensor) => Tensor = renamed("gammaln", lgamma);

/** Another name of `sigmoid`. https://docs.pytorch.org/docs/stable/special.html#torch.special.expit */
export const expit: (input: Tensor) => Tensor = renamed("expit", sigmoid);

/** Another name of `igamma`. https://docs.pytorch.org/docs/stable/special.html#torch.special.gammainc */
export const gammainc: (input: Tensor, other: Tensor) => Tensor = renamed("gammainc", igamma);

/** Another name of `igammac`. https://docs.pytorch.org/docs/stable/special.html#torch.special.gammaincc */
export const gammaincc: (input: Tensor, other: Tensor) => Tensor = renamed("gammaincc", igammac);
