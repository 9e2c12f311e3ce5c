import { bool, float32, int32, int64, uint8, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { warnBeyondPrecision } from "./warnings.js";

/** Which whole numbers are drawn: those from `low` on, `range` of them. */
export interface IntegerRange {
  readonly low: number;
  readonly range: bigint;
}

/**
 * The whole numbers in [from, to) as a dtype has them. Floating point moves bounds that it cannot hold inwards. Throws if
 * nothing is between them, and for bounds that the dtype does not reach; warns where it skips whole numbers.
 */
export function integersBetween(dtype: DType, from: number, to: number): IntegerRange {
  if (from >= to) throw errors.emptyIntegerRange(from, to);
  const [low, high] = dtype === float32 ? [heldFrom(from), heldTo(to)] : [from, to];
  if (low >= high) throw errors.emptyCastRange(low, high);
  checkBounds(dtype, low, high - 1);
  checkExact(dtype, low, high - 1);
  return { low, range: BigInt(high) - BigInt(low) };
}

/** The whole numbers from a bound on, to the greatest up to which the dtype skips none. */
export function integersFrom(dtype: DType, from: number): IntegerRange {
  const greatest = greatestOf(dtype);
  const low = dtype === float32 ? heldFrom(from) : from;
  if (dtype.is_floating_point && BigInt(low) >= greatest) throw errors.beyondGreatest(low, Number(greatest));
  checkBounds(dtype, low, Number(greatest));
  checkExact(dtype, low, Number(greatest));
  return { low, range: greatest - BigInt(low) + 1n };
}

/** The greatest whole number up to which a dtype skips none. */
export function greatestOf(dtype: DType): bigint {
  switch (dtype) {
    case bool:
      return 1n;
    case uint8:
      return 255n;
    case int32:
      return 2n ** 31n - 1n;
    case int64:
      return 2n ** 63n - 1n;
    default:
      return dtype === float32 ? 2n ** 24n : 2n ** 53n;
  }
}

function leastOf(dtype: DType): number {
  return dtype === int32 ? -(2 ** 31) : dtype === int64 ? -(2 ** 63) : 0;
}

/** A lower bound that a float32 rounds down is moved to the next one that it holds. */
function heldFrom(from: number): number {
  const next = Math.fround(from + 1);
  return next < from ? next + spacingAt(from + 1) : from;
}

/** An upper bound whose predecessor a float32 rounds up to it is moved to the one before. */
function heldTo(to: number): number {
  const previous = Math.fround(to - 1);
  return previous >= to ? previous - spacingAt(to - 1) : to;
}

function spacingAt(value: number): number {
  return 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);
}

/** Throws before anything is drawn, rather than at the first number that cannot be kept. */
export function checkExact(dtype: DType, low: number, last: number): void {
  if (dtype === int64 && (low < -(2 ** 53) || last > 2 ** 53)) throw errors.drawnBeyondExact();
}

function checkBounds(dtype: DType, low: number, last: number): void {
  const bounds = { from: low, "to - 1": last };
  for (const [name, bound] of Object.entries(bounds)) {
    if (dtype.is_floating_point) {
      const digits = dtype === float32 ? 24 : 53;
      if (Math.abs(bound) > 2 ** digits) warnBeyondPrecision(name, digits);
    } else if (bound < leastOf(dtype) || BigInt(bound) > greatestOf(dtype)) {
      if (dtype !== int64 || bound > 2 ** 63) throw errors.boundOutOfRange(name, dtype);
    }
  }
}
