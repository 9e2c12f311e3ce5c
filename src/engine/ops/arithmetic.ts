import { alphaOf, factorIn, scaled, type Alpha, type AlphaOptions } from "./alpha.js";
import type { AfterInput } from "./afterInput.js";
import { refuseMore } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool } from "../dtype.js";
import { boolNegation } from "../errors.js";
import { inverse, negated } from "../kernels/elementFunctions.js";
import { elementwiseStrides, type ResultLayout } from "../layout.js";
import type { Tensor } from "../tensor.js";
import { zeroOf } from "../tensorFactory.js";
import { areZeroTensorsThere, isZeroTensor, zeroTensorLike } from "../zeroTensors.js";
import { apply, call } from "./dispatch.js";
import DivisionMethods, { roundedQuotient, roundingModeOf, type DivOptions } from "./division.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { checkWritable, inPlace } from "./inPlace.js";
import { differenceIn, productIn, reversedDifferenceIn, sumIn, sumTimes } from "./integerArithmetic.js";
import { noAttributes, sample, type Operand, type Op } from "./op.js";
import { asTensor, operandArgument, tensorArgument } from "./operands.js";
import { refuseBoolOperands } from "./refusals.js";

export type { AlphaOptions, DivOptions };

/**
 * input + alpha·other, broadcast; either may be a number. The result has the promoted dtype. Throws if the shapes do not
 * broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.add.html
 */
