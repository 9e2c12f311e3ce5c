import { viewOf } from "../autograd/viewState.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Op } from "./op.js";

/** Another tensor that shows all of this one: what Python's `x[...]` gives. */
export function aliasOf(x: Tensor): Tensor {
  return call(aliasOp, [x], noAttributes);
}

/** The op of this family. */
export default class AliasOps {
  /** @internal */
  static get ops() {
    return { alias: aliasOp };
  }
}

const aliasOp: Op = linear({
  name: "alias",
  gradFn: "AliasBackward0",
  samples: [sample([[2, 3]])],
  shape: (shape) => shape,
  forward: (x) => viewOf(x, x),
  transpose: (g) => g,
});
