import { integersArgument, oneOrMoreIntegers, readArguments } from "../../arguments.js";
import { keepSizes } from "../../autograd/keepSizes.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import { patchesOf, patchesSummed, patchPlaces, type Patching } from "../../ops/patches.js";
import type { Tensor } from "../../tensor.js";
import type { WindowSize } from "./windows.js";

export interface PatchOptions {
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Zeros on each side. */
  readonly padding?: WindowSize;
  /** How far the window moves; 1 unless given. */
  readonly stride?: WindowSize;
}

type Window = PatchOptions & {
  /** The size of a patch; one number holds for both dimensions. */
  readonly kernel_size: WindowSize;
};
type Fold = Window & { readonly output_size: WindowSize };

/**
 * The elements under each place of a window as a column: [n, c, h, w] to [n, c·kh·kw, places], or both without n. Throws
 * for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
 */
export function unfold(
  input: Tensor,
  kernel_size: WindowSize,
  dilation?: WindowSize | PatchOptions,
  padding?: WindowSize | PatchOptions,
  stride?: WindowSize | PatchOptions,
): Tensor {
  const named = byName(unfold, "unfold(input, kernel_size, dilation, padding, stride)", arguments);
  if (named !== null) return named.result;
  const args = [kernel_size, dilation, padding, stride];
  const given = read<Window>("unfold", ["kernel_size", "dilation", "padding", "stride"], args);
  const x = tensorArgument("im2col", "input", input);
  keepSizes(x, -1, -2);
  const patching = patchingOf("im2col", given);
  if (x.ndim < 2) x.size(1);
  if (x.ndim < 3)
    throw about(
      x.ndim === 2 && x.shape[1] !== 0 ? errors.patchDimension(x.ndim) : errors.patchInput("3D or 4D", x.shape),
      x,
    );
  if (x.ndim > 4 || x.shape.slice(x.ndim - 3).includes(0)) throw about(errors.patchInput("3D or 4D", x.shape), x);
  const places = patchPlaces(x.shape, patching);
  if (places.some((count) => count < 1))
    throw about(errors.patchesOutside(x.shape.slice(-2), patching, places, "input"), x);
  return patchesOf(x, patching);
}

/**
 * The transpose of `unfold`: columns [n, c·kh·kw, places] are added up in planes [n, c, …output_size], or both without n.
 * Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fold.html
 */
export function fold(
  input: Tensor,
  output_size: WindowSize,
  kernel_size: WindowSize,
  dilation?: WindowSize | PatchOptions,
  padding?: WindowSize | PatchOptions,
  stride?: WindowSize | PatchOptions,
): Tensor {
  const named = byName(fold, "fold(input, output_size, kernel_size, dilation, padding, stride)", arguments);
  if (named !== null) return named.result;
  const args = [output_size, kernel_size, dilation, padding, stride];
  const given = read<Fold>("fold", ["output_size", "kernel_size", "dilation", "padding", "stride"], args);
  const columns = tensorArgument("col2im", "input", input);
  typed("col2im", "output_size", given.output_size);
  checkTypes("col2im", given);
  const output = pair("col2im", "output_size", given.output_size);
  const patching = patchingOf("col2im", given);
  const { kernel_size: kernel } = patching;
  const isBatched = columns.ndim === 3;
  if ((columns.ndim !== 2 && !isBatched) || columns.shape.slice(isBatched ? 1 : 0).includes(0))
    throw about(errors.patchInput("2D or 3D", columns.shape), columns);
  const [rows, count] = columns.shape.slice(-2) as [number, number];
  if (rows % (kernel[0]! * kernel[1]!) !== 0) throw about(errors.patchRows(rows, kernel), columns);
  const places = patchPlaces(output, patching);
  if (places[0]! * places[1]! !== count) throw about(errors.patchColumns(count, output, patching, places), columns);
  if (places.some((size) => size < 1)) throw about(errors.patchesOutside(output, patching, places, "output"), columns);
  return patchesSummed(columns, output, patching);
}

function read<Options extends object>(
  op: string,
  names: readonly (keyof Options & string)[],
  args: readonly unknown[],
): Partial<Options> {
  return readArguments<Options>(op, names, args);
}

function patchingOf(op: string, given: Partial<Window>): Patching {
  checkTypes(op, given);
  const kernel_size = pair(op, "kernel_size", given.kernel_size);
  const dilation = pair(op, "dilation", given.dilation, 1);
  const padding = pair(op, "padding", given.padding, 0);
  const stride = pair(op, "stride", given.stride, 1);
  const positive = "greater than zero";
  if (kernel_size.some((size) => size <= 0)) throw errors.patchSign("kernel size", positive, "kernel", kernel_size);
  if (dilation.some((size) => size <= 0)) throw errors.patchSign("dilation", positive, "dilation", dilation);
  if (padding.some((size) => size < 0)) throw errors.patchSign("padding", "non-negative", "pad", padding);
  if (stride.some((size) => size <= 0)) throw errors.patchSign("stride", positive, "stride", stride);
  return { kernel_size, dilation, padding, stride };
}

/** One number for both, or two: a list of one is refused, as PyTorch does it here. */
function pair(op: string, name: string, given: unknown, otherwise?: number): readonly number[] {
  const value = given === undefined ? otherwise : given;
  const sizes = typed(op, name, value);
  if (sizes.length !== 2) throw errors.patchSizes(name, sizes.length);
  return sizes;
}

function typed(op: string, name: string, value: unknown): readonly number[] {
  return Array.isArray(value)
    ? integersArgument(op, name, value)
    : new Array<number>(2).fill(oneOrMoreIntegers(op, name, value)[0]!);
}

function checkTypes(op: string, given: Partial<Window>): void {
  for (const name of ["kernel_size", "dilation", "padding", "stride"] as const)
    if (given[name] !== undefined) typed(op, name, given[name]);
}
