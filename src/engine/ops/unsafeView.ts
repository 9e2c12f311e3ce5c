import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import ShapeMethods from "./shapes.js";

/** Another shape for a tensor that nobody else sees: not a view as far as backward is concerned. */
export function unsafeView(tensor: Tensor, shape: Shape): Tensor {
  return call(ShapeMethods.ops.unsafe_view, [tensor], { shape });
}
