import { byName } from "../callByName.js";
import { bool, int32, uint8, type DType } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { elementwise } from "./elementwise.js";
import { binary, binaryInPlace, unary, unaryInPlace } from "./functions.js";
import type { BinaryFunction, BinaryInPlace, UnaryFunction, UnaryInPlace } from "./functions.js";
import { inPlace } from "./inPlace.js";
import { noAttributes, type Op, type Operand } from "./op.js";
import { asTensor, operandArgument, operandsArgument, tensorArgument } from "./operands.js";

/**
 * The greatest common divisor, never negative; broadcast. Throws for floating point and bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.gcd.html
 */
export const gcd: BinaryFunction = divisors("gcd", greatestDivisor);

/**
 * The least common multiple, never negative; 0 beside 0; broadcast. Throws for floating point and bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.lcm.html
 */
export const lcm: BinaryFunction = divisors("lcm", (x, y) =>
  x === 0 || y === 0 ? 0 : Math.abs((x / greatestDivisor(x, y)) * y),
);

/** `gcd` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gcd_.html */
export const gcd_: BinaryInPlace = binaryInPlace(gcd);

/** `lcm` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lcm_.html */
export const lcm_: BinaryInPlace = binaryInPlace(lcm);

/**
 * Each bit turned round; of bools, each truth. Throws for floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_not.html
 */
export const bitwise_not: UnaryFunction = unary({
  name: "bitwise_not",
  unknownAs: "bitwise_not",
  choose: (dtype) => (dtype === bool ? (x) => 1 - x : (x) => -1 - x),
  derivatives: [],
  samples: [],
  check: onlyIntegers("bitwise_not_cpu"),
});

/** `bitwise_not` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_not_.html */
export const bitwise_not_: UnaryInPlace = unaryInPlace(bitwise_not);

/**
 * The bits that both have, broadcast; either may be a number. Throws for floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_and.html
 */
export function bitwise_and(input: Operand, other: Operand): Tensor {
  const named = byName(bitwise_and, "bitwise_and(input, other)", arguments);
  if (named !== null) return named.result;
  return ofOperands(andOp, input, other);
}

/**
 * The bits that one of them has, broadcast; either may be a number. Throws for floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_or.html
 */
export function bitwise_or(input: Operand, other: Operand): Tensor {
  const named = byName(bitwise_or, "bitwise_or(input, other)", arguments);
  if (named !== null) return named.result;
  return ofOperands(orOp, input, other);
}

/**
 * The bits that just one of them has, broadcast; either may be a number. Throws for floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_xor.html
 */
export function bitwise_xor(input: Operand, other: Operand): Tensor {
  const named = byName(bitwise_xor, "bitwise_xor(input, other)", arguments);
  if (named !== null) return named.result;
  return ofOperands(xorOp, input, other);
}

/**
 * input·2^other, broadcast; either may be a number; 0 where other is negative or no less than the dtype's bits. Throws for
 * floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_left_shift.html
 */
export function bitwise_left_shift(input: Operand, other: Operand): Tensor {
  const named = byName(bitwise_left_shift, "bitwise_left_shift(input, other)", arguments);
  if (named !== null) return named.result;
  return ofOperands(leftOp, input, other);
}

/**
 * input / 2^other, rounded down and broadcast; either may be a number. Throws for floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.bitwise_right_shift.html
 */
export function bitwise_right_shift(input: Operand, other: Operand): Tensor {
  const named = byName(bitwise_right_shift, "bitwise_right_shift(input, other)", arguments);
  if (named !== null) return named.result;
  return ofOperands(rightOp, input, other);
}

/** `bitwise_and` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_and_.html */
export function bitwise_and_(input: Tensor, other: Operand): Tensor {
  const named = byName(bitwise_and_, "bitwise_and_(input, other)", arguments);
  if (named !== null) return named.result;
  return written(andOp, input, other);
}

/** `bitwise_or` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_or_.html */
export function bitwise_or_(input: Tensor, other: Operand): Tensor {
  const named = byName(bitwise_or_, "bitwise_or_(input, other)", arguments);
  if (named !== null) return named.result;
  return written(orOp, input, other);
}

/** `bitwise_xor` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_xor_.html */
export function bitwise_xor_(input: Tensor, other: Operand): Tensor {
  const named = byName(bitwise_xor_, "bitwise_xor_(input, other)", arguments);
  if (named !== null) return named.result;
  return written(xorOp, input, other);
}

