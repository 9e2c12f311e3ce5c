import { windowSizes, wrongArgument } from "../../errors.js";

/** One number for all dimensions of the plane, or one for each. */
export type WindowSize = number | readonly number[];

/** Reads a window's size: `count` numbers, or one that holds for all. */
export function windowSize(op: string, name: string, value: unknown, count: number): readonly number[] {
  const sizes: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (!sizes.every(Number.isInteger)) throw wrongArgument(op, name, "int or tuple of ints", value);
  const [first] = sizes as readonly number[];
  if (sizes.length === 1) return new Array<number>(count).fill(first!);
  if (sizes.length !== count) throw windowSizes(op, name, count);
  return sizes as readonly number[];
}
