import { flagArgument, oneOrMoreIntegers, readArguments } from "../arguments.js";
import { repeatedDimension, tooManyDimensions } from "../errors.js";
import { elementCount, wrapDimension, type Shape } from "../shape.js";
import { refuseOutdated } from "./dispatch.js";
import type { Tensor } from "../tensor.js";
import type { CallInfo } from "./op.js";

/** One dimension or several, counted from the end if negative. */
export type Dimensions = number | readonly number[];

export interface ReductionOptions {
  /** The dimensions to reduce; all of them if absent or null. */
  readonly dim?: Dimensions | null;
  /** Leaves the reduced dimensions with size 1. */
  readonly keepdim?: boolean;
}

/** `dims` is null where none was given, which is another backward node than all of them. */
export type Reduction = { readonly dims: readonly number[] | null; readonly keepdim: boolean };

export const everything: Reduction = { dims: null, keepdim: false };

/** Every element of the operand gets the gradient of the sum it went into. */
export function spread(g: Tensor, info: CallInfo<Reduction>): Tensor {
  return restored(g, info.attributes).expand(info.shapeOf(0));
}

/** A gradient with the reduced dimensions in their places, with size 1; of all of them it is as it was. */
export function restored(g: Tensor, { dims, keepdim }: Reduction): Tensor {
  if (dims === null || keepdim) return g;
  return [...dims].sort((a, b) => a - b).reduce((gradient, dim) => gradient.unsqueeze(dim), g);
}

export function reducedShape(shape: Shape, { dims, keepdim }: Reduction): Shape {
  const reduced = (dim: number): boolean => dims === null || dims.includes(dim);
  if (keepdim) return shape.map((size, dim) => (reduced(dim) ? 1 : size));
  return shape.filter((_, dim) => !reduced(dim));
}

/** How many elements go into each element of the result. */
export function countOf(shape: Shape, reduction: Reduction): number {
  return elementCount(shape) / Math.max(elementCount(reducedShape(shape, reduction)), 1);
}

/** Reads `dim` and `keepdim` in PyTorch's order or by name. */
export function reductionOf(op: string, input: Tensor, args: readonly unknown[]): Reduction {
  const given = givenReduction(op, args);
  refuseOutdated([input]);
  return given === null ? everything : { ...given, dims: wrappedDimensions(input.ndim, given.dims) };
}

/** The same with the dimensions as they were given, of which only the types are looked at; null where nothing was. */
export function givenReduction(
  op: string,
  args: readonly unknown[],
): { readonly dims: readonly number[]; readonly keepdim: boolean } | null {
  if (args.length === 0) return null;
  const { dim, keepdim } = readArguments<ReductionOptions>(op, ["dim", "keepdim"], args);
  if (dim === undefined && keepdim === undefined) return null;
  return { dims: givenDimensions(op, dim ?? null), keepdim: flagArgument(op, "keepdim", keepdim, false) };
}

/** Dimensions counted from the front; all of them for null or none. */
export function dimensionsOf(op: string, rank: number, dim: unknown): readonly number[] {
  return wrappedDimensions(rank, givenDimensions(op, dim));
}

/** Dimensions as they were given, one or several; none for null. */
export function givenDimensions(op: string, dim: unknown): readonly number[] {
  return dim === null ? [] : oneOrMoreIntegers(op, "dim", dim);
}

/** The same counted from the front; all of them for none. */
export function wrappedDimensions(rank: number, given: readonly number[]): readonly number[] {
  // An empty list means all of them, as in PyTorch.
  if (given.length === 0) return Array.from({ length: rank }, (_, i) => i);
  if (rank > 64) throw tooManyDimensions();
  const dims = given.map((item) => wrapDimension(item, rank));
  const repeated = dims.find((item, i) => dims.indexOf(item) !== i);
  if (repeated !== undefined) throw repeatedDimension(repeated);
  return rank === 0 ? [] : dims;
}
