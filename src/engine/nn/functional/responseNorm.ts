import { integerArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { avg_pool2d, avg_pool3d } from "./averagePooling.js";
import { givenArguments } from "./givenArguments.js";
import { pad } from "./padding.js";

export interface ResponseNormOptions {
  /** By what the mean square is multiplied; 1e-4 unless given. */
  readonly alpha?: number;
  /** The power of the divisor; 0.75 unless given. */
  readonly beta?: number;
  /** What is added; 1 unless given. */
  readonly k?: number;
}

/**
 * input [n, c, …] divided by (k + alpha·m)^beta, where m is the mean of the squares in `size` neighbouring channels. Throws
 * for fewer than three dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.local_response_norm.html
 */
export function local_response_norm(
  input: Tensor,
  size: number,
  alpha?: number | ResponseNormOptions,
  beta?: number | ResponseNormOptions,
  k?: number | ResponseNormOptions,
): Tensor {
  const named = byName(local_response_norm, "local_response_norm(input, size, alpha, beta, k)", arguments);
  if (named !== null) return named.result;
  const op = "local_response_norm";
  const given = givenArguments(op, ["alpha", "beta", "k"], [alpha, beta, k]);
  const x = tensorArgument(op, "input", input);
  if (x.ndim < 3) throw about(errors.responseNormRank(x.ndim), x);
  const width = integerArgument(op, "size", size);
  if (x.numel() === 0) return x;
  const means = channelMeans(x.mul(x), width);
  return x.div(means.mul(given.number("alpha", 1e-4)).add(given.number("k", 1)).pow(given.number("beta", 0.75)));
}

function channelMeans(squares: Tensor, width: number): Tensor {
  const around = [Math.floor(width / 2), Math.floor((width - 1) / 2)];
  if (squares.ndim === 3) {
    return avg_pool2d(pad(squares.unsqueeze(1), [0, 0, ...around]), [width, 1], { stride: 1 }).squeeze(1);
  }
  const [batch, channels, length] = squares.shape as [number, number, number];
  const volume = squares.view([batch, 1, channels, length, -1]);
  const means = avg_pool3d(pad(volume, [0, 0, 0, 0, ...around]), [width, 1, 1], { stride: 1 }).squeeze(1);
  return means.view(squares.shape);
}
