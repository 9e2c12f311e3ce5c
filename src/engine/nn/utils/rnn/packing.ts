import { booleanArgument, integerArgument } from "../../../arguments.js";
import { byName } from "../../../callByName.js";
import { as_tensor } from "../../../creation.js";
import { int64 } from "../../../dtype.js";
import * as errors from "../../../errors.js";
import { denseNumbers } from "../../../kernels/dense.js";
import { numberArgument, tensorArgument } from "../../../ops/operands.js";
import { batchSizesOf, packed } from "../../../ops/packing.js";
import { sort } from "../../../ops/sorting.js";
import type { Tensor } from "../../../tensor.js";
import { PackedSequence } from "./packedSequence.js";
import { pad_sequence, unpad_sequence } from "./padding.js";

export interface PackOptions {
  /** Whether the input is [batch, steps, *] instead of [steps, batch, *]. */
  readonly batch_first?: boolean;
  /** Whether the lengths have to fall already, as they do in what is packed; true unless given. */
  readonly enforce_sorted?: boolean;
}

export interface PadPackedOptions {
  /** Whether the result is [batch, steps, *] instead of [steps, batch, *]. */
  readonly batch_first?: boolean;
  /** What stands behind the ends; 0 unless given. */
  readonly padding_value?: number;
  /** The number of steps of the result; that of the longest sequence unless given. */
  readonly total_length?: number | null;
}

/**
 * Packs sequences that lie beside each other as [steps, batch, *] or, with batch_first, [batch, steps, *]: the rows behind
 * their ends are left out. Throws for a number of lengths that is not the batch's, lengths that are not above 0 and, unless
 * `enforce_sorted` is false, lengths that rise.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html
 */
export function pack_padded_sequence(
  input: Tensor,
  lengths: Tensor | readonly number[],
  batch_first?: boolean | PackOptions,
  enforce_sorted?: boolean | PackOptions,
): PackedSequence;
export function pack_padded_sequence(input: Tensor, ...args: unknown[]): PackedSequence {
  const named = byName(
    pack_padded_sequence,
    "pack_padded_sequence(input, lengths, batch_first, enforce_sorted)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "pack_padded_sequence";
  const x = tensorArgument(op, "input", input);
  const batchFirst = booleanArgument(op, "batch_first", args[1], false);
  if (args[0] === undefined) throw errors.missingArgument(op, "lengths");
  const lengths = as_tensor(args[0] as Tensor, int64);
  if (booleanArgument(op, "enforce_sorted", args[2], true)) return packSorted(x, lengths, batchFirst, null);
  const { values, indices } = sort(lengths, { descending: true });
  return packSorted(x.index_select(batchFirst ? 0 : 1, indices), values, batchFirst, indices);
}

function packSorted(input: Tensor, given: Tensor, batchFirst: boolean, order: Tensor | null): PackedSequence {
  const steps = batchFirst ? input.transpose(0, 1) : input;
  if (given.ndim !== 1) throw errors.lengthsRank(given.ndim);
  const batch = steps.size(1);
  const lengths = [...denseNumbers(given)];
  if (steps.numel() === 0) throw errors.nothingToPack();
  if (lengths.length !== batch) throw errors.lengthsCount(lengths.length, batch);
  if (lengths.at(-1)! <= 0) throw errors.lengthNotPositive();
  if (lengths.some((length, i) => i > 0 && length > lengths[i - 1]!)) throw errors.lengthsNotSorted();
  const sizes = as_tensor(batchSizesOf(lengths), int64);
  return new PackedSequence(packed(steps, lengths), sizes, order);
}

/**
 * Packs a list of sequences of shapes [L, *]. Throws for none, for one without steps and, unless `enforce_sorted` is false, if
 * one is longer than the one before it.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_sequence.html
 */
export function pack_sequence(
  sequences: readonly Tensor[],
  enforce_sorted?: boolean | Pick<PackOptions, "enforce_sorted">,
): PackedSequence;
export function pack_sequence(sequences: readonly Tensor[], enforce_sorted?: unknown): PackedSequence {
  const named = byName(pack_sequence, "pack_sequence(sequences, enforce_sorted)", arguments);
  if (named !== null) return named.result;
  const isSorted = booleanArgument("pack_sequence", "enforce_sorted", enforce_sorted, true);
  const padded = pad_sequence(sequences);
  const lengths = [...sequences].map((sequence) => sequence.size(0));
  return pack_padded_sequence(padded, lengths, false, isSorted);
}

/**
 * The sequences beside each other again, in the order they had before they were packed, with their lengths (int64). Throws
 * for a total_length below the longest sequence's.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_packed_sequence.html
 */
export function pad_packed_sequence(
  sequence: PackedSequence,
  batch_first?: boolean | PadPackedOptions,
  padding_value?: number | PadPackedOptions,
  total_length?: number | null | PadPackedOptions,
): [padded: Tensor, lengths: Tensor];
export function pad_packed_sequence(sequence: PackedSequence, ...args: unknown[]): [padded: Tensor, lengths: Tensor] {
  const named = byName(
    pad_packed_sequence,
    "pad_packed_sequence(sequence, batch_first, padding_value, total_length)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "pad_packed_sequence";
  if (!(sequence instanceof PackedSequence)) throw errors.wrongArgument(op, "sequence", "PackedSequence", sequence);
  const batchFirst = booleanArgument(op, "batch_first", args[0], false);
  const value = numberArgument(op, "padding_value", args[1] ?? 0);
  const sizes = sequence.batchSizes();
  const steps = integerArgument(op, "total_length", args[2] ?? sizes.length);
  if (steps < sizes.length) throw errors.totalLengthTooSmall(steps, sizes.length);
  const padded = unpacked(sequence.data, sizes, steps, value);
  const output = batchFirst ? padded.transpose(0, 1) : padded;
  const lengths = as_tensor(
    Array.from({ length: sizes[0] }, (_, i) => sizes.filter((size) => size > i).length),
    int64,
  );
  const { unsorted_indices } = sequence;
  if (unsorted_indices === null) return [output, lengths];
  return [output.index_select(batchFirst ? 0 : 1, unsorted_indices), lengths.index(unsorted_indices)];
}

/** Writes all steps that the same sequences have at once. */
function unpacked(data: Tensor, sizes: readonly number[], steps: number, value: number): Tensor {
  const inner = data.shape.slice(1);
  const output = data.new_full([steps, sizes[0]!, ...inner], value);
  let first = 0;
  let start = 0;
  while (first < sizes.length) {
    const size = sizes[first]!;
    const next = sizes.findIndex((other, step) => step > first && other !== size);
    const count = (next < 0 ? sizes.length : next) - first;
    const rows = data.narrow(0, start, count * size).view(count, size, ...inner);
    output.narrow(0, first, count).narrow(1, 0, size).copy_(rows);
    first += count;
    start += count * size;
  }
  return output;
}

/**
 * The sequences as a list, in the order they had before they were packed.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpack_sequence.html
 */
export function unpack_sequence(packed_sequences: PackedSequence): Tensor[] {
  const named = byName(unpack_sequence, "unpack_sequence(packed_sequences)", arguments);
  if (named !== null) return named.result;
  const [padded, lengths] = pad_packed_sequence(packed_sequences, true);
  return unpad_sequence(padded, lengths, true);
}
