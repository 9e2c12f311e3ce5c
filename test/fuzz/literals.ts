import type { Shape } from "../../src/engine/shape.js";
import type { Chance } from "./random.js";

const shapes: readonly Shape[] = [
  [],
  [],
  [1],
  [2],
  [3],
  [3],
  [4],
  [0],
  [2, 3],
  [2, 3],
  [3, 2],
  [3, 3],
  [1, 3],
  [3, 1],
  [2, 0],
  [2, 1, 3],
  [2, 2, 3],
  [1, 2, 2],
  [0, 3],
];

/** Ties, kinks and signs are likely; numbers that are not finite are rare, for one of them hides what comes after. */
const usual = [0, 1, -1, 2, 0.5, -0.5, 0.25, 1.5, -2, 3, 0.75, -1.25, 0.1, 1.1, -0.3, 2.7];
const whole = [0, 1, 2, 3, -1, -2, 5, 7, -3];
const unusual = ["NaN", "Infinity", "-Infinity"];

export function anyShape(chance: Chance): Shape {
  return chance.one(shapes);
}

export function anyNumber(chance: Chance): string {
  return String(chance.one(chance.happens(0.5) ? usual : [0, 1, 2, -1, 3]));
}

/** `torch.tensor(…)` with values for `dtype`. */
export function literal(chance: Chance, shape: Shape, dtype: string): string {
  if (shape.includes(0)) return `torch.zeros([${shape.join(", ")}], { dtype: torch.${dtype} })`;
  const notFinite = chance.happens(0.04);
  const values = nested(shape, () => element(chance, dtype, notFinite));
  return `torch.tensor(${values}, { dtype: torch.${dtype} })`;
}

/** `torch.tensor(…)` of floats between two bounds, written with two digits. */
export function literalBetween(chance: Chance, shape: Shape, dtype: string, low: number, high: number): string {
  if (shape.includes(0)) return literal(chance, shape, dtype);
  const values = nested(shape, () => String(Number((low + (high - low) * chance.next()).toFixed(2))));
  return `torch.tensor(${values}, { dtype: torch.${dtype} })`;
}

/** `torch.tensor(…)` with these values, row by row. */
export function literalOf(shape: Shape, values: readonly string[], dtype: string): string {
  if (shape.includes(0)) return `torch.zeros([${shape.join(", ")}], { dtype: torch.${dtype} })`;
  const left = [...values];
  return `torch.tensor(${nested(shape, () => left.shift()!)}, { dtype: torch.${dtype} })`;
}

/** A tensor of int64 whose values are places in a dimension of `size`; now and then one is out of range. */
export function places(chance: Chance, shape: Shape, size: number, negative: boolean): string {
  if (shape.includes(0)) return `torch.zeros([${shape.join(", ")}], { dtype: torch.int64 })`;
  const beyond = chance.happens(0.03) ? 1 : 0;
  const low = negative ? -size : 0;
  const values = nested(shape, () => String(chance.whole(low, Math.max(size - 1 + beyond, 0))));
  return `torch.tensor(${values}, { dtype: torch.int64 })`;
}

function nested(shape: Shape, value: () => string): string {
  const [size, ...rest] = shape;
  if (size === undefined) return value();
  return `[${Array.from({ length: size }, () => nested(rest, value)).join(", ")}]`;
}

function element(chance: Chance, dtype: string, notFinite: boolean): string {
  if (dtype === "bool") return String(chance.happens(0.5));
  if (dtype === "uint8") return String(chance.one([0, 1, 2, 3, 7]));
  if (dtype.startsWith("int")) return String(chance.one(whole));
  return notFinite && chance.happens(0.4) ? chance.one(unusual) : String(chance.one(usual));
}
