import * as torch from "../../src/engine/index.js";
import type { Seen } from "./program.js";
import { tensorsIn } from "./reason.js";

/** Whether what is seen are matrices, of which one has a singular value that is 0 but for rounding. */
export function isSingular(seen: Seen): boolean {
  return tensorsIn(seen).some(({ shape, values, dtype }) => {
    const numbers = values.map(Number);
    if (shape.length < 2 || !numbers.every(Number.isFinite)) return false;
    return areSingular(matricesOf(numbers, shape), dtype);
  });
}

/** Whether what is seen are matrices wider than high, of which one has a lower rank in its first columns. */
export function isSingularInFront(seen: Seen): boolean {
  return tensorsIn(seen).some(({ shape, values, dtype }) => {
    const [height, width] = shape.slice(-2);
    const numbers = values.map(Number);
    if (width === undefined || width <= height! || !numbers.every(Number.isFinite)) return false;
    return areSingular(matricesOf(numbers, shape).narrow(-1, 0, height!), dtype);
  });
}

function matricesOf(numbers: readonly number[], shape: readonly number[]): torch.Tensor {
  return torch.tensor(numbers, { dtype: torch.float64 }).reshape(shape);
}

function areSingular(matrices: torch.Tensor, dtype: string): boolean {
  const sizes = torch.linalg.svdvals(matrices);
  const rounding = dtype === "float32" ? 1e-6 : 1e-14;
  return sizes.amin(-1).lt(sizes.amax(-1).mul(rounding)).sum().item() > 0;
}
