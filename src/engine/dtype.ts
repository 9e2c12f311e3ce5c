/** How a dtype behaves beside others: bool gives way to integers, integers to floating point. */
export type DTypeCategory = "bool" | "integer" | "floating";

/** The name of a dtype as PyTorch spells it after `torch.`. */
export type DTypeName = "float32" | "float64" | "int64" | "bool";

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
    /** Where two dtypes of one category meet, the higher rank wins. */
    readonly rank: number,
  ) {}

  get is_floating_point(): boolean {
    return this.category === "floating";
  }

  toString(): string {
    return `torch.${this.name}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** 32-bit floating point, the default dtype. Aliased as `torch.float`. */
export const float32 = new DType("float32", "Float", "floating", 3);
/** 64-bit floating point. Aliased as `torch.double`. */
export const float64 = new DType("float64", "Double", "floating", 4);
/** Whole numbers, exact to 2^53; a result beyond that throws. Aliased as `torch.long`. */
export const int64 = new DType("int64", "Long", "integer", 2);
/** True or false. */
export const bool = new DType("bool", "Bool", "bool", 1);

/** The dtype of tensors that are made from plain numbers. */
export function defaultDtype(): DType {
  return float32;
}

/** The dtypes by name. */
export const dtypes: { readonly [Name in DTypeName]: DType } = { float32, float64, int64, bool };
