import { refuseMore } from "./arguments.js";
import { absentDtype, undefinedDtype, wrongArgument } from "./errors/arguments.js";
import { defaultMustBeFloating } from "./errors/numbers.js";

/** How a dtype behaves beside others: bool gives way to integers, integers to floating point. */
export type DTypeCategory = "bool" | "integer" | "floating";

/** The name of a dtype as PyTorch spells it after `torch.`. */
export type DTypeName = "float32" | "float64" | "int64" | "int32" | "uint8" | "bool";

/**
 * The type of a tensor's elements. Compare with `===`: `x.dtype === torch.float32`.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export class DType {
  constructor(
    /** Its name in `torch`. */
    readonly name: DTypeName,
    /** PyTorch's C++ name, which its error texts use ("Float", "Long"). */
    readonly label: string,
    /** "bool", "integer" or "floating". */
    readonly category: DTypeCategory,
    /** Where two dtypes meet, the higher rank wins. */
    readonly rank: number,
    /** The bytes of an element in PyTorch. */
    readonly itemsize: number,
  ) {}

  /** Whether its numbers can have fractions, and tensors of it gradients. */
  get is_floating_point(): boolean {
    return this.category === "floating";
  }

  /** Never: GradLens has no complex numbers. */
  get is_complex(): boolean {
    return false;
  }

  /** Whether it has negative numbers. */
  get is_signed(): boolean {
    return this !== uint8 && this !== bool;
  }

  /** Its name as PyTorch prints it: `torch.float32`. */
  toString(): string {
    return `torch.${this.name}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * 32-bit floating point, the default dtype. Aliased as `torch.float`.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const float32 = new DType("float32", "Float", "floating", 5, 4);
/**
 * 64-bit floating point. Aliased as `torch.double`.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const float64 = new DType("float64", "Double", "floating", 6, 8);
/**
 * Whole numbers, exact to 2^53; a result beyond that throws. Aliased as `torch.long`.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const int64 = new DType("int64", "Long", "integer", 4, 8);
/**
 * Whole numbers from −2^31 to 2^31 − 1; results beyond wrap around. Aliased as `torch.int`.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const int32 = new DType("int32", "Int", "integer", 3, 4);
/**
 * Whole numbers from 0 to 255; results beyond wrap around.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const uint8 = new DType("uint8", "Byte", "integer", 2, 1);
/**
 * True or false.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const bool = new DType("bool", "Bool", "bool", 1, 1);

/** A dtype that PyTorch has and GradLens has not: wherever a dtype is taken it is refused. */
export class AbsentDType {
  constructor(readonly name: string) {}

  toString(): string {
    return `torch.${this.name}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * Not here: GradLens computes in 32 or 64 bits.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const float16 = new AbsentDType("float16");
/**
 * Not here: GradLens computes in 32 or 64 bits.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const bfloat16 = new AbsentDType("bfloat16");
/**
 * Not here: of small integers GradLens has uint8.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const int8 = new AbsentDType("int8");
/**
 * Not here: GradLens has int32.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const int16 = new AbsentDType("int16");
/**
 * Not here: GradLens has int32.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const uint16 = new AbsentDType("uint16");
/**
 * Not here: GradLens has int64.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const uint32 = new AbsentDType("uint32");
/**
 * Not here: GradLens has int64.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const uint64 = new AbsentDType("uint64");
/**
 * Not here: GradLens has no complex numbers.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const complex32 = new AbsentDType("complex32");
/**
 * Not here: GradLens has no complex numbers.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const complex64 = new AbsentDType("complex64");
/**
 * Not here: GradLens has no complex numbers.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
 */
export const complex128 = new AbsentDType("complex128");

/** Checks what a script passed as a dtype; null for none. */
export function dtypeArgument(op: string, value: unknown, argument = "dtype"): DType | null {
  if (value === undefined || value === null) return null;
  if (value instanceof AbsentDType) throw absentDtype(op, value.name);
  if (!(value instanceof DType)) throw wrongArgument(op, argument, "torch.dtype", value);
  return value;
}

let chosen = float32;

/** The dtype of tensors that are made from plain numbers. */
export function defaultDtype(): DType {
  return chosen;
}

/**
 * The dtype of tensors that are made from plain numbers: float32 unless it was set.
 * https://docs.pytorch.org/docs/stable/generated/torch.get_default_dtype.html
 */
export function get_default_dtype(): DType {
  if (arguments.length > 0) refuseMore("get_default_dtype", 0, arguments);
  return chosen;
}

/**
 * Chooses the dtype of tensors that are made from plain numbers, and of what integers become by division and the like.
 * Throws a TypeError for a dtype that is not floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.set_default_dtype.html
 */
export function set_default_dtype(dtype: DType): void {
  if (arguments.length > 1) refuseMore("set_default_dtype", 1, arguments);
  if (dtype === undefined) throw undefinedDtype("set_default_dtype");
  if (dtype instanceof AbsentDType) throw absentDtype("set_default_dtype", dtype.name);
  if (!(dtype instanceof DType)) throw defaultMustBeFloating("invalid dtype object: ");
  if (!dtype.is_floating_point) throw defaultMustBeFloating("");
  chosen = dtype;
}

/** The dtypes by name. */
export const dtypes: { readonly [Name in DTypeName]: DType } = { float32, float64, int64, int32, uint8, bool };
