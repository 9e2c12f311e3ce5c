import type { AfterInput } from "./afterInput.js";
import { refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, type DType } from "../dtype.js";
import { negativeIntegerPower, notImplementedFor } from "../errors.js";
import { inverse, squared, squareRoot } from "../kernels/elementFunctions.js";
import type { ElementFunction } from "../kernels/kernels.js";
import { asTensors, inRows } from "../layout.js";
import { promote } from "../promotion.js";
import { checkNumber } from "../storage.js";
import { zeroOf, zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { apply } from "./dispatch.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { floatingPower, powerIn } from "./integerArithmetic.js";
import { sample, type Operand, type Op } from "./op.js";
import { asTensor, operandsArgument, tensorArgument } from "./operands.js";

/**
 * input to the power of exponent, broadcast; either may be a number. The result has the promoted dtype. Throws for
 * integers to negative whole powers.
 * https://docs.pytorch.org/docs/stable/generated/torch.pow.html
 */
export function pow(input: Operand, exponent: Operand): Tensor {
  const named = byName(pow, "pow(input, exponent)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandsArgument("pow", ["input", "exponent"], [input, exponent]);
  if (typeof y === "number") return apply(powOp, asTensor(x), y);
  // A boolean exponent is a number, but leaves bools what they are.
  if (typeof exponent === "boolean") return apply(powOp, asTensor(x), Number(exponent)).to(promote([x, y]));
  return typeof x === "number" ? apply(rpowOp, y, x) : apply(powTensorOp, x, y);
}

/**
 * input², which is `input.pow(2)`.
 * https://docs.pytorch.org/docs/stable/generated/torch.square.html
 */
export function square(input: Tensor): Tensor {
  const named = byName(square, "square(input)", arguments);
  if (named !== null) return named.result;
  return pow(tensorArgument("square", "input", input), 2);
}

/**
 * √input, as floating point; NaN for negative elements. The gradient at 0 is infinite.
 * https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html
 */
export function sqrt(input: Tensor): Tensor {
  const named = byName(sqrt, "sqrt(input)", arguments);
  if (named !== null) return named.result;
  return apply(sqrtOp, tensorArgument("sqrt", "input", input));
}

/**
 * 1 / √input, as floating point: ∞ at 0, NaN for negative elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html
 */
export function rsqrt(input: Tensor): Tensor {
  const named = byName(rsqrt, "rsqrt(input)", arguments);
  if (named !== null) return named.result;
  return apply(rsqrtOp, tensorArgument("rsqrt", "input", input));
}

/** Tensor methods and ops of this family. */
export default class PowerMethods {
  /** @internal */
  static get ops() {
    return { pow: powOp, pow_tensor: powTensorOp, rpow: rpowOp, sqrt: sqrtOp, rsqrt: rsqrtOp };
  }

  /**
   * This tensor to the power of a number or, broadcast, of a tensor; `torch.pow(2, x)` is 2 to the power of x. Throws for
   * integers to negative whole powers.
   * https://docs.pytorch.org/docs/stable/generated/torch.pow.html
   */
  pow(this: Tensor, ...rest: AfterInput<typeof pow>): Tensor {
    return pow(this, ...rest);
  }

  /**
   * This tensor times itself, element by element.
   * https://docs.pytorch.org/docs/stable/generated/torch.square.html
   */
  square(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("square", 0, arguments);
    return square(this);
  }

  /**
   * √this, as floating point; NaN for negative elements. The gradient at 0 is infinite.
   * https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html
   */
  sqrt(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("sqrt", 0, arguments);
    return apply(sqrtOp, this);
  }

  /**
   * 1 / √this, as floating point: ∞ at 0, NaN for negative elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html
   */
  rsqrt(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("rsqrt", 0, arguments);
    return apply(rsqrtOp, this);
  }
}

/** tensor ^ number */
const powOp: Op = elementwise({
  name: "pow",
  layout: asTensors,
  choose: (dtype, _, [, exponent]) => powerOf(exponent as number, dtype),
  derivatives: [
    d("y*x^(y-1)", ["x", "y"], (g, { x, y }) => {
      const exponent = y as number;
      return exponent === 0 ? zerosLike(g) : g.mul(x.pow(exponent - 1).mul(exponent));
    }),
  ],
  samples: [2, 3, 1, 0, -1, 0.5, -1.5].map((exponent) => sample([[2, 3]], { scalars: [exponent] })),
  refuse([x, exponent]) {
    const isInteger = !(x as Tensor).dtype.is_floating_point && Number.isInteger(exponent);
    if (isInteger && (exponent as number) < 0) throw negativeIntegerPower();
  },
  check: ([, exponent], dtype) => {
    if (dtype.category === "integer") checkNumber(dtype, exponent as number, false);
  },
});

/** tensor ^ tensor */
const powTensorOp: Op = elementwise({
  name: "pow_tensor",
  gradFn: "PowBackward1",
  choose: powerIn,
  order: otherFirst,
  derivatives: [
    d("y*x^(y-1)", ["x", "y"], (g, { x, y }) => {
      const exponent = asTensor(y);
      return where(exponent.eq(0), zeroOf(g), g.mul(x.pow(exponent.sub(1)).mul(exponent)));
    }),
    // Where x is 0 the power is 0 for every y ≥ 0, and so is its derivative, though log(0) is infinite.
    d("x^y*log(x)", ["x", "y", "out"], (g, { x, y, out }) =>
      g.mul(where(x.eq(0).mul(asTensor(y).ge(0)), zeroOf(g), out.mul(x.to(out.dtype).log()))),
    ),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 3], [3]]),
  ],
  check: (_, dtype) => {
    if (dtype === bool) throw notImplementedFor("pow", dtype.label);
  },
});

