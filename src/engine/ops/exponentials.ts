import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * e to the power of input, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.exp.html
 */
export function exp(input: Tensor): Tensor {
  return apply(expOp, tensorArgument("exp", "input", input));
}

/**
 * The natural logarithm, as floating point: −∞ at 0, NaN for negative elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.log.html
 */
export function log(input: Tensor): Tensor {
  return apply(logOp, tensorArgument("log", "input", input));
}

/** Tensor methods and ops of this family. */
export default class ExponentialMethods {
  /** @internal */
  static get ops() {
    return { exp: expOp, log: logOp };
  }

  /**
   * e to the power of this tensor, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.exp.html
   */
  exp(this: Tensor): Tensor {
    return apply(expOp, this);
  }

  /**
   * The natural logarithm, as floating point: −∞ at 0, NaN for negative elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.log.html
   */
  log(this: Tensor): Tensor {
    return apply(logOp, this);
  }
}

const expOp: Op = elementwise({
  name: "exp",
  of: Math.exp,
  derivatives: [d("exp(x)", ["out"], (g, { out }) => g.mul(out))],
  result: "floating",
  samples: [sample([[2, 3]], { low: -1.5, high: 1.5 })],
});

const logOp: Op = elementwise({
  name: "log",
  of: Math.log,
  derivatives: [d("1/x", ["x"], (g, { x }) => g.div(x))],
  result: "floating",
  samples: [sample([[2, 3]])],
});
