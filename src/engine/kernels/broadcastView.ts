import { broadcastStrides, sameShape, type Shape } from "../shape.js";
import type { View } from "./kernels.js";

/** A view that repeats what has size 1, in a shape that it can be broadcast to. */
export function broadcastView(view: View, shape: Shape): View {
  if (sameShape(view.shape, shape)) return view;
  return { storage: view.storage, offset: view.offset, shape, strides: broadcastStrides(view, shape) };
}
