import { flagArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { int64 } from "../dtype.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { cumprod } from "./cumulatives.js";
import { tensorArgument } from "./operands.js";

export interface VanderMatrixOptions {
  /** The number of columns; as many as x has elements unless given. */
  readonly N?: number | null;
  /** Whether the powers ascend from column to column; false unless given. */
  readonly increasing?: boolean;
}

/**
 * Vandermonde's matrix [n, N] of a vector [n]: columns of powers of x from N − 1 to 0. Throws for other than one dimension and
 * a negative N.
 * https://docs.pytorch.org/docs/stable/generated/torch.vander.html
 */
export function vander(
  x: Tensor,
  N?: number | null | VanderMatrixOptions,
  increasing?: boolean | VanderMatrixOptions,
): Tensor;
export function vander(x: Tensor, ...args: unknown[]): Tensor {
  const named = byName(vander, "vander(x, N, increasing)", arguments);
  if (named !== null) return named.result;
  const input = tensorArgument("vander", "x", x);
  const given = readArguments<VanderMatrixOptions>("vander", ["N", "increasing"], args);
  const columns = sizeArgument("vander", "N", given.N ?? input.numel());
  const increasing = flagArgument("vander", "increasing", given.increasing, false);
  if (input.ndim !== 1) throw errors.vanderRank();
  if (columns < 0) throw errors.vanderNegative();
  const result = filledTensor([input.numel(), columns], 1, input.dtype.is_floating_point ? input.dtype : int64);
  if (columns > 1) {
    const powers = result.narrow(1, 1, columns - 1);
    powers.copy_(input.unsqueeze(1));
    powers.copy_(cumprod(powers, 1));
  }
  return increasing ? result : result.flip(1);
}
