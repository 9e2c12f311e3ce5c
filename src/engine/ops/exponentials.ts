import { refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { exponential, logarithm } from "../kernels/elementFunctions.js";
import type { Tensor } from "../tensor.js";
import { productByNumber } from "./byNumber.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * e to the power of each element, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.exp.html
 */
export function exp(input: Tensor): Tensor {
  const named = byName(exp, "exp(input)", arguments);
  if (named !== null) return named.result;
  return apply(expOp, tensorArgument("exp", "input", input));
}

/**
 * 2 to the power of each element, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.exp2.html
 */
export function exp2(input: Tensor): Tensor {
  const named = byName(exp2, "exp2(input)", arguments);
  if (named !== null) return named.result;
  return apply(exp2Op, tensorArgument("exp2", "input", input));
}

/**
 * e to the power of each element, minus 1, exact also near 0; as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.expm1.html
 */
export function expm1(input: Tensor): Tensor {
  const named = byName(expm1, "expm1(input)", arguments);
  if (named !== null) return named.result;
  return apply(expm1Op, tensorArgument("expm1", "input", input));
}

/**
 * The natural logarithm, as floating point: −∞ at 0, NaN for negative elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.log.html
 */
export function log(input: Tensor): Tensor {
  const named = byName(log, "log(input)", arguments);
  if (named !== null) return named.result;
  return apply(logOp, tensorArgument("log", "input", input));
}

/**
 * The natural logarithm of 1 + each element, exact also near 0; as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.log1p.html
 */
export function log1p(input: Tensor): Tensor {
  const named = byName(log1p, "log1p(input)", arguments);
  if (named !== null) return named.result;
  return apply(log1pOp, tensorArgument("log1p", "input", input));
}

/**
 * The logarithm to base 2, as floating point: −∞ at 0, NaN for negative elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.log2.html
 */
export function log2(input: Tensor): Tensor {
  const named = byName(log2, "log2(input)", arguments);
  if (named !== null) return named.result;
  return apply(log2Op, tensorArgument("log2", "input", input));
}

/**
 * The logarithm to base 10, as floating point: −∞ at 0, NaN for negative elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.log10.html
 */
export function log10(input: Tensor): Tensor {
  const named = byName(log10, "log10(input)", arguments);
  if (named !== null) return named.result;
  return apply(log10Op, tensorArgument("log10", "input", input));
}

/** Tensor methods and ops of this family. */
export default class ExponentialMethods {
  /** @internal */
  static get ops() {
    return { exp: expOp, exp2: exp2Op, expm1: expm1Op, log: logOp, log1p: log1pOp, log2: log2Op, log10: log10Op };
  }

  /**
   * e to the power of each element, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.exp.html
   */
  exp(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("exp", 0, arguments);
    return apply(expOp, this);
  }

  /**
   * 2 to the power of each element, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.exp2.html
   */
  exp2(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("exp2", 0, arguments);
    return apply(exp2Op, this);
  }

  /**
   * e to the power of each element, minus 1, exact also near 0; as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.expm1.html
   */
  expm1(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("expm1", 0, arguments);
    return apply(expm1Op, this);
  }

  /**
   * The natural logarithm, as floating point: −∞ at 0, NaN for negative elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.log.html
   */
  log(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("log", 0, arguments);
    return apply(logOp, this);
  }

  /**
   * The natural logarithm of 1 + each element, exact also near 0; as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.log1p.html
   */
  log1p(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("log1p", 0, arguments);
    return apply(log1pOp, this);
  }

  /**
   * The logarithm to base 2, as floating point: −∞ at 0, NaN for negative elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.log2.html
   */
  log2(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("log2", 0, arguments);
    return apply(log2Op, this);
  }

  /**
   * The logarithm to base 10, as floating point: −∞ at 0, NaN for negative elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.log10.html
   */
  log10(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("log10", 0, arguments);
    return apply(log10Op, this);
  }
}

const around = [sample([[2, 3]], { low: -1.5, high: 1.5 })];
const positive = [sample([[2, 3]])];

const expOp: Op = elementwise({
  name: "exp",
  of: exponential,
  derivatives: [d("exp(x)", ["out"], (g, { out }) => g.mul(out))],
  result: "floating",
  samples: around,
});

const exp2Op: Op = elementwise({
  name: "exp2",
  of: (x) => Math.pow(2, x),
  derivatives: [d("2^x*log(2)", ["out"], (g, { out }) => productByNumber(g.mul(out), Math.LN2))],
  result: "floating",
  samples: around,
});

const expm1Op: Op = elementwise({
  name: "expm1",
  of: Math.expm1,
  derivatives: [d("out+1", ["out"], (g, { out }) => g.mul(out.add(1)))],
  result: "floating",
  samples: around,
});

const logOp: Op = elementwise({
  name: "log",
  of: logarithm,
  derivatives: [d("1/x", ["x"], (g, { x }) => g.div(x))],
  result: "floating",
  samples: positive,
});

const log1pOp: Op = elementwise({
  name: "log1p",
  gradFn: "Log1PBackward0",
  of: Math.log1p,
  derivatives: [d("1/(x+1)", ["x"], (g, { x }) => g.div(x.add(1)))],
  result: "floating",
  samples: positive,
});

const log2Op: Op = elementwise({
  name: "log2",
  of: Math.log2,
  derivatives: [d("1/(x*log(2))", ["x"], (g, { x }) => g.div(x.mul(Math.LN2)))],
  result: "floating",
  samples: positive,
});

const log10Op: Op = elementwise({
  name: "log10",
  of: Math.log10,
  derivatives: [d("1/(x*log(10))", ["x"], (g, { x }) => g.div(x.mul(Math.LN10)))],
  result: "floating",
  samples: positive,
});
