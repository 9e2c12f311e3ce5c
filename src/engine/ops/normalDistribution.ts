import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { erf } from "./errorFunctions.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * The normal distribution's cumulative function (1 + erf(input/√2)) / 2, as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.ndtr
 */
export function ndtr(input: Tensor): Tensor {
  const x = tensorArgument("ndtr", "input", input);
  return apply(halfOp, erf(x.mul(Math.SQRT1_2)).add(1));
}

/** The op of this file. */
export default class NormalDistributionOps {
  /** @internal */
  static get ops() {
    return { half: halfOp };
  }
}

/** x/2, where PyTorch multiplies by a C++ number: another backward node than Python's `x * 0.5`. */
const halfOp: Op = elementwise({
  name: "half",
  gradFn: "MulBackward1",
  of: (x) => x * 0.5,
  derivatives: [d("1/2", [], (g) => apply(halfOp, g))],
  samples: [sample([[2, 3]])],
});
