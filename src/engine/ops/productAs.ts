import { times } from "../kernels/elementFunctions.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";

/** x·y as the last step of a gradient for which PyTorch has a kernel, and in its graph a node of this name. */
export function productAs(gradFn: string, x: Tensor, y: Tensor): Tensor {
  return call(productAsOp, [x, y], { gradFn });
}

/** The ops of this family. */
export default class ProductAsOps {
  /** @internal */
  static get ops() {
    return { product_as: productAsOp };
  }
}

type Named = { readonly gradFn: string };

const productAsOp: Op<Named> = elementwise<Named>({
  name: "product_as",
  gradFn: ({ gradFn }) => gradFn,
  of: times,
  derivatives: [d("y", ["y"], (g, { y }) => g.mul(y)), d("x", ["x"], (g, { x }) => g.mul(x))],
  isZero: (areZero) => areZero.includes(true),
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { attributes: { gradFn: "GeluBackwardBackward0" } },
    ),
  ],
});
