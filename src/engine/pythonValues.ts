import { isTensor } from "./tensorClass.js";
import type { Tensor } from "./tensor.js";

/** A number as Python prints it: `1e-05`, where JavaScript writes `0.00001`. */
export function pythonNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** A float as Python prints it, which shows that it is one: `1.0`. */
export function pythonFloat(value: number): string {
  const text = pythonNumber(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A setting whose usual value is a float, which Python prints as one: `alpha=1.0`, but `alpha=2` where 2 was given. */
export function pythonSetting(value: number, unlessGiven: number): string {
  return value === unlessGiven ? pythonFloat(value) : pythonNumber(value);
}

/** Sizes as Python prints a tuple: `(3, 3)`, and `(3,)` for a single one. */
export function pythonTuple(values: readonly number[]): string {
  return values.length === 1 ? `(${pythonNumber(values[0]!)},)` : `(${values.map(pythonNumber).join(", ")})`;
}

/** A size that stands for all dimensions, or one for each. */
export function pythonSize(size: number | readonly number[]): string {
  return typeof size === "number" ? pythonNumber(size) : pythonTuple(size);
}

/** Truth as Python prints it. */
export function pythonBool(value: boolean): string {
  return value ? "True" : "False";
}

/** Anything as Python's f-strings print it: an array as a tuple, whose texts stand in quotes. */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return pythonBool(value);
  if (typeof value === "number") return pythonNumber(value);
  if (isTensor(value) && value.ndim === 0) return pythonItem(value);
  if (Array.isArray(value)) return `(${value.map(quoted).join(", ")}${value.length === 1 ? "," : ""})`;
  return String(value);
}

/** f-strings print the number of a 0-d tensor. */
function pythonItem(tensor: Tensor): string {
  const item = tensor.item();
  return tensor.dtype.is_floating_point ? pythonFloat(Number(item)) : pythonText(item);
}

function quoted(value: unknown): string {
  return typeof value === "string" ? `'${value}'` : isTensor(value) ? String(value) : pythonText(value);
}
