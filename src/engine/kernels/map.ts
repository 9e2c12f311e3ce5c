import { elementCount } from "../shape.js";
import { Cursor } from "./cursor.js";
import type { Block, ElementFunction, Kernels } from "./kernels.js";
import { reference } from "./reference.js";

/** So few elements are computed sooner than it is found out how the operands lie. */
const few = 16;

/** So many elements are computed at a time: their numbers stay in the processor's nearest cache. */
const blockLength = 1024;

const [xs, ys, zs, results] = [newBlock(), newBlock(), newBlock(), newBlock()];
const operands = [xs, ys, zs];

/** Copies a block of each operand to where one loop finds it whatever its dtype and strides, and the results from there. */
export const map: Kernels["map"] = (f, inputs, out) => {
  const count = elementCount(out.shape);
  if (count < few) {
    reference.map(f, inputs, out);
    return;
  }
  const block = f.of.block ?? oneByOne(f.of);
  const to = new Cursor(out);
  const cursors = inputs.map((input) => (typeof input === "number" ? null : new Cursor(input)));
  inputs.forEach((input, i) => {
    if (typeof input === "number") operands[i]!.fill(input);
  });
  for (let done = 0; done < count; done += blockLength) {
    const length = Math.min(blockLength, count - done);
    for (let i = 0; i < cursors.length; i++) cursors[i]?.read(length, operands[i]!);
    block(length, results, xs, ys, zs);
    to.write(length, results);
  }
};

function oneByOne(of: ElementFunction): Block {
  return (count, out, x, y, z) => {
    for (let i = 0; i < count; i++) out[i] = of(x[i]!, y[i]!, z[i]!);
  };
}

function newBlock(): Float64Array {
  return new Float64Array(blockLength);
}
