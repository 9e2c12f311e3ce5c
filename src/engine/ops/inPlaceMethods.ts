import { methodByName } from "../callByName.js";
import { flagArgument, integerArgument, readArguments, refuseMore } from "../arguments.js";
import { bool, float64, dtypeArgument } from "../dtype.js";
import { isTensor } from "../tensorFactory.js";
import * as errors from "../errors.js";
import { wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { eq, ge, gt, le, lt, ne, type ComparisonInPlace } from "./comparisonsInPlace.js";
import CumulativeMethods from "./cumulatives.js";
import DivisionMethods from "./division.js";
import { checkWritable, inPlace } from "./inPlace.js";
import { noAttributes, type Operand, type Value } from "./op.js";
import { numberArgument, operandArgument } from "./operands.js";
import PowerMethods from "./powers.js";
import RoundingMethods, { type RoundOptions } from "./rounding.js";
import { refuseRowsOfBools } from "./refusals.js";
import TotalMethods, { type CumsumOptions } from "./totals.js";
import { asStrided } from "./strided.js";

/**
 * In-place forms that take arguments, of families that are classes. All of them write their result over the tensor and give that
 * back; they throw where its shape or dtype cannot hold the result, and for a leaf that requires grad.
 */
export default class InPlaceMethods {
  /** `pow` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.pow_.html */
  pow_(this: Tensor, exponent: Operand): Tensor {
    const named = methodByName(this, "pow_(exponent)", arguments);
    if (named !== null) return named.result;
    return raised(this, "pow_", exponent);
  }

  /** `square` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.square_.html */
  square_(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("square_", 0, arguments);
    return raised(this, "square_", 2);
  }

  /**
   * `float_power` in place. Throws for other than float64.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.float_power_.html
   */
  float_power_(this: Tensor, exponent: Operand): Tensor {
    const named = methodByName(this, "float_power_(exponent)", arguments);
    if (named !== null) return named.result;
    if (this.dtype !== float64) throw errors.floatPowerInPlace(this.dtype.label);
    return raised(this, "float_power_", isTensor(exponent) ? exponent.to(float64) : exponent);
  }

  /** `remainder` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.remainder_.html */
  remainder_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "remainder_(other)", arguments);
    if (named !== null) return named.result;
    const divisor = operandArgument("remainder_", "other", other, this);
    const { remainder, remainder_tensor } = DivisionMethods.ops;
    return inPlace(typeof divisor === "number" ? remainder : remainder_tensor, this, [divisor], noAttributes);
  }

  /** `floor_divide` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor_divide_.html */
  floor_divide_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "floor_divide_(other)", arguments);
    if (named !== null) return named.result;
    const divisor = operandArgument("floor_divide_", "other", other);
    return inPlace(DivisionMethods.ops.floor_divide, this, [divisor], noAttributes);
  }

  /** `round` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.round_.html */
  round_(this: Tensor, options?: RoundOptions): Tensor {
    const named = methodByName(this, "round_(*, decimals)", arguments);
    if (named !== null) return named.result;
    const { decimals } = readArguments<RoundOptions>("round_", ["decimals"], options === undefined ? [] : [options]);
    if (decimals === undefined) return inPlace(RoundingMethods.ops.round, this, [], noAttributes);
    const attributes = { decimals: integerArgument("round_", "decimals", decimals) };
    return inPlace(RoundingMethods.ops.round_decimals, this, [], attributes);
  }

  /** `cumsum` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumsum_.html */
  cumsum_(this: Tensor, dim: number, options?: CumsumOptions): Tensor {
    const named = methodByName(this, "cumsum_(dim, *, dtype)", arguments);
    if (named !== null) return named.result;
    const attributes = { dim: along("cumsum_", this, dim), from: "start" as const };
    checkInPlaceDtype("cumsum_", this, options);
    refuseRowsOfBools("cumsum", this, this.dtype);
    return inPlace(TotalMethods.ops.cumsum, this, [], attributes);
  }

  /** `cumprod` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumprod_.html */
  cumprod_(this: Tensor, dim: number, options?: CumsumOptions): Tensor {
    const named = methodByName(this, "cumprod_(dim, *, dtype)", arguments);
    if (named !== null) return named.result;
    const attributes = { dim: along("cumprod_", this, dim) };
    checkInPlaceDtype("cumprod_", this, options);
    refuseRowsOfBools("cumprod", this, this.dtype);
    return inPlace(CumulativeMethods.ops.cumprod, this, [], attributes);
  }

  /**
   * Writes value along the main diagonal; with `wrap`, again below each square of a tall matrix. Throws for fewer than two
   * dimensions, and for more that differ in size.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_diagonal_.html
   */
  fill_diagonal_(this: Tensor, fill_value: number | boolean, wrap?: boolean | { readonly wrap?: boolean }): Tensor {
    const named = methodByName(this, "fill_diagonal_(fill_value, wrap)", arguments);
    if (named !== null) return named.result;
    const value =
      typeof fill_value === "boolean" ? fill_value : numberArgument("fill_diagonal_", "fill_value", fill_value);
    const isWrapping = flagArgument("fill_diagonal_", "wrap", wrap, false);
    const [height, width] = this.shape as readonly [number, number];
    if (this.ndim < 2) throw errors.fillDiagonalRank();
    if (this.ndim > 2 && this.shape.some((size) => size !== height)) throw errors.fillDiagonalSizes();
    const size = Math.min(height, width);
    const strides = [this.strides.reduce((sum, stride) => sum + stride, 0)];
    asStrided(this, { offset: this.offset, shape: [size], strides }).fill_(value);
    if (!isWrapping || this.ndim !== 2 || height <= width + 1) return this;
    const shape = [Math.ceil(this.numel() / (width + 1)) - size];
    asStrided(this, { offset: this.offset + this.strides[0]! * (width + 1), shape, strides }).fill_(value);
    return this;
  }

  /** `eq` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.eq_.html */
  eq_(this: Tensor, other: Value): Tensor {
    const named = methodByName(this, "eq_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, eq, other);
  }

  /** `ne` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ne_.html */
  ne_(this: Tensor, other: Value): Tensor {
    const named = methodByName(this, "ne_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, ne, other);
  }

  /** `lt` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lt_.html */
  lt_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "lt_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, lt, other);
  }

  /** `le` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.le_.html */
  le_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "le_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, le, other);
  }

  /** `gt` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gt_.html */
  gt_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "gt_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, gt, other);
  }

  /** `ge` in place, as 1 and 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ge_.html */
  ge_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "ge_(other)", arguments);
    if (named !== null) return named.result;
    return compared(this, ge, other);
  }
}

