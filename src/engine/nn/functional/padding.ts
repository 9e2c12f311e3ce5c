import { integersArgument, readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { edgePadded } from "../../ops/edgePadding.js";
import { floatArgument, tensorArgument } from "../../ops/operands.js";
import { around, constantPadded } from "../../ops/padding.js";
import { sliceOf } from "../../ops/slicing.js";
import { zerosForSlices } from "../../random/slices.js";
import type { Tensor } from "../../tensor.js";

export type PadMode = "constant" | "reflect" | "replicate" | "circular";

export interface PadOptions {
  /** What is put at the edges; "constant" unless given. */
  readonly mode?: PadMode;
  /** What is put around the tensor in mode "constant"; 0 unless given. */
  readonly value?: number | null;
}

/**
 * The tensor with more elements before and after it: `pad` holds two numbers for each of the last dimensions, the last one's
 * first; negative ones take elements away. They are a value, or elements of the tensor: mirrored at its edges ("reflect"), its
 * edges repeated ("replicate"), or from its other end ("circular"). These pad the last one to three dimensions of a tensor that
 * has one or two more. Throws for an odd number of numbers, and for more elements than the tensor has.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
export function pad(
  input: Tensor,
  pad: readonly number[],
  mode?: PadMode | PadOptions,
  value?: number | null | PadOptions,
): Tensor;
export function pad(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(pad, "pad(input, pad, mode, value)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("pad", "input", input);
  const given = readArguments<{ pad: unknown; mode: unknown; value: unknown }>("pad", ["pad", "mode", "value"], args);
  const sizes = integersArgument("pad", "pad", given.pad);
  const { value = null } = given;
  const mode = stringArgument("pad", "mode", given.mode === undefined ? "constant" : given.mode);
  const filled = value === null ? null : floatArgument("pad", "value", value);
  if (!isMode(mode)) throw errors.padMode(mode);
  if (sizes.length % 2 !== 0) throw errors.padLengthOdd(sizes.length, "pad");
  if (sizes.length > 2 * x.ndim) throw errors.padLengthTooLarge(sizes.length, x.ndim, "pad");
  if (mode === "constant") return constantPadded(x, sizes, filled ?? 0);
  if (filled !== null && filled !== 0) throw errors.padValue(mode);
  const rank = sizes.length / 2;
  if (rank < 1 || rank > 3 || x.ndim < rank + 1 || x.ndim > rank + 2) throw errors.padSize(sizes.length, x.ndim);
  return mode === "circular" ? circularlyPadded(x, sizes) : edgePadded(x, mode, sizes);
}

const modes: readonly unknown[] = ["constant", "reflect", "replicate", "circular"] satisfies readonly PadMode[];

function isMode(mode: unknown): mode is PadMode {
  return modes.includes(mode);
}

/** Written into a tensor part by part, as PyTorch does it: the graph shows each write. */
function circularlyPadded(x: Tensor, sizes: readonly number[]): Tensor {
  const rank = sizes.length / 2;
  const shape = x.shape.map((size, dim) => {
    const [before, after] = around(sizes, x.ndim, dim);
    if (before > size || after > size) throw errors.padWrapsTwice();
    if (size + before + after < 0) throw errors.padToNegative();
    return size + before + after;
  });
  const out = zerosForSlices(x, shape);
  const dims = Array.from({ length: rank }, (_, i) => x.ndim - 1 - i);
  let [place, source] = [out, x];
  for (const dim of dims) {
    const [before, after] = around(sizes, x.ndim, dim);
    place = sliceOf(place, dim, Math.max(before, 0), shape[dim]! - Math.max(after, 0), 1);
    source = sliceOf(source, dim, Math.max(-before, 0), x.shape[dim]! - Math.max(-after, 0), 1);
  }
  place.copy_(source);
  for (const dim of dims) {
    const [before, after] = around(sizes, x.ndim, dim);
    const end = shape[dim]! - Math.max(after, 0);
    // Corners are written more than once.
    if (before > 0) sliceOf(out, dim, 0, before, 1).copy_(sliceOf(out, dim, end - before, end, 1));
    const start = Math.max(before, 0);
    if (after > 0) sliceOf(out, dim, end, shape[dim]!, 1).copy_(sliceOf(out, dim, start, start + after, 1));
  }
  return out;
}
