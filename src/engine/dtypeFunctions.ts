import { byName } from "./callByName.js";
import { DType, defaultDtype, dtypes, float32, int32, int64, uint8, bool, dtypeArgument } from "./dtype.js";
import { limitsOfOtherKind, noLimitsOfBool, wrongArgument } from "./errors.js";
import { operandArgument } from "./ops/operands.js";
import { printingAs } from "./printingAs.js";
import { promote } from "./promotion.js";
import type { Operand } from "./ops/op.js";

/**
 * The dtype to which both of two dtypes can go: the higher of them.
 * https://docs.pytorch.org/docs/stable/generated/torch.promote_types.html
 */
export function promote_types(type1: DType, type2: DType): DType {
  const named = byName(promote_types, "promote_types(type1, type2)", arguments);
  if (named !== null) return named.result;
  const [a, b] = [requiredDtype("promote_types", "type1", type1), requiredDtype("promote_types", "type2", type2)];
  return a.rank >= b.rank ? a : b;
}

/**
 * Whether PyTorch's rules let a result of one dtype be written into another: not from floating point to integers, nor from
 * either to bool.
 * https://docs.pytorch.org/docs/stable/generated/torch.can_cast.html
 */
export function can_cast(from_: DType, to: DType): boolean {
  const named = byName(can_cast, "can_cast(from_, to)", arguments);
  if (named !== null) return named.result;
  const [from, target] = [requiredDtype("can_cast", "from_", from_), requiredDtype("can_cast", "to", to)];
  return order.indexOf(from.category) <= order.indexOf(target.category);
}

const order = ["bool", "integer", "floating"];

/**
 * The dtype in which an op would compute with these operands. A whole number counts as an integer.
 * https://docs.pytorch.org/docs/stable/generated/torch.result_type.html
 */
export function result_type(tensor: Operand | boolean, other: Operand | boolean): DType {
  const named = byName(
    result_type,
    "result_type(tensor, other) | result_type(scalar, tensor) | result_type(scalar1, scalar2)",
    arguments,
  );
  if (named !== null) return named.result;
  return promote([operandArgument("result_type", "tensor", tensor), operandArgument("result_type", "other", other)]);
}

interface FloatLimits {
  /** The name of the dtype. */
  readonly dtype: string;
  /** How many bits a number has. */
  readonly bits: number;
  /** The distance of 1 from the next greater number. */
  readonly eps: number;
  /** The greatest number. */
  readonly max: number;
  /** The least number. */
  readonly min: number;
  /** The least positive number that is held with all its digits. */
  readonly tiny: number;
  /** The same as tiny. */
  readonly smallest_normal: number;
  /** What decimal digits can tell apart: 1e-6 of float32, 1e-15 of float64. */
  readonly resolution: number;
}

interface IntegerLimits {
  /** The name of the dtype. */
  readonly dtype: string;
  /** How many bits a number has. */
  readonly bits: number;
  /** The greatest number. */
  readonly max: number;
  /** The least number. */
  readonly min: number;
}

/**
 * What a floating-point dtype can hold: its greatest and least number, the distance from 1 to the next, its least positive
 * number of full precision. The default dtype's unless given. Throws a TypeError for integers and bool.
 * https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.finfo
 */
export function finfo(type?: DType): FloatLimits {
  const named = byName(finfo, "finfo(type)", arguments);
  if (named !== null) return named.result;
  const dtype = arguments.length === 0 ? defaultDtype() : requiredDtype("finfo", "type", type);
  if (!dtype.is_floating_point) throw limitsOfOtherKind("finfo");
  const isSingle = dtype === float32;
  const [fractionBits, exponent] = isSingle ? [23, 127] : [52, 1023];
  const eps = 2 ** -fractionBits;
  const max = (2 - eps) * 2 ** exponent;
  const tiny = 2 ** (1 - exponent);
  const limits = {
    resolution: isSingle ? 1e-6 : 1e-15,
    min: -max,
    max,
    eps,
    smallest_normal: tiny,
    tiny,
    dtype: dtype.name,
  };
  return printed("finfo", limits, { bits: isSingle ? 32 : 64 });
}

/**
 * The least and greatest number of an integer dtype; int64 ends at 2^53 here. Throws a TypeError for floating point and
 * bool.
 * https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.iinfo
 */
export function iinfo(type: DType): IntegerLimits {
  const named = byName(iinfo, "iinfo(type)", arguments);
  if (named !== null) return named.result;
  const dtype = requiredDtype("iinfo", "type", type);
  if (dtype === bool) throw noLimitsOfBool();
  if (dtype.is_floating_point) throw limitsOfOtherKind("iinfo");
  const [min, max] = integerLimits.get(dtype)!;
  return printed("iinfo", { min, max, dtype: dtype.name }, { bits: dtype.itemsize * 8 });
}

const integerLimits: ReadonlyMap<DType, readonly [number, number]> = new Map([
  [uint8, [0, 255]],
  [int32, [-(2 ** 31), 2 ** 31 - 1]],
  [int64, [-(2 ** 53), 2 ** 53]],
]);

/** The limits as an object that prints as PyTorch's does: with six digits. */
function printed<Limits extends object, More extends object>(name: string, limits: Limits, more: More): Limits & More {
  return printingAs({ ...limits, ...more }, () => {
    const parts = Object.entries(limits).map(
      ([key, value]) => `${key}=${typeof value === "number" ? sixDigits(value) : value}`,
    );
    return `${name}(${parts.join(", ")})`;
  });
}

/** C's `%g`. */
function sixDigits(value: number): string {
  const [digits, exponent] = value.toExponential(5).split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(6)));
  return `${Number(digits)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function requiredDtype(op: string, argument: string, value: unknown): DType {
  const dtype = dtypeArgument(op, value, argument);
  if (dtype === null || dtypes[dtype.name] !== dtype) throw wrongArgument(op, argument, "torch.dtype", value);
  return dtype;
}
