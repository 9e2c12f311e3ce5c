import { booleanArgument } from "../../../arguments.js";
import { byName } from "../../../callByName.js";
import * as errors from "../../../errors.js";
import { numberArgument, tensorArgument } from "../../../ops/operands.js";
import { arange } from "../../../ranges.js";
import { isTensor } from "../../../tensorFactory.js";
import type { Tensor } from "../../../tensor.js";

export interface PadOptions {
  /** Whether the result is [batch, steps, *] instead of [steps, batch, *]. */
  readonly batch_first?: boolean;
  /** What fills the shorter sequences up; 0 unless given. */
  readonly padding_value?: number;
  /** On which side they are filled up; "right" unless given. */
  readonly padding_side?: "left" | "right";
}

/**
 * Sequences of shapes [L, *] beside each other, filled up to the length of the longest: [T, batch, *], or with batch_first
 * [batch, T, *], in the dtype of the first. Throws for none and for sizes that differ in other dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_sequence.html
 */
export function pad_sequence(
  sequences: Iterable<Tensor>,
  batch_first?: boolean | PadOptions,
  padding_value?: number | PadOptions,
  padding_side?: "left" | "right" | PadOptions,
): Tensor;
export function pad_sequence(sequences: unknown, ...args: unknown[]): Tensor {
  const named = byName(pad_sequence, "pad_sequence(sequences, batch_first, padding_value, padding_side)", arguments);
  if (named !== null) return named.result;
  const [batch_first, padding_value = 0, padding_side = "right"] = args;
  const list = sequencesOf(sequences);
  const [sample] = list;
  const batchFirst = booleanArgument("pad_sequence", "batch_first", batch_first, false);
  const value = numberArgument("pad_sequence", "padding_value", padding_value);
  if (sample === undefined) throw errors.noSequences();
  if (padding_side !== "left" && padding_side !== "right") throw errors.paddingSide(padding_side);
  if (sample.ndim === 0) throw errors.sequenceOfScalar();
  const longest = Math.max(...list.map((sequence) => sequence.size(0)));
  const outer = batchFirst ? [list.length, longest] : [longest, list.length];
  const output = sample.new_full([...outer, ...sample.shape.slice(1)], value);
  list.forEach((sequence, i) => {
    const length = sequence.shape[0]!;
    const start = padding_side === "left" ? longest - length : 0;
    const place = batchFirst
      ? output.select(0, i).narrow(0, start, length)
      : output.narrow(0, start, length).select(1, i);
    place.copy_(sequence);
  });
  return output;
}

/**
 * The sequences of given lengths that `pad_sequence` put beside each other, without what fills them up. As in PyTorch,
 * [steps, batch, *] is transposed in place. Throws unless there is one length for each.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpad_sequence.html
 */
export function unpad_sequence(
  padded_sequences: Tensor,
  lengths: Tensor,
  batch_first?: boolean | { readonly batch_first?: boolean },
): Tensor[];
export function unpad_sequence(padded_sequences: Tensor, lengths: unknown, batch_first?: unknown): Tensor[] {
  const named = byName(unpad_sequence, "unpad_sequence(padded_sequences, lengths, batch_first)", arguments);
  if (named !== null) return named.result;
  const padded = tensorArgument("unpad_sequence", "padded_sequences", padded_sequences);
  const sizes = tensorArgument("unpad_sequence", "lengths", lengths);
  if (!booleanArgument("unpad_sequence", "batch_first", batch_first, false)) padded.transpose_(0, 1);
  if (padded.ndim < 2) throw errors.tupleIndexOutOfRange();
  const [count, steps] = padded.shape as [number, number];
  if (sizes.size(0) !== count) throw errors.lengthsOfOtherCount(sizes.size(0), count);
  const places = arange(steps);
  const ends = sizes.unbind(0);
  return padded.unbind(0).map((sequence, i) => sequence.index(places.lt(ends[i]!)));
}

function sequencesOf(given: unknown): readonly Tensor[] {
  if (isTensor(given)) return given.unbind(0);
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given))
    throw errors.sequencesNotIterable(given);
  return [...(given as Iterable<unknown>)].map((sequence, i) => {
    if (!isTensor(sequence)) throw errors.notATensorInList(i, sequence);
    return sequence;
  });
}
