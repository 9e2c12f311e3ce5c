import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { d } from "./elementwise.js";
import { binary, type BinaryFunction } from "./functions.js";
import { sample } from "./op.js";
import { quotientByNumber } from "./byNumber.js";

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
      d(`1 if x ${signs[wins]} y else (x == y)/2`, ["x", "y"], (g, { x, y }) => shareOf(g, x.eq(y), x[loses](y))),
      d(`1 if x ${signs[loses]} y else (x == y)/2`, ["x", "y"], (g, { x, y }) => shareOf(g, x.eq(y), x[wins](y))),
    ],
    // As PyTorch weighs the two: beside NaN it takes the second one's.
    tangent([ofX, ofY], { x, y, out }) {
      const share = where(x.eq(y), filledTensor([], 0.5, out.dtype), x[wins](y).to(out.dtype));
      return ofY!.add(share.mul(ofX!.sub(ofY!)));
    },
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

/** Half of the gradient where the operands are equal, none where the other one is the result. */
function shareOf(g: Tensor, equal: Tensor, other: Tensor): Tensor {
  return where(equal, quotientByNumber(g, 2), g).masked_fill_(other, 0);
}
