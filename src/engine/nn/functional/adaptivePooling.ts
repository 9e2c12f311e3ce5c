import { booleanArgument, oneOrMoreIntegers, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { adaptiveAverages, adaptiveMaxima } from "../../ops/adaptivePools.js";
import { tensorArgument } from "../../ops/operands.js";
import { refuseOutdated } from "../../ops/dispatch.js";
import type { Tensor } from "../../tensor.js";
import { emptyTensor } from "../../tensorFactory.js";
import { checkLineRank } from "./poolArguments.js";

/** A number of windows for all dimensions, or one for each; null is as many as there are elements. */
export type OutputSize = number | readonly (number | null)[];

type Maxima = Tensor | readonly [Tensor, Tensor];

/**
 * The means of output_size windows, nearly as large as each other, that cover the last dimension of [n, c, l] or [c, l].
 * Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html
 */
export function adaptive_avg_pool1d(input: Tensor, output_size: number | readonly number[]): Tensor {
  const named = byName(adaptive_avg_pool1d, "adaptive_avg_pool1d(input, output_size)", arguments);
  if (named !== null) return named.result;
  const { x, given } = argumentsOf("adaptive_avg_pool1d", input, [output_size]);
  const size = lineSize("adaptive_avg_pool1d", x, given.output_size);
  return averages("adaptive_avg_pool2d", 2, x.unsqueeze(-2), [1, size]).squeeze(-2);
}

/**
 * The means of output_size windows, nearly as large as each other, that cover the last two dimensions of [n, c, h, w] or
 * [c, h, w]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
 */
export function adaptive_avg_pool2d(input: Tensor, output_size: OutputSize): Tensor {
  const named = byName(adaptive_avg_pool2d, "adaptive_avg_pool2d(input, output_size)", arguments);
  if (named !== null) return named.result;
  const { x, given } = argumentsOf("adaptive_avg_pool2d", input, [output_size]);
  return averages("adaptive_avg_pool2d", 2, x, given.output_size);
}

/**
 * The means of output_size windows, nearly as large as each other, that cover the last three dimensions of
 * [n, c, d, h, w] or [c, d, h, w]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool3d.html
 */
export function adaptive_avg_pool3d(input: Tensor, output_size: OutputSize): Tensor {
  const named = byName(adaptive_avg_pool3d, "adaptive_avg_pool3d(input, output_size)", arguments);
  if (named !== null) return named.result;
  const { x, given } = argumentsOf("adaptive_avg_pool3d", input, [output_size]);
  return averages("adaptive_avg_pool3d", 3, x, given.output_size);
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover the last dimension of
 * [n, c, l] or [c, l]. Throws for an input without elements. With return_indices
 * `[values, indices]`, the indices counting row by row in each line, plane or volume.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html
 */
export function adaptive_max_pool1d(
  input: Tensor,
  output_size: number | readonly number[],
  return_indices: true,
): readonly [Tensor, Tensor];
export function adaptive_max_pool1d(
  input: Tensor,
  output_size: number | readonly number[],
  return_indices?: false,
): Tensor;
export function adaptive_max_pool1d(input: Tensor, ...args: unknown[]): Maxima {
  const named = byName(adaptive_max_pool1d, "adaptive_max_pool1d(input, output_size, return_indices)", arguments);
  if (named !== null) return named.result;
  const { x, given, withIndices } = argumentsOf("adaptive_max_pool1d", input, args);
  const size = lineSize("adaptive_max_pool1d", x, given.output_size);
  refuseEmpty("adaptive_max_pool1d", x, 1);
  const [values, indices] = maxima("adaptive_max_pool2d", 2, x.unsqueeze(-2), [1, size]);
  return withIndices ? [values.squeeze(-2), indices.squeeze(-2)] : values.squeeze(-2);
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover the last two dimensions of
 * [n, c, h, w] or [c, h, w]. Throws for an input without elements. With return_indices
 * `[values, indices]`, the indices counting row by row in each line, plane or volume.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
 */
export function adaptive_max_pool2d(
  input: Tensor,
  output_size: OutputSize,
  return_indices: true,
): readonly [Tensor, Tensor];
export function adaptive_max_pool2d(input: Tensor, output_size: OutputSize, return_indices?: false): Tensor;
export function adaptive_max_pool2d(input: Tensor, ...args: unknown[]): Maxima {
  const named = byName(adaptive_max_pool2d, "adaptive_max_pool2d(input, output_size, return_indices)", arguments);
  if (named !== null) return named.result;
  const { x, given, withIndices } = argumentsOf("adaptive_max_pool2d", input, args);
  const results = maxima("adaptive_max_pool2d", 2, x, given.output_size);
  return withIndices ? results : results[0];
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover the last three dimensions of
 * [n, c, d, h, w] or [c, d, h, w]. Throws for an input without elements. With return_indices
 * `[values, indices]`, the indices counting row by row in each line, plane or volume.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html
 */
export function adaptive_max_pool3d(
  input: Tensor,
  output_size: OutputSize,
  return_indices: true,
): readonly [Tensor, Tensor];
export function adaptive_max_pool3d(input: Tensor, output_size: OutputSize, return_indices?: false): Tensor;
export function adaptive_max_pool3d(input: Tensor, ...args: unknown[]): Maxima {
  const named = byName(adaptive_max_pool3d, "adaptive_max_pool3d(input, output_size, return_indices)", arguments);
  if (named !== null) return named.result;
  const { x, given, withIndices } = argumentsOf("adaptive_max_pool3d", input, args);
  const results = maxima("adaptive_max_pool3d", 3, x, given.output_size);
  return withIndices ? results : results[0];
}

function argumentsOf(op: string, input: unknown, args: readonly unknown[]) {
  const names = op.startsWith("adaptive_max")
    ? (["output_size", "return_indices"] as const)
    : (["output_size"] as const);
  const given = readArguments<{ output_size: unknown; return_indices: unknown }>(op, names, args);
  const withIndices = booleanArgument(op, "return_indices", given.return_indices, false);
  return { x: tensorArgument(op, "input", input), given, withIndices };
}

function averages(op: string, spatial: 2 | 3, x: Tensor, output_size: unknown): Tensor {
  const sizes = sizesOf(op, spatial, x, output_size);
  if (sizes.some((size) => size < 0)) throw errors.adaptiveNegative(sizes);
  // PyTorch takes the mean where the windows are all there is.
  if (sizes.every((size) => size === 1))
    return x.mean(
      sizes.map((_, i) => -1 - i),
      true,
    );
  if (spatial === 3) refuseEmpty(op, x, 1);
  checkSpace(op, spatial, x);
  refuseEmpty(op, x, x.ndim - spatial);
  // PyTorch does not come to its kernel, which knows floating point only, where no element is asked for.
  const shape = [...x.shape.slice(0, -spatial), ...sizes];
  if (spatial === 2 && !x.dtype.is_floating_point && shape.includes(0)) return emptyTensor(shape, x.dtype);
  return adaptiveAverages(x, sizes);
}

function maxima(op: string, spatial: 2 | 3, x: Tensor, output_size: unknown): readonly [Tensor, Tensor] {
  const sizes = sizesOf(op, spatial, x, output_size);
  refuseOutdated([x]);
  checkSpace(op, spatial, x);
  refuseEmpty(op, x, 1);
  const negative = sizes.find((size) => size < 0);
  if (negative !== undefined) throw errors.negativeSize(negative, [...x.shape.slice(0, -spatial), ...sizes]);
  return adaptiveMaxima(x, sizes);
}

function lineSize(op: string, x: Tensor, output_size: unknown): number {
  const sizes = oneOrMoreIntegers(op, "output_size", output_size);
  checkLineRank(op, x);
  if (sizes.length !== 1) throw errors.adaptiveSizes(op, 1, sizes.length);
  return sizes[0]!;
}

function sizesOf(op: string, spatial: number, x: Tensor, output_size: unknown): readonly number[] {
  if (Number.isInteger(output_size)) return new Array<number>(spatial).fill(output_size as number);
  const sizes = Array.isArray(output_size) ? (output_size as readonly unknown[]) : [undefined];
  if (Array.isArray(output_size) && sizes.length >= x.ndim) throw about(errors.adaptiveDefaults(sizes.length + 1), x);
  if (!sizes.every((size) => size === null || Number.isInteger(size)))
    throw errors.wrongArgument(op, "output_size", "tuple of ints", output_size);
  // Of maxima PyTorch looks at the input before the number of sizes.
  if (op.startsWith("adaptive_max")) {
    checkSpace(op, spatial, x);
    refuseEmpty(op, x, 1);
  }
  if (sizes.length !== spatial) throw errors.adaptiveSizes(op, spatial, sizes.length);
  return sizes.map((size, i) => (size as number | null) ?? x.shape.at(i - spatial)!);
}

function checkSpace(op: string, spatial: number, x: Tensor): void {
  if (x.ndim !== spatial + 1 && x.ndim !== spatial + 2) throw about(errors.adaptiveRank(op, spatial, x.shape), x);
}

/** Refuses dimensions without elements from one on. */
function refuseEmpty(op: string, x: Tensor, from: number): void {
  const empty = x.shape.findIndex((size, dim) => dim >= from && size === 0);
  if (empty >= 0) throw about(errors.adaptiveEmpty(op, x.shape, empty), x);
}
