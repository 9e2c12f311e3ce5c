import { viewOf } from "../autograd/viewState.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Op } from "./op.js";

/** A view of a tensor that is to have no tangent; gradients pass it. */
export function primalOf(tensor: Tensor): Tensor {
  return call(primalOp, [tensor], noAttributes);
}

const primalOp: Op = linear({
  name: "fw_primal",
  gradFn: "Identity",
  samples: [sample([[2, 3]]), sample([[]])],
  shape: (shape) => shape,
  forward: (x) => viewOf(x, x),
  transpose: (g) => g,
});

/** The op of this family; scripts do not see it. */
export default class PrimalOps {
  /** @internal */
  static get ops() {
    return { fw_primal: primalOp };
  }
}
