import type { Tensor } from "../tensor.js";
import { d } from "./elementwise.js";
import { binary, type BinaryFunction } from "./functions.js";
import { sample } from "./op.js";

const samples = [
  sample(
    [
      [2, 3],
      [2, 3],
    ],
    { low: -1, distinct: true },
  ),
  sample([[2, 3], [3]], { low: -1, distinct: true }),
];

/**
 * The greater of two elements, broadcast; the other one where one is NaN. Of equal ones the first gets the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.fmax.html
 */
export const fmax: BinaryFunction = binary({
  name: "fmax",
  of: (x, y) => (x >= y || Number.isNaN(y) ? x : y),
  derivatives: [
    d("1 if x >= y else 0", ["x", "y"], (g, { x, y }) => share(g, x.ge(y), y as Tensor)),
    d("0 if x >= y else 1", ["x", "y"], (g, { x, y }) => rest(g, x.ge(y), y as Tensor)),
  ],
  // PyTorch's forward mode gives that of equal ones to the second.
  tangent: ([ofX, ofY], { x, y }) => weighed(ofX!, ofY!, x.gt(y), y as Tensor),
  samples,
});

/**
 * The lesser of two elements, broadcast; the other one where one is NaN. Of equal ones the first gets the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.fmin.html
 */
export const fmin: BinaryFunction = binary({
  name: "fmin",
  of: (x, y) => (x <= y || Number.isNaN(y) ? x : y),
  derivatives: [
    d("1 if x <= y else 0", ["x", "y"], (g, { x, y }) => share(g, x.le(y), y as Tensor)),
    d("0 if x <= y else 1", ["x", "y"], (g, { x, y }) => rest(g, x.le(y), y as Tensor)),
  ],
  tangent: ([ofX, ofY], { x, y }) => weighed(ofX!, ofY!, x.le(y), y as Tensor),
  samples,
});

/** The tangent, which PyTorch does not choose but weighs. */
function weighed(ofX: Tensor, ofY: Tensor, wins: Tensor, other: Tensor): Tensor {
  return ofY.add(wins.logical_or(other.isnan()).mul(ofX.sub(ofY)));
}

/** The part of g that belongs to the first operand. */
function share(g: Tensor, wins: Tensor, other: Tensor): Tensor {
  return g.masked_fill(wins.add(other.ne(other)).logical_not(), 0);
}

function rest(g: Tensor, wins: Tensor, other: Tensor): Tensor {
  return g.masked_fill(wins.add(other.ne(other)), 0);
}
