import { byName } from "../../callByName.js";
import type { AfterInput } from "../afterInput.js";
import { integerArgument, readArguments } from "../../arguments.js";
import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { tensorArgument } from "../operands.js";
import { crossAlong } from "./vectorProducts.js";

/**
 * `torch.linalg.cross` by its older name: without `dim`, along the first dimension of three, with a warning. Throws if there
 * is none.
 * https://docs.pytorch.org/docs/stable/generated/torch.cross.html
 */
export function crossOf(input: Tensor, other: Tensor, dim?: number | null | { readonly dim?: number | null }): Tensor;
export function crossOf(input: Tensor, other: Tensor, ...args: unknown[]): Tensor {
  const named = byName(crossOf, "cross(input, other, dim)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("cross", "input", input), tensorArgument("cross", "other", other)];
  const { dim = null } = readArguments<{ dim: number | null }>("cross", ["dim"], args);
  return crossAlong(x, y, dim === null ? firstOfThree(x) : integerArgument("cross", "dim", dim));
}

function firstOfThree(x: Tensor): number {
  warnOnce(
    "Using torch.cross without specifying the dim arg is deprecated.\nPlease either pass the dim explicitly or simply use torch.linalg.cross.\nThe default value of dim will change to agree with that of linalg.cross in a future release.",
  );
  const dim = x.shape.indexOf(3);
  if (dim < 0) throw errors.crossWithoutThree();
  return dim;
}

/** Tensor methods of this family. */
export default class OlderMatrixMethods {
  /**
   * The cross products of vectors of three along a dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.cross.html
   */
  cross(this: Tensor, ...rest: AfterInput<typeof crossOf>): Tensor {
    return crossOf(this, ...rest);
  }
}
