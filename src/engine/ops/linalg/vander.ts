import { readArguments, sizeArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { bool } from "../../dtype.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { filledTensor } from "../../tensorFactory.js";
import { cumprod } from "../cumulatives.js";
import { cat } from "../join.js";
import { tensorArgument } from "../operands.js";

export interface VanderOptions {
  /** The number of columns; as many as x has elements unless given. */
  readonly N?: number | null;
}

/**
 * Vandermonde's matrices [*, n, N] of vectors [*, n]: columns of powers of x from 0 to N − 1. Throws for an N below 2 and
 * for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.vander.html
 */
export function vander(x: Tensor, options?: VanderOptions): Tensor;
export function vander(x: Tensor, ...args: unknown[]): Tensor {
  const named = byName(vander, "linalg_vander(x, *, N)", arguments);
  if (named !== null) return named.result;
  const input = tensorArgument("linalg_vander", "x", x);
  const given = readArguments<VanderOptions>("linalg_vander", ["N"], args);
  if (input.dtype === bool) throw errors.vanderOfBools();
  const vectors = input.ndim === 0 ? input.unsqueeze(-1) : input;
  const { shape, dtype } = vectors;
  const columns = sizeArgument("linalg_vander", "N", given.N ?? (input.ndim === 0 ? 1 : shape.at(-1)!));
  if (columns <= 1) throw errors.vanderColumns();
  const powers = cumprod(vectors.unsqueeze(-1).expand([...shape, columns - 1]), -1);
  return cat([filledTensor([...shape, 1], 1, dtype), powers], -1);
}
