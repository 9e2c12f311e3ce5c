import type { Tensor } from "../engine/tensor.js";

/** A tensor's entries in row-major order, in memory of their own. */
export function entriesOf(tensor: Tensor): readonly number[] | Float64Array {
  const { storage, offset, shape, strides } = tensor;
  const count = tensor.numel();
  if (count === 1) return [storage.read(offset)];
  const entries = new Float64Array(count);
  const index = shape.map(() => 0);
  let at = offset;
  for (let i = 0; i < count; i++) {
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
