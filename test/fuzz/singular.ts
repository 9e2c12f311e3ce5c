import * as torch from "../../src/engine/index.js";
import type { Seen } from "./program.js";
import { tensorsIn } from "./reason.js";

/** Whether what is seen are matrices, of which one has a singular value that is 0 but for rounding. */
export function isSingular(seen: Seen): boolean {
  return tensorsIn(seen).some(({ shape, values }) => {
    const numbers = values.map(Number);
    if (shape.length < 2 || !numbers.every(Number.isFinite)) return false;
    const sizes = torch.linalg.svdvals(torch.tensor(numbers, { dtype: torch.float64 }).reshape(shape));
    return sizes.amin(-1).lt(sizes.amax(-1).mul(1e-6)).sum().item() > 0;
  });
}
