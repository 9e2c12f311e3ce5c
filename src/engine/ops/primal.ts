import { viewOf } from "../autograd/viewState.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Op } from "./op.js";

/** A view of a tensor that is to have no tangent; gradients pass it. */
export function primalOf(tensor: Tensor): Tensor {
  return call(primalOp, [tensor], noAttributes);
}

/** A view of a tensor that is to have a tangent of its own; gradients pass it. */
export function dualViewOf(tensor: Tensor): Tensor {
  return call(dualOp, [tensor], noAttributes);
}

const primalOp = sameView("fw_primal", "Identity");
const dualOp = sameView("make_dual", "ViewBackward0");

function sameView(name: string, gradFn: string): Op {
  return linear({
    name,
    gradFn,
    samples: [sample([[2, 3]]), sample([[]])],
    shape: (shape) => shape,
    forward: (x) => viewOf(x, x),
    transpose: (g) => g,
  });
}

/** The ops of this family; scripts do not see them. */
export default class PrimalOps {
  /** @internal */
  static get ops() {
    return { fw_primal: primalOp, make_dual: dualOp };
  }
}
