import type { View } from "./kernels.js";

/** A view with a dimension of size 1, for kernels only. */
export function inserted({ storage, offset, shape, strides }: View, dim: number): View {
  return { storage, offset, shape: shape.toSpliced(dim, 0, 1), strides: strides.toSpliced(dim, 0, 1) };
}
