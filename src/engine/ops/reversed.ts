import { byName } from "../callByName.js";
import { float64 } from "../dtype.js";
import { lastFirst } from "../layout.js";
import { broadcastShapes } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AlphaOptions } from "./arithmetic.js";
import { alphaOf, factorIn } from "./alpha.js";
import ArithmeticMethods, { sub } from "./arithmetic.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sumTimes } from "./integerArithmetic.js";
import { sample, type Op, type Operand } from "./op.js";
import { operandArgument, operandsArgument, tensorArgument } from "./operands.js";
import { pow } from "./powers.js";

/**
 * other − alpha·input, broadcast; other may be a number. Throws for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.sub.html
 */
export function rsub(input: Tensor, other: Operand, options?: AlphaOptions): Tensor {
  const named = byName(rsub, "rsub(input, other, *, alpha)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("rsub", "input", input);
  const y = operandArgument("rsub", "other", other);
  return call(typeof y === "number" ? ArithmeticMethods.ops.rsub : rsubTensorOp, [x, y], alphaOf("rsub", options));
}

/**
 * input to the power of exponent, in float64; broadcast, either may be a number.
 * https://docs.pytorch.org/docs/stable/generated/torch.float_power.html
 */
export function float_power(input: Operand, exponent: Operand): Tensor {
  const named = byName(float_power, "float_power(input, exponent)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandsArgument("float_power", ["input", "exponent"], [input, exponent]);
  return pow(inDouble(x), inDouble(y));
}

/** The op of this file. */
export default class ReversedOps {
  /** @internal */
  static get ops() {
    return { rsub_tensor: rsubTensorOp };
  }
}

type Alpha = { readonly alpha: number };

const rsubTensorOp: Op<Alpha> = elementwise<Alpha>({
  name: "rsub_tensor",
  gradFn: "RsubBackward0",
  choose(dtype, { alpha }) {
    const difference = sumTimes(dtype, -factorIn(dtype, alpha));
    return (x, y) => difference(y, x);
  },
  layout: lastFirst,
  derivatives: [d("-alpha", [], (g, _, { attributes: { alpha } }) => g.mul(-alpha)), d("1", [], (g) => g)],
  samples: [
    sample([[2, 3], [3]], { attributes: { alpha: 1 } }),
    sample([[3], [2, 1]], { attributes: { alpha: -2.5 } }),
  ],
  refuse: ([x, y]) => {
    // What other − input refuses is refused in the same words.
    if (typeof x !== "object" || typeof y !== "object") return;
    if (isBool(x, y)) sub(y, x);
    broadcastShapes(y.shape, x.shape);
  },
});

function isBool(x: Tensor, y: Tensor): boolean {
  return x.dtype.category === "bool" || y.dtype.category === "bool";
}

function inDouble(operand: Operand): Operand {
  return typeof operand === "number" ? operand : operand.to(float64);
}
