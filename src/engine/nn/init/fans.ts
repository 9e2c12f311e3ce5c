import { fansOfVector } from "../../errors.js";
import { elementCount } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

/** How many numbers meet in one result, and how many results one number goes into. Throws for fewer than two dimensions. */
export function fansOf({ shape }: Tensor): { readonly fan_in: number; readonly fan_out: number } {
  if (shape.length < 2) throw fansOfVector();
  const field = elementCount(shape.slice(2));
  return { fan_in: shape[1]! * field, fan_out: shape[0]! * field };
}
