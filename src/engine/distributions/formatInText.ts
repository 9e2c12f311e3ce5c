import { bool } from "../dtype.js";
import { pythonBool } from "../pythonValues.js";
import { inFormat } from "../print.js";
import { Tensor } from "../tensor.js";

/** A tensor as Python's f-strings write it: one without dimensions as its number, unless it is a parameter. */
export function formatInText(tensor: Tensor): string {
  if (tensor.ndim > 0 || tensor.constructor !== Tensor) return String(tensor);
  if (tensor.dtype === bool) return pythonBool(Boolean(tensor.item()));
  return tensor.dtype.is_floating_point ? inFormat(tensor) : String(tensor.item());
}
