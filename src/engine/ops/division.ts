import type { AfterInput } from "./afterInput.js";
import { isOptions, readArguments, stringArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, type DType } from "../dtype.js";
import {
  derivativeNotImplemented,
  divisionByZero,
  notImplementedFor,
  tooManyArguments,
  unknownRoundingMode,
} from "../errors.js";
import { zeroOf, zerosLike } from "../tensorFactory.js";
import { zeroTensorLike } from "../zeroTensors.js";
import { over } from "../kernels/elementFunctions.js";
import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { sample, type CallInfo, type Op, type Operand } from "./op.js";
import { asTensor, operandArgument, operandsArgument } from "./operands.js";
import { refuseBools } from "./refusals.js";
import { roundingOf } from "../storage.js";

/** How `div` rounds: down, or towards 0. */
export type RoundingMode = "floor" | "trunc";

/** Options of `div`. */
export interface DivOptions {
  /** Rounds the quotient down or towards 0; whole numbers then stay whole. */
  readonly rounding_mode?: RoundingMode | null;
}

/** Reads how `div` is to round; undefined where it is not told. */
export function roundingModeOf(options: unknown): RoundingMode | null | undefined {
  if (options === undefined) return undefined;
  if (!isOptions(options)) throw tooManyArguments("div", 2, 3);
  const { rounding_mode } = readArguments<DivOptions>("div", ["rounding_mode"], [options]);
  if (rounding_mode === undefined || rounding_mode === null) return rounding_mode;
  const mode = stringArgument("div", "rounding_mode", rounding_mode);
  if (mode !== "floor" && mode !== "trunc") throw unknownRoundingMode(mode);
  return rounding_mode;
}

/** input / other, rounded; whole numbers stay whole. Its gradient is 0. */
export function roundedQuotient(input: Operand, other: Operand, rounding_mode: RoundingMode): Tensor {
  return call(divRoundedOp, [asTensor(input, other), other], { rounding_mode });
}

/**
 * The remainder of input / other, with the sign of other as in Python, broadcast. Throws for integers and 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.remainder.html
 */
