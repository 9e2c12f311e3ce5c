import type { Tensor } from "../engine/tensor.js";

/** A tensor's entries in row-major order, in memory of their own. */
export function entriesOf({ storage, offset, shape, strides }: Tensor): Float64Array {
  const entries = new Float64Array(shape.reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  let at = offset;
  for (let i = 0; i < entries.length; i++) {
    entries[i] = storage.read(at);
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      at += strides[dim]!;
      if (++index[dim]! < shape[dim]!) break;
      at -= strides[dim]! * shape[dim]!;
      index[dim] = 0;
    }
  }
  return entries;
}
