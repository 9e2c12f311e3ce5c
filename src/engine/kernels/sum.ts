import { float64 } from "../dtype.js";
import { broadcastStrides, contiguousStrides, elementCount } from "../shape.js";
import { allocate } from "../storage.js";
import { copy } from "./copy.js";
import { Cursor } from "./cursor.js";
import type { View } from "./kernels.js";
import { reference } from "./reference.js";

/** So few elements are added up sooner than it is found out how they lie. */
const few = 16;

const block = new Float64Array(1024);

/** Adds the elements up in doubles that are apart from the result, which may be rounded only once. */
export function sum(x: View, out: View): void {
  const totals = elementCount(out.shape);
  if (elementCount(x.shape) < few || totals === 0) {
    reference.sum(x, out);
    return;
  }
  // A single number would be kept inline, where no array is.
  const storage = allocate(float64, Math.max(totals, 2));
  const dense: View = { storage, offset: 0, shape: out.shape, strides: contiguousStrides(out.shape) };
  addTo(x, { storage, offset: 0, shape: x.shape, strides: broadcastStrides(dense, x.shape) });
  copy(dense, out);
}

/** Adds block by block, so that elements are read whatever their dtype and strides. */
export function addTo(x: View, out: View): void {
  const count = elementCount(x.shape);
  if (count < few || out.storage.array === null) {
    reference.addTo(x, out);
    return;
  }
  const [reading, adding] = [new Cursor(x), new Cursor(out)];
  for (let done = 0; done < count; done += block.length) {
    const length = Math.min(block.length, count - done);
    reading.read(length, block);
    adding.add(length, block);
  }
}
