import { byName } from "../../callByName.js";
import { fansOfVector } from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { elementCount } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

/**
 * How many numbers meet in one result, and how many results one number goes into. Throws for fewer than two dimensions.
 * @internal
 */
export function fansOf({ shape }: Tensor): { readonly fan_in: number; readonly fan_out: number } {
  if (shape.length < 2) throw fansOfVector();
  const field = elementCount(shape.slice(2));
  return { fan_in: shape[1]! * field, fan_out: shape[0]! * field };
}

/**
 * How many numbers meet in one result of a layer with these weights, and how many results one number goes into: what
 * initial weights of one's own are scaled by, as [fan_in, fan_out]. Throws for fewer than two dimensions.
 * https://github.com/pytorch/pytorch/blob/main/torch/nn/init.py
 */
export function _calculate_fan_in_and_fan_out(tensor: Tensor): readonly [fan_in: number, fan_out: number] {
  const named = byName(_calculate_fan_in_and_fan_out, "_calculate_fan_in_and_fan_out(tensor)", arguments);
  if (named !== null) return named.result;
  const { fan_in, fan_out } = fansOf(tensorArgument("_calculate_fan_in_and_fan_out", "tensor", tensor));
  return [fan_in, fan_out];
}
