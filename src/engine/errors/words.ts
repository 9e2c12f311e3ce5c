import type { DTypeName } from "../dtype.js";

/** A list of sizes as PyTorch writes it: `[2, 3]`. */
export type Sizes = readonly number[];

export function list(sizes: Sizes): string {
  return `[${sizes.join(", ")}]`;
}

/** Sizes as Python writes a tuple of them: `(2, 3)`, `(2,)`. */
export function tuple(sizes: Sizes): string {
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}

/** A shape as Python prints it: `torch.Size([2, 3])`. */
export function torchSize(sizes: Sizes): string {
  return `torch.Size(${list(sizes)})`;
}

/** How C++ calls the dtypes. */
export const cppNames: { readonly [Name in DTypeName]: string } = {
  float32: "float",
  float64: "double",
  int64: "long int",
  int32: "int",
  uint8: "unsigned char",
  bool: "bool",
};

/** How a value is called in "must be Tensor, not …". */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") {
    const name = (value as object).constructor?.name ?? "object";
    return name === "dtype" ? "torch.dtype" : name;
  }
  // A module is a function of a class of its own.
  if (typeof value === "function" && !/^(Async)?(Generator)?Function$/.test(value.constructor.name))
    return value.constructor.name;
  return typeof value;
}

/** How Python prints a value's type. A whole number counts as an int, as it does beside a tensor. */
export function pythonClass(value: unknown): string {
  return `<class '${pythonName(value)}'>`;
}

export function pythonName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) return "tuple";
  const name = describeType(value);
  return name === "Object" ? "dict" : name === "Tensor" ? "torch.Tensor" : name;
}

/** What `torch.typename` says of a value: `torch.FloatTensor`, `int`. */
export function typename(value: unknown): string {
  const label = (value as { readonly dtype?: { readonly label?: string } } | null | undefined)?.dtype?.label;
  return label === undefined ? pythonName(value) : `torch.${label}Tensor`;
}

/** What C++ calls a tensor's class: it has no name for that of bools. */
export function className(label: string): string {
  return label === "Bool" ? "CPUBoolType" : `torch.${label}Tensor`;
}

/** A floating-point number as C++ prints it: in six digits, as printf's %g. */
export function inC(value: number): string {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "inf").replace("NaN", "nan");
  const [digits, power] = value.toExponential(5).split("e") as [string, string];
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return `${Object.is(value, -0) ? "-" : ""}${Number(value.toPrecision(6))}`;
  return `${Number(digits)}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