export function add(input: Operand, other: Operand, options?: AlphaOptions): Tensor {
  const named = byName(add, "add(input, other, *, alpha)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandPair("add", input, other);
  const alpha = alphaOf("add", options);
  if (typeof x !== "number") return call(addOp, [x, y], alpha);
  if (typeof y === "number" || alpha.alpha !== 1) return call(addOp, [asTensor(x, y), y], alpha);
  return call(addOp, [y, x], alpha);
}

/**
 * input − alpha·other, broadcast; either may be a number. The result has the promoted dtype. Throws if the shapes do not
 * broadcast, and for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.sub.html
 */
export function sub(input: Operand, other: Operand, options?: AlphaOptions): Tensor {
  const named = byName(sub, "sub(input, other, *, alpha)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandPair("sub", input, other);
  const alpha = alphaOf("sub", options);
  if (typeof x !== "number") return call(subOp, [x, y], alpha);
  if (typeof y === "number" || alpha.alpha !== 1) return call(subOp, [asTensor(x, y), y], alpha);
  return call(rsubOp, [y, x], alpha);
}

/**
 * input · other, broadcast; either may be a number. The result has the promoted dtype. Throws if the shapes do not
 * broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.mul.html
 */
export function mul(input: Operand, other: Operand): Tensor {
  const named = byName(mul, "mul(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandPair("mul", input, other);
  if (typeof x !== "number") return apply(mulOp, x, y);
  return typeof y === "number" ? apply(mulOp, asTensor(x), y) : apply(mulOp, y, x);
}

/**
 * input / other, broadcast; either may be a number. Integers and bools are divided as float32 unless the quotient is
 * rounded. Throws if the shapes do not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.div.html
 */
export function div(input: Operand, other: Operand, options?: DivOptions): Tensor {
  const named = byName(div, "div(input, other, *, rounding_mode)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandPair("div", input, other);
  const rounding = roundingModeOf(options);
  if (rounding === null) return call(divOp, [asTensor(x, y), y], { rounding_mode: rounding });
  if (rounding !== undefined) return roundedQuotient(x, y, rounding);
  if (typeof x !== "number") return apply(divOp, x, y);
  return typeof y === "number" ? apply(divOp, asTensor(x), y) : apply(mulOp, reciprocal(y), x);
}

/**
 * −input. Throws for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.neg.html
 */
export function neg(input: Tensor): Tensor {
  const named = byName(neg, "neg(input)", arguments);
  if (named !== null) return named.result;
  return apply(negOp, tensorArgument("neg", "input", input));
}

/**
 * 1 / input, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html
 */
export function reciprocal(input: Tensor): Tensor {
  const named = byName(reciprocal, "reciprocal(input)", arguments);
  if (named !== null) return named.result;
  return apply(reciprocalOp, tensorArgument("reciprocal", "input", input));
}

/** Tensor methods and ops of this family. */
export default class ArithmeticMethods {
  /** @internal */
  static get ops() {
    return { add: addOp, sub: subOp, rsub: rsubOp, mul: mulOp, neg: negOp, reciprocal: reciprocalOp };
  }

  /**
   * this + alpha·other, broadcast. Throws if the shapes do not broadcast.
   * https://docs.pytorch.org/docs/stable/generated/torch.add.html
   */
  add(this: Tensor, ...rest: AfterInput<typeof add>): Tensor {
    return add(this, ...rest);
  }

  /**
   * this − alpha·other, broadcast; `torch.sub(1, x)` is 1 − x. Throws if the shapes do not broadcast, and for bools.
   * https://docs.pytorch.org/docs/stable/generated/torch.sub.html
   */
  sub(this: Tensor, ...rest: AfterInput<typeof sub>): Tensor {
    return sub(this, ...rest);
  }

  /**
   * this · other, element by element and broadcast. Throws if the shapes do not broadcast.
   * https://docs.pytorch.org/docs/stable/generated/torch.mul.html
   */
  mul(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "mul(other)", arguments);
    if (named !== null) return named.result;
    return apply(mulOp, this, operandArgument("mul", "other", other));
  }

  /**
   * this / other, broadcast; `torch.div(2, x)` is 2 / x. Throws if the shapes do not broadcast.
   * https://docs.pytorch.org/docs/stable/generated/torch.div.html
   */
  div(this: Tensor, other: Operand, options?: DivOptions): Tensor {
    const named = methodByName(this, "div(other, *, rounding_mode)", arguments);
    if (named !== null) return named.result;
    return options === undefined
      ? apply(divOp, this, operandArgument("div", "other", other))
      : div(this, other, options);
  }

  /**
   * −this. Throws for bools.
   * https://docs.pytorch.org/docs/stable/generated/torch.neg.html
   */
  neg(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("neg", 0, arguments);
    return apply(negOp, this);
  }

  /**
   * 1 / this, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html
   */
  reciprocal(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("reciprocal", 0, arguments);
    return apply(reciprocalOp, this);
  }

  /**
   * Adds alpha·other to this tensor in place. Throws for a leaf that requires grad outside `no_grad`, and if the result
   * does not have this tensor's shape or fit its dtype.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.add_.html
   */
  add_(this: Tensor, other: Operand, options?: AlphaOptions): Tensor {
    const named = methodByName(this, "add_(other, *, alpha)", arguments);
    if (named !== null) return named.result;
    return inPlace(addOp, this, [operandArgument("add_", "other", other)], alphaOf("add_", options));
  }

  /**
   * Subtracts alpha·other from this tensor in place. Throws as `add_` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sub_.html
   */
  sub_(this: Tensor, other: Operand, options?: AlphaOptions): Tensor {
    const named = methodByName(this, "sub_(other, *, alpha)", arguments);
    if (named !== null) return named.result;
    return inPlace(subOp, this, [operandArgument("sub_", "other", other)], alphaOf("sub_", options));
  }

  /**
   * Multiplies this tensor in place. Throws as `add_` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mul_.html
   */
  mul_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "mul_(other)", arguments);
    if (named !== null) return named.result;
    return inPlace(mulOp, this, [operandArgument("mul_", "other", other)], noAttributes);
  }

  /**
   * Divides this tensor in place. Throws as `add_` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.div_.html
   */
  div_(this: Tensor, other: Operand, options?: DivOptions): Tensor {
    const named = methodByName(this, "div_(other, *, rounding_mode)", arguments);
    if (named !== null) return named.result;
    const divisor = operandArgument("div_", "other", other);
    checkWritable(this, divisor);
    const rounding_mode = roundingModeOf(options);
    if (rounding_mode === undefined) return inPlace(divOp, this, [divisor], noAttributes);
    if (rounding_mode === null) return inPlace(divOp, this, [divisor], { rounding_mode });
    return inPlace(div_rounded, this, [divisor], { rounding_mode });
  }
}

const pairs = [
  sample([
    [2, 3],
    [2, 3],
  ]),
  sample([[2, 3], [3]]),
  sample([[2, 1], [3]]),
  sample([[2, 3]], { scalars: [0.7] }),
];

const alphaSamples = [
  ...pairs.map((pair) => ({ ...pair, attributes: { alpha: 1 } })),
  sample([[2, 3], [3]], { attributes: { alpha: -2.5 } }),
];

const { div: divOp, div_rounded } = DivisionMethods.ops;

function areAllZero(areZero: readonly boolean[]): boolean {
  return !areZero.includes(false);
}

/** Of a sum with zeros that are not written down PyTorch makes a copy of the other operand. */
const besideZeros: ResultLayout = (shape, operands, given) => {
  const written = areZeroTensorsThere ? operands.filter((_, i) => !isZeroTensor(given[i])) : operands;
  return elementwiseStrides(shape, written.length === 0 ? operands : written);
};

const addOp: Op<Alpha> = elementwise<Alpha>({
  name: "add",
  choose(dtype, { alpha }) {
    return alpha === 1 ? sumIn(dtype) : sumTimes(dtype, factorIn(dtype, alpha));
  },
  order: otherFirst,
  derivatives: [d("1", [], (g) => g), d("alpha", [], (g, _, { attributes: { alpha } }) => scaled(g, alpha))],
  isZero: areAllZero,
  layout: besideZeros,
  samples: alphaSamples,
});

const subOp: Op<Alpha> = elementwise<Alpha>({
  name: "sub",
  choose(dtype, { alpha }) {
    return alpha === 1 ? differenceIn(dtype) : sumTimes(dtype, -factorIn(dtype, alpha));
  },
  order: otherFirst,
  derivatives: [d("1", [], (g) => g), d("-alpha", [], (g, _, { attributes: { alpha } }) => scaled(g.neg(), alpha))],
  isZero: areAllZero,
  layout: besideZeros,
  samples: alphaSamples,
  refuse: refuseBoolOperands,
});

const rsubOp: Op<Alpha> = elementwise<Alpha>({
  name: "rsub",
  gradFn: "RsubBackward1",
  choose(dtype, { alpha }) {
    if (alpha === 1) return reversedDifferenceIn(dtype);
    const difference = sumTimes(dtype, -factorIn(dtype, alpha));
    return (x, y) => difference(y, x);
  },
  derivatives: [d("-alpha", [], (g, _, { attributes: { alpha } }) => scaled(g.neg(), alpha))],
  samples: [1, -2.5].map((alpha) => sample([[2, 3]], { scalars: [0.7], attributes: { alpha } })),
  refuse: refuseBoolOperands,
});

const mulOp: Op = elementwise({
  name: "mul",
  choose: productIn,
  order: otherFirst,
  derivatives: [d("y", ["y"], (g, { y }) => g.mul(y)), d("x", ["x"], (g, { x }) => g.mul(x))],
  // PyTorch has a tangent of numbers, too, by which what it is multiplied hangs on the tensor.
  tangent: ([ofX, ofY], { x, y }) => (ofY ?? zeroTensorLike(zeroOf(x))).mul(x).add(ofX!.mul(y)),
  isZero: (areZero) => areZero.includes(true),
  samples: pairs,
});

const negOp: Op = elementwise({
  name: "neg",
  of: negated,
  derivatives: [d("-1", [], (g) => g.neg())],
  samples: [sample([[2, 3]], { low: -1 })],
  check: (_, dtype) => {
    if (dtype === bool) throw boolNegation();
  },
});

const reciprocalOp: Op = elementwise({
  name: "reciprocal",
  of: inverse,
  derivatives: [d("-1/x^2", ["out"], (g, { out }) => g.neg().mul(out.mul(out)))],
  result: "floating",
  samples: [sample([[2, 3]])],
});

function operandPair(op: string, input: unknown, other: unknown): readonly [Operand, Operand] {
  return [operandArgument(op, "input", input), operandArgument(op, "other", other)];
}
