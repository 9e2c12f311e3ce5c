import { denseNumbers, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** Row-major positions in a tensor, one for each element of another; −1 is none. */
export type Positions = Int32Array;

/** out[i] = x[positions[i]], 0 where there is no position. */
export function take(x: View, positions: Positions, out: View): void {
  const numbers = denseNumbers(x);
  const results = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i]!;
    if (position >= 0) results[i] = numbers[position]!;
  }
  writeNumbers(out, results);
}

/** out[positions[i]] += x[i], in the order of i. `out` is 0 before. */
export function accumulate(x: View, positions: Positions, out: View): void {
  const numbers = denseNumbers(x);
  const results = new Float64Array(out.shape.reduce((total, size) => total * size, 1));
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i]!;
    if (position >= 0) results[position]! += numbers[i]!;
  }
  writeNumbers(out, results);
}
