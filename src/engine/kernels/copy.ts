import { elementCount, isContiguous } from "../shape.js";
import { Cursor } from "./cursor.js";
import type { View } from "./kernels.js";
import { reference } from "./reference.js";

/** So few elements are copied sooner than it is found out how they lie. */
const few = 16;

const block = new Float64Array(1024);

/** By the arrays' own methods where elements lie beside each other. */
export function copy(x: View, out: View): void {
  const count = elementCount(out.shape);
  const [from, to] = [x.storage.array, out.storage.array];
  const isWhole = from !== null && to !== null && x.storage.dtype === out.storage.dtype;
  if (count === 1) out.storage.write(out.offset, x.storage.read(x.offset));
  else if (count < few) reference.copy(x, out);
  else if (isWhole && isContiguous(x) && isContiguous(out))
    to.set(from.subarray(x.offset, x.offset + count), out.offset);
  else {
    const [reading, writing] = [new Cursor(x), new Cursor(out)];
    for (let done = 0; done < count; done += block.length) {
      const length = Math.min(block.length, count - done);
      reading.read(length, block);
      writing.write(length, block);
    }
  }
}

export function fill(value: number, out: View): void {
  const count = elementCount(out.shape);
  if (count < few) {
    reference.fill(value, out);
    return;
  }
  const writing = new Cursor(out);
  block.fill(value);
  for (let done = 0; done < count; done += block.length) writing.write(Math.min(block.length, count - done), block);
}
