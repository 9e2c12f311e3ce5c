import * as errors from "../../errors.js";
import type { WindowSize } from "../functional/windows.js";

/** Reads a window's size as it was given: one number, or one for each dimension of the space. */
export function windowArgument(module: string, name: string, value: unknown): WindowSize {
  if (value === undefined) throw errors.missingArgument(`${module}.__init__`, name);
  const sizes: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!sizes.every(Number.isInteger)) throw errors.wrongArgument(module, name, "int or tuple of ints", value);
  return value as WindowSize;
}

/** The same with one number for each dimension. */
export function windowOfEach(size: WindowSize, spatial: number): readonly number[] {
  return typeof size === "number" ? new Array<number>(spatial).fill(size) : size;
}
