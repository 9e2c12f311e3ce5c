import { float32, type DType } from "./dtype.js";
import { fusedMultiplyAdd } from "./random/fusedMultiplyAdd.js";
import { heldNumber, roundTo } from "./storage.js";

/** Numbers at equal distances: from both ends, as PyTorch does it, so that the last one is `end` itself. */
export function spacing(start: number, end: number, steps: number, dtype: DType): (i: number) => number {
  const [from, to] = [heldNumber(dtype, start), heldNumber(dtype, end)];
  const type = dtype.is_floating_point ? dtype : float32;
  const step = steps > 1 ? roundTo(type, roundTo(type, to - from) / (steps - 1)) : 0;
  const half = Math.floor(steps / 2);
  return (i) => {
    if (steps === 1) return from;
    return i < half ? fusedMultiplyAdd(type, step, i, from) : fusedMultiplyAdd(type, -step, steps - i - 1, to);
  };
}
