import type { DType } from "../dtype.js";
import { denseNumbers } from "../kernels/dense.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** For each index one over how often it is there, as a column: what a gradient is divided by that counts each once. */
export function oneByFrequency(indices: Tensor, dtype: DType): Tensor {
  const numbers = denseNumbers(indices);
  const counts = new Map<number, number>();
  for (const index of numbers) counts.set(index, (counts.get(index) ?? 0) + 1);
  const factors = emptyTensor([...indices.shape, 1], dtype);
  numbers.forEach((index, i) => {
    factors.storage.write(i, 1 / counts.get(index)!);
  });
  return factors;
}