export function remainder(input: Operand, other: Operand): Tensor {
  const named = byName(remainder, "remainder(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = operandsArgument("remainder", ["input", "other"], [input, other]);
  if (typeof x === "number" && typeof y !== "number") return apply(remainderOfNumberOp, asTensor(x, y), y);
  return apply(typeof y === "number" ? remainderOp : remainderTensorOp, asTensor(x, y), y);
}

/**
 * input / other, rounded down, broadcast: Python's `//`. It cannot be differentiated; `div(x, y, { rounding_mode: "floor" })`
 * has gradient 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html
 */
export function floor_divide(input: Operand, other: Operand): Tensor {
  const named = byName(floor_divide, "floor_divide(input, other)", arguments);
  if (named !== null) return named.result;
  const x = operandArgument("floor_divide", "input", input);
  const y = operandArgument("floor_divide", "other", other);
  return apply(floorDivideOp, asTensor(x, y), y);
}

/** Tensor methods and ops of this family. */
export default class DivisionMethods {
  /** @internal */
  static get ops() {
    return {
      div: divOp,
      div_rounded: divRoundedOp,
      remainder: remainderOp,
      remainder_tensor: remainderTensorOp,
      remainder_of_number: remainderOfNumberOp,
      floor_divide: floorDivideOp,
    };
  }

  /**
   * The remainder of this / other, with the sign of other as in Python, broadcast. Throws for integers and 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.remainder.html
   */
  remainder(this: Tensor, ...rest: AfterInput<typeof remainder>): Tensor {
    return remainder(this, ...rest);
  }

  /**
   * this / other, rounded down, broadcast: Python's `//`. It cannot be differentiated.
   * https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html
   */
  floor_divide(this: Tensor, ...rest: AfterInput<typeof floor_divide>): Tensor {
    return floor_divide(this, ...rest);
  }
}

const pairs = [
  sample(
    [
      [2, 3],
      [2, 3],
    ],
    { low: 0.7, high: 2.9 },
  ),
  sample([[2, 3], [3]], { low: 0.7, high: 2.9 }),
];

const divOp: Op = elementwise({
  name: "div",
  // What is told not to round has the node of the form that may.
  gradFn: (attributes) => ("rounding_mode" in attributes ? "DivBackward2" : "DivBackward0"),
  of: over,
  order: otherFirst,
  derivatives: [
    d("1/y", ["y"], (g, { y }) => g.div(y)),
    d("-x/y^2", ["x", "y"], (g, { x, y }) => g.neg().mul(x.div(y).div(y))),
  ],
  tangent: ([ofX, ofY], { y, out }) => ofX!.sub((ofY ?? zeroTensorLike(zeroOf(out))).mul(out)).div(y),
  isZero: ([isZero]) => isZero!,
  result: "floating",
  samples: pairs,
});

type Rounded = { readonly rounding_mode: RoundingMode };

const divRoundedOp: Op<Rounded> = elementwise<Rounded>({
  name: "div_rounded",
  gradFn: "DivBackward2",
  choose: (dtype, { rounding_mode }) => {
    if (dtype === bool) throw notImplementedFor(`div_${rounding_mode}_cpu`, dtype.label);
    const round = roundingOf(dtype);
    const quotient = rounding_mode === "floor" ? floorQuotient : (x: number, y: number) => Math.trunc(round(x / y));
    return !dtype.is_floating_point ? (x, y) => quotient(x, nonZero(y)) : quotient;
  },
  // PyTorch keeps what the gradient of 0 does not need, and so frees it.
  derivatives: [d("0", ["y"], zerosLike), d("0", ["x", "y"], zerosLike)],
  tangent: (_, { out }) => zerosLike(out),
  samples: pairs.map((pair) => ({ ...pair, attributes: { rounding_mode: "floor" } })),
});

const remainderOp: Op = elementwise({
  name: "remainder",
  gradFn: "RemainderBackward0",
  choose: remainderIn,
  check: refuseBools("remainder_cpu"),
  derivatives: [d("1", [], (g) => g)],
  samples: [sample([[2, 3]], { scalars: [0.9] })],
});

const remainderTensorOp: Op = elementwise({
  name: "remainder_tensor",
  gradFn: "RemainderBackward1",
  choose: remainderIn,
  check: refuseBools("remainder_cpu"),
  order: otherFirst,
  derivatives: [
    d("1", [], (g) => g),
    d("-floor(x/y)", ["x", "y"], (g, { x, y }) => g.neg().mul(roundedQuotient(x, y, "floor"))),
  ],
  tangent: ([ofX, ofY], { x, y }) => ofX!.sub(ofY!.mul(roundedQuotient(x, y, "floor"))),
  samples: pairs,
});

/** PyTorch has no derivative of the remainder of a number. */
const remainderOfNumberOp: Op = elementwise({
  name: "remainder_of_number",
  gradFn: "torch::autograd::NotImplemented",
  unknownAs: "remainder",
  choose: remainderIn,
  check: refuseBools("remainder_cpu"),
  derivatives: [d("not implemented", [], ofRemainder), d("not implemented", [], ofRemainder)],
  samples: [],
});

const floorDivideOp: Op = elementwise({
  name: "floor_divide",
  gradFn: "torch::autograd::NotImplemented",
  unknownAs: "floor_divide",
  choose: (dtype) => (!dtype.is_floating_point ? (x, y) => floorQuotient(x, nonZero(y)) : floorQuotient),
  derivatives: [d("not implemented", [], notImplemented), d("not implemented", [], notImplemented)],
  check: refuseBools("div_floor_cpu"),
  samples: [],
});

function ofRemainder(): never {
  throw derivativeNotImplemented("remainder");
}

function notImplemented(_g: Tensor, _saved: object, { attributes }: CallInfo): never {
  throw derivativeNotImplemented(attributes["inplace"] === true ? "floor_divide_" : "floor_divide");
}

/** The floor of x/y by way of the exact remainder, as Python has it: rounding x/y first may give the next number. */
function floorQuotient(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - (rest !== 0 && y < 0 !== rest < 0 ? 1 : 0);
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function remainderIn(dtype: DType): (x: number, y: number) => number {
  const of = (x: number, y: number): number => {
    const rest = x % y;
    return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
  };
  return !dtype.is_floating_point ? (x, y) => of(x, nonZero(y)) : of;
}

function nonZero(divisor: number): number {
  if (divisor === 0) throw divisionByZero();
  return divisor;
}
