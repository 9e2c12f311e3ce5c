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
    readonly name: DTypeName,
    /** PyTorch's C++ name, which its error texts use ("Float", "Long"). */
    readonly label: string,
    readonly category: DTypeCategory,
    /** Where two dtypes meet, the higher rank wins. */
    readonly rank: number,
    /** The bytes of an element in PyTorch. */
    readonly itemsize: number,
  ) {}

  get is_floating_point(): boolean {
    return this.category === "floating";
  }

  get is_complex(): boolean {
    return false;
  }

  get is_signed(): boolean {
    return this !== uint8 && this !== bool;
  }

  toString(): string {
    return `torch.${this.name}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** 32-bit floating point, the default dtype. Aliased as `torch.float`. */
export const float32 = new DType("float32", "Float", "floating", 5, 4);
/** 64-bit floating point. Aliased as `torch.double`. */
export const float64 = new DType("float64", "Double", "floating", 6, 8);
/** Whole numbers, exact to 2^53; a result beyond that throws. Aliased as `torch.long`. */
export const int64 = new DType("int64", "Long", "integer", 4, 8);
/** Whole numbers from −2^31 to 2^31 − 1; results beyond wrap around. Aliased as `torch.int`. */
export const int32 = new DType("int32", "Int", "integer", 3, 4);
/** Whole numbers from 0 to 255; results beyond wrap around. */
export const uint8 = new DType("uint8", "Byte", "integer", 2, 1);
/** True or false. */
export const bool = new DType("bool", "Bool", "bool", 1, 1);

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
  return chosen;
}

/**
 * Chooses the dtype of tensors that are made from plain numbers, and of what integers become by division and the like.
 * Throws a TypeError for a dtype that is not floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.set_default_dtype.html
 */
export function set_default_dtype(dtype: DType): void {
  if (!(dtype instanceof DType)) throw defaultMustBeFloating("invalid dtype object: ");
  if (!dtype.is_floating_point) throw defaultMustBeFloating("");
  chosen = dtype;
}

/** The dtypes by name. */
export const dtypes: { readonly [Name in DTypeName]: DType } = { float32, float64, int64, int32, uint8, bool };
