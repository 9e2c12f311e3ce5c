import type { Tensor } from "../tensor.js";
import { zeroOf } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { d } from "./elementwise.js";
import { binary, type BinaryFunction } from "./functions.js";
import { sample } from "./op.js";

/**
 * The greater of two elements, broadcast; NaN if one is. Equal elements share the gradient. Throws if the shapes do not
 * broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.maximum.html
 */
export const maximum: BinaryFunction = pairExtreme("maximum", (x, y) => Math.max(x, y), "gt", "lt");

/**
 * The lesser of two elements, broadcast; NaN if one is. Equal elements share the gradient. Throws if the shapes do not
 * broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.minimum.html
 */
export const minimum: BinaryFunction = pairExtreme("minimum", (x, y) => Math.min(x, y), "lt", "gt");

type Order = "gt" | "lt";

/** `wins` is how the first operand compares to the second where it is the result, `loses` where the second is. */
function pairExtreme(name: string, of: (x: number, y: number) => number, wins: Order, loses: Order): BinaryFunction {
  const signs = { gt: ">", lt: "<" };
  return binary({
    name,
    of,
    derivatives: [
      d(
        `1 if x ${signs[wins]} y else (x == y)/2`,
        ["x", "y"],
        (g, { x, y }) => shareOf(g, x.eq(y), x[loses](y)),
        (t, { x, y }) => won(t, x[wins](y), x.eq(y)),
      ),
      d(
        `1 if x ${signs[loses]} y else (x == y)/2`,
        ["x", "y"],
        (g, { x, y }) => shareOf(g, x.eq(y), x[wins](y)),
        (t, { x, y }) => lost(t, x[wins](y), x.eq(y)),
      ),
    ],
    samples: [
      sample(
        [
          [2, 3],
          [2, 3],
        ],
        { low: -1 },
      ),
      sample([[2, 3], [3]], { low: -1 }),
    ],
  });
}

/** What the first operand's tangent has in the result's. Beside NaN PyTorch's forward mode takes the second one's. */
function won(t: Tensor, wins: Tensor, equal: Tensor): Tensor {
  return where(equal, t.div(2), where(wins, t, zeroOf(t)));
}

/** What the second operand's tangent has in the result's. */
function lost(t: Tensor, wins: Tensor, equal: Tensor): Tensor {
  return where(equal, t.div(2), where(wins, zeroOf(t), t));
}

/** Half of the gradient where the operands are equal, none where the other one is the result. */
function shareOf(g: Tensor, equal: Tensor, other: Tensor): Tensor {
  return where(other, zeroOf(g), where(equal, g.div(2), g));
}