/** number ^ tensor: the tensor is x, the number y. */
const rpowOp: Op = elementwise({
  name: "rpow",
  layout: inRows,
  gradFn: "PowBackward2",
  choose: (dtype) => {
    const power = powerIn(dtype);
    return (x, y) => power(y, x);
  },
  derivatives: [
    d("y^x*log(y)", ["x", "y", "out"], (g, { x, y, out }) => {
      const slope = out.mul(Math.log(y as number));
      return g.mul(y === 0 ? where(x.ge(0), zeroOf(slope), slope) : slope);
    }),
  ],
  samples: [sample([[2, 3]], { scalars: [1.7] }), sample([[2, 3]], { scalars: [0.4] })],
});

const sqrtOp: Op = elementwise({
  name: "sqrt",
  of: squareRoot,
  derivatives: [d("1/(2*sqrt(x))", ["out"], (g, { out }) => g.div(out.mul(2)))],
  result: "floating",
  samples: [sample([[2, 3]])],
});

const rsqrtOp: Op = elementwise({
  name: "rsqrt",
  of: (x) => 1 / Math.sqrt(x),
  derivatives: [d("-(out^3)/2", ["out"], (g, { out }) => g.mul(-0.5).mul(out.pow(3)))],
  result: "floating",
  samples: [sample([[2, 3]])],
});

/**
 * PyTorch computes these exponents by multiplication and division. In float32 each step is rounded, which shows in the
 * last bit of a cube.
 */
function powerOf(exponent: number, dtype: DType): ElementFunction {
  if (!dtype.is_floating_point) {
    const power = powerIn(dtype);
    return (x) => power(x, exponent);
  }
  const round = dtype.name === "float32" ? Math.fround : (value: number) => value;
  switch (exponent) {
    case 1:
      return (x) => x;
    case 2:
      return squared;
    case 3:
      return (x) => round(x * x) * x;
    case 0.5:
      return squareRoot;
    case -0.5:
      return (x) => 1 / round(Math.sqrt(x));
    case -1:
      return inverse;
    case -2:
      return (x) => 1 / round(x * x);
    default: {
      const rounded = round(exponent);
      return (x) => floatingPower(x, rounded);
    }
  }
}