function raised(x: Tensor, name: string, exponent: unknown): Tensor {
  // Bools have this power only.
  if (x.dtype === bool && typeof exponent === "boolean") return exponent ? x.copy_(x) : x.fill_(1);
  const y = operandArgument(name, "exponent", typeof exponent === "boolean" ? Number(exponent) : exponent);
  const { pow, pow_tensor } = PowerMethods.ops;
  return inPlace(typeof y === "number" ? pow : pow_tensor, x, [y], noAttributes);
}

function along(name: string, x: Tensor, dim: unknown): number {
  const at = integerArgument(name, "dim", dim);
  checkWritable(x);
  return wrapDimension(at, x.ndim);
}

/** The result can have the dtype of the tensor only that it is written over. */
function checkInPlaceDtype(name: string, x: Tensor, options: CumsumOptions | undefined): void {
  const dtype = dtypeArgument(name, options?.dtype) ?? x.dtype;
  if (dtype !== x.dtype) throw errors.inPlaceDtype(x.dtype.name, dtype.name);
}

function compared(x: Tensor, { byNumber, byTensor }: ComparisonInPlace, other: unknown): Tensor {
  const y = operandArgument(`${byNumber.name}_`, "other", other, x);
  return inPlace(typeof y === "number" ? byNumber : byTensor, x, [y], noAttributes);
}
