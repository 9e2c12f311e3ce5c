import { oneOrMoreIntegers } from "../../arguments.js";
import { convolutionSizes } from "../../errors.js";

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
  return counted(windowArgument(op, name, value), count, refusal);
}

/** A window's sizes as they were given, however many they are: PyTorch looks at the types of all arguments first. */
export function windowArgument(op: string, name: string, value: unknown): readonly number[] {
  return oneOrMoreIntegers(op, name, value);
}

/** One size for each dimension. */
export function counted(
  sizes: readonly number[],
  count: number,
  refusal: (sizes: readonly number[]) => Error,
): readonly number[] {
  const [first] = sizes;
  if (sizes.length === 1) return new Array<number>(count).fill(first!);
  if (sizes.length !== count) throw refusal(sizes);
  return sizes;
}
