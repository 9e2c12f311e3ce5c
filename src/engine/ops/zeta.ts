import { byName } from "../callByName.js";
import { operandWithoutDerivative } from "../errors.js";
import { zeta as zetaKernel } from "../kernels/special/zeta.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import type { Op, Operand } from "./op.js";
import { asFloatingTensor, operandsArgument } from "./operands.js";

/**
 * Hurwitz' zeta function Σ 1/(other + k)^input over k ≥ 0, broadcast; either may be a number; as floating point. PyTorch
 * has no derivative by input.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.zeta
 */
export function zeta(input: Operand, other: Operand): Tensor {
  const named = byName(zeta, "zeta(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandsArgument("special_zeta", ["input", "other"], [input, other]);
  const overload = typeof x === "number" ? 1 : typeof y === "number" ? 2 : 0;
  return call(zetaOp, [asFloatingTensor(x, y), y], { overload });
}

/** The op of this file. */
export default class ZetaOps {
  /** @internal */
  static get ops() {
    return { zeta: zetaOp };
  }
}

/** Which of the operands is a number, if one is: it decides the node's name, and has no place in `next_functions`. */
type Numbers = { readonly overload: 0 | 1 | 2 };

const zetaOp: Op<Numbers> = elementwise<Numbers>({
  name: "zeta",
  gradFn: ({ overload }) => `SpecialZetaBackward${overload}`,
  of: zetaKernel,
  derivatives: [
    d("not implemented", [], () => {
      throw operandWithoutDerivative("zeta");
    }),
    d("-x*zeta(x+1, y)", ["x", "y"], (g, { x, y }) => g.mul(x.neg()).mul(zeta(x.add(1), y))),
  ],
  result: "floating",
  samples: [],
});
