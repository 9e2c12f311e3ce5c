import { no_grad } from "../../autograd/gradMode.js";
import { distDtype } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";

/** Shortens, in place, the rows of a table that indices name and whose norm is above the greatest one. */
export function shortenRows(table: Tensor, indices: Tensor, greatest: number, order: number): void {
  if (!table.dtype.is_floating_point) throw distDtype(table.dtype.label);
  no_grad(() => {
    for (const row of new Set(elements(indices))) {
      const values = table.select(0, row);
      const length = values.norm(order).item();
      // PyTorch's 1e-7 keeps the quotient finite.
      if (length > greatest) values.mul_(greatest / (length + 1e-7));
    }
  });
}