/** `bitwise_left_shift` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_left_shift_.html */
export function bitwise_left_shift_(input: Tensor, other: Operand): Tensor {
  const named = byName(bitwise_left_shift_, "bitwise_left_shift_(input, other)", arguments);
  if (named !== null) return named.result;
  return written(leftOp, input, other);
}

/** `bitwise_right_shift` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_right_shift_.html */
export function bitwise_right_shift_(input: Tensor, other: Operand): Tensor {
  const named = byName(bitwise_right_shift_, "bitwise_right_shift_(input, other)", arguments);
  if (named !== null) return named.result;
  return written(rightOp, input, other);
}

/** The ops of this family that take numbers. */
export default class IntegerOps {
  /** @internal */
  static get ops() {
    return {
      bitwise_and: andOp,
      bitwise_or: orOp,
      bitwise_xor: xorOp,
      bitwise_left_shift: leftOp,
      bitwise_right_shift: rightOp,
    };
  }
}

const andOp: Op = bitwise("bitwise_and", "bitwise_and_cpu", () => (x, y) => inHalves(x, y, (a, b) => a & b));
const orOp: Op = bitwise("bitwise_or", "bitwise_or_cpu", () => (x, y) => inHalves(x, y, (a, b) => a | b));
const xorOp: Op = bitwise("bitwise_xor", "bitwise_xor_cpu", () => (x, y) => inHalves(x, y, (a, b) => a ^ b));
const leftOp: Op = bitwise("bitwise_left_shift", "lshift_cpu", (dtype) => (x, y) => {
  if (y < 0 || y >= bitsOf(dtype)) return 0;
  // What int32 and bytes lose at the top must not be lost at the bottom first.
  return dtype === int32 ? x << y : x * 2 ** y;
});
const rightOp: Op = bitwise("bitwise_right_shift", "rshift_cpu", (dtype) => (x, y) => {
  const all = y < 0 || y >= bitsOf(dtype);
  return all ? (x < 0 ? -1 : 0) : Math.floor(x / 2 ** y);
});

function bitwise(name: string, kernel: string, choose: (dtype: DType) => (x: number, y: number) => number): Op {
  const isShift = name.endsWith("shift");
  const check = isShift ? onlyNumbers(kernel) : onlyIntegers(kernel);
  return elementwise({ name, unknownAs: name, choose, derivatives: [], samples: [], check });
}

/** JavaScript's operators take 32 bits; int64 has 53 here, of which the upper ones are taken on their own. */
function inHalves(x: number, y: number, of: (a: number, b: number) => number): number {
  const upper = of(Math.floor(x / 2 ** 32), Math.floor(y / 2 ** 32));
  return upper * 2 ** 32 + (of(x, y) >>> 0);
}

function bitsOf(dtype: DType): number {
  return dtype === uint8 ? 8 : dtype === int32 ? 32 : 64;
}

function onlyIntegers(kernel: string): (operands: readonly Operand[], dtype: DType) => void {
  return (_, dtype) => {
    if (dtype.is_floating_point) throw notImplementedFor(kernel, dtype.label);
  };
}

function onlyNumbers(kernel: string): (operands: readonly Operand[], dtype: DType) => void {
  return (_, dtype) => {
    if (dtype.category !== "integer") throw notImplementedFor(kernel, dtype.label);
  };
}

function ofOperands(op: Op, input: unknown, other: unknown): Tensor {
  const [x, y] = operandsArgument(op.name, ["input", "other"], [input, other]);
  return apply(op, asTensor(x, y), y);
}

function written(op: Op, input: unknown, other: unknown): Tensor {
  const y = operandArgument(`${op.name}_`, "other", other);
  return inPlace(op, tensorArgument(`${op.name}_`, "input", input), [y], noAttributes);
}

function divisors(name: "gcd" | "lcm", of: (x: number, y: number) => number): BinaryFunction {
  return binary({
    name,
    unknownAs: name,
    of,
    derivatives: [],
    samples: [],
    check: (_, dtype) => {
      if (dtype.category !== "integer") throw notImplementedFor(`${name}_cpu`, dtype.label);
    },
  });
}

function greatestDivisor(x: number, y: number): number {
  let [a, b] = [Math.abs(x), Math.abs(y)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
