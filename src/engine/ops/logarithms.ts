import { byName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { binary, type BinaryFunction } from "./functions.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op, type Operand } from "./op.js";
import { asFloatingTensor, asTensor, operandArgument, operandsArgument, tensorArgument } from "./operands.js";
import { pow } from "./powers.js";
import { onlyFloating } from "./refusals.js";
import { roundingOf } from "../storage.js";

const pairs = [
  sample([
    [2, 3],
    [2, 3],
  ]),
  sample([[2, 3], [3]]),
];

/**
 * log(exp(input) + exp(other)), broadcast and without overflow. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.logaddexp.html
 */
export const logaddexp: BinaryFunction = binary({
  name: "logaddexp",
  of: (x, y) => (x === y && Math.abs(x) === Infinity ? x : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)))),
  derivatives: [
    d("1/(1+exp(y-x))", ["x", "y"], (g, { x, y }) => g.div((y as Tensor).sub(x).exp().add(1))),
    d("1/(1+exp(x-y))", ["x", "y"], (g, { x, y }) => g.div(x.sub(y).exp().add(1))),
  ],
  samples: pairs,
  check: onlyFloating("logaddexp_cpu"),
});

/**
 * log₂(2^input + 2^other), broadcast and without overflow. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.logaddexp2.html
 */
export const logaddexp2: BinaryFunction = binary({
  name: "logaddexp2",
  of: (x, y) =>
    x === y && Math.abs(x) === Infinity ? x : Math.max(x, y) + Math.log1p(Math.pow(2, -Math.abs(x - y))) * Math.LOG2E,
  derivatives: [
    d("1/(1+2^(y-x))", ["x", "y"], (g, { x, y }) => g.div(pow(2, (y as Tensor).sub(x)).add(1))),
    d("1/(1+2^(x-y))", ["x", "y"], (g, { x, y }) => g.div(pow(2, x.sub(y)).add(1))),
  ],
  samples: pairs,
  check: onlyFloating("logaddexp2_cpu"),
});

/**
 * input·log(other), and 0 where input is 0; broadcast, either may be a number. As floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.xlogy
 */
export function xlogy(input: Operand, other: Operand): Tensor {
  const named = byName(xlogy, "xlogy(input, other)", arguments);
  if (named !== null) return named.result;
  return withNumbers(xlogyOp, input, other);
}

/** `xlogy` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.xlogy_.html */
export function xlogy_(input: Tensor, other: Operand): Tensor {
  const named = byName(xlogy_, "xlogy_(input, other)", arguments);
  if (named !== null) return named.result;
  const y = operandArgument("xlogy_", "other", other, input);
  return inPlace(xlogyOp, tensorArgument("xlogy_", "input", input), [y], { overload: typeof y === "number" ? 2 : 0 });
}

/**
 * input·log1p(other), by `torch.special.xlog1py`.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.xlog1py
 */
export function xlog1pyOf(input: Operand, other: Operand): Tensor {
  const named = byName(xlog1pyOf, "xlog1py(input, other)", arguments);
  if (named !== null) return named.result;
  return withNumbers(xlog1pyOp, input, other);
}

/** The ops of this family that take numbers. */
export default class LogarithmOps {
  /** @internal */
  static get ops() {
    return { xlogy: xlogyOp, xlog1py: xlog1pyOp };
  }
}

/** Which of the operands is a number, if one is: it decides the node's name, and has no place in `next_functions`. */
type Numbers = { readonly overload: 0 | 1 | 2 };

const numbers = [...pairs, sample([[2, 3]], { scalars: [0.7] })].map((one) => ({
  ...one,
  attributes: { overload: 0 },
}));

const xlogyOp: Op<Numbers> = elementwise<Numbers>({
  name: "xlogy",
  gradFn: ({ overload }) => `XlogyBackward${overload}`,
  choose(dtype) {
    const round = roundingOf(dtype);
    return (x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * round(Math.log(y)));
  },
  order: otherFirst,
  derivatives: [
    d("log(y)", ["x", "y"], (g, { x, y }) => {
      const other = asTensor(y, x);
      const outside = typeof y === "number" ? other.gt(0).logical_not() : other.le(0);
      if (typeof y === "number" && y > 0) return xlogy(g, y);
      return xlogy(g, other).masked_fill(x.eq(0).mul(outside), 0);
    }),
    d("x/y", ["x", "y"], (g, { x, y }) => g.mul(x).div(y)),
  ],
  tangent: ([, ofY], { x, y }, { attributes: { overload } }) => (ofY && overload === 1 ? ofY.mul(x).div(y) : null),
  result: "floating",
  samples: numbers,
});

const xlog1pyOp: Op<Numbers> = elementwise<Numbers>({
  name: "xlog1py",
  gradFn: ({ overload }) => `SpecialXlog1PyBackward${overload}`,
  of: (x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log1p(y)),
  order: otherFirst,
  derivatives: [
    d("log(1+y)", ["x", "y"], (g, { x, y }) => {
      const other = asTensor(y, x);
      const outside = typeof y === "number" ? other.gt(-1).logical_not() : other.to(g.dtype).le(-1);
      if (typeof y === "number" && y > -1) return xlog1pyOf(g, y);
      return xlog1pyOf(g, other).masked_fill(x.eq(0).mul(outside), 0);
    }),
    d("x/(y+1)", ["x", "y"], (g, { x, y }) => g.mul(x).div(asTensor(y, x).add(1))),
  ],
  tangent: ([, ofY], { x, y }, { attributes: { overload } }) =>
    ofY && overload === 1 ? ofY.mul(x).div((y as Tensor).add(1)) : null,
  result: "floating",
  samples: numbers,
});

function withNumbers(op: Op<Numbers>, input: unknown, other: unknown): Tensor {
  const [x, y] = operandsArgument(op.name, ["input", "other"], [input, other]);
  const overload = typeof x === "number" ? 1 : typeof y === "number" ? 2 : 0;
  return call(op, [asFloatingTensor(x, y), y], { overload });
}
