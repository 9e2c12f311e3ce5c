import { convolutionSizes, wrongArgument } from "../../errors.js";

/** One number for all dimensions of the space, or one for each. */
export type WindowSize = number | readonly number[];

/** Reads the sizes of a convolution, which counts the dimensions of its weight. */
export function channelSizes(op: string, name: string, value: unknown, count: number): readonly number[] {
  return sizesOf(op, name, value, count, (sizes) => convolutionSizes(name, count, sizes));
}

/** Reads a window's sizes: `count` numbers, or one that holds for all. */
export function sizesOf(
  op: string,
  name: string,
  value: unknown,
  count: number,
  refusal: (sizes: readonly number[]) => Error,
): readonly number[] {
  const sizes: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (!sizes.every(Number.isInteger)) throw wrongArgument(op, name, "int or tuple of ints", value);
  const [first] = sizes as readonly number[];
  if (sizes.length === 1) return new Array<number>(count).fill(first!);
  if (sizes.length !== count) throw refusal(sizes as readonly number[]);
  return sizes as readonly number[];
}
