import { integerArgument, integersArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { bool } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { ctcLossOf, type Labels } from "../../ops/ctcLoss.js";
import type { Reduction } from "../../ops/classLosses.js";
import { where } from "../../ops/comparisons.js";
import { tensorArgument } from "../../ops/operands.js";
import { emptyTensor, isTensor, zeroOf } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments } from "./givenArguments.js";
import { reducedLosses, reductionArgument, type ReductionOption } from "./reduction.js";

export interface CtcLossOptions extends ReductionOption {
  /** The label that stands for none; 0 unless given. */
  readonly blank?: number;
  /** Whether a loss that is infinite, of targets too long for their input, counts as 0; false unless given. */
  readonly zero_infinity?: boolean;
}

/** A length for each sample. */
export type Lengths = Tensor | readonly number[];

/**
 * Connectionist temporal classification of log probabilities [t, n, c], or [t, c] of one sample, from targets [n, s], or all of
 * them one after the other, of which the lengths count; by default the losses by their target's length, then the mean. Throws
 * for other shapes, lengths and labels; there is no second derivative.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html
 */
export function ctc_loss(
  log_probs: Tensor,
  targets: Tensor,
  input_lengths: Lengths,
  target_lengths: Lengths,
  blank?: number | CtcLossOptions,
  reduction?: Reduction | CtcLossOptions,
  zero_infinity?: boolean | CtcLossOptions,
): Tensor;
export function ctc_loss(
  log_probs: Tensor,
  targets: Tensor,
  input_lengths: Lengths,
  target_lengths: Lengths,
  ...args: unknown[]
): Tensor {
  const named = byName(
    ctc_loss,
    "ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "ctc_loss";
  const given = givenArguments(op, ["blank", "reduction", "zero_infinity"], args);
  const reduction = reductionArgument(given.value("reduction"));
  const [probabilities, labels] = [tensorArgument(op, "log_probs", log_probs), tensorArgument(op, "targets", targets)];
  const zero_infinity = given.flag("zero_infinity", false);
  const none = integerArgument(op, "blank", given.value("blank"), 0);
  return calledWith([probabilities, labels, input_lengths, target_lengths], () => {
    if (isTensor(input_lengths) !== isTensor(target_lengths))
      throw errors.wrongArgument(
        op,
        "target_lengths",
        isTensor(input_lengths) ? "Tensor" : "tuple of ints",
        target_lengths,
      );
    const lengths = lengthsArgument("input_lengths", input_lengths);
    const counts = lengthsArgument("target_lengths", target_lengths);
    const isBatch = probabilities.ndim === 3;
    const x = isBatch ? probabilities : probabilities.unsqueeze(1);
    const samples = samplesOf(x, labels, lengths, counts, none);
    const losses = ctcLossOf(x, labels, { samples, blank: none, zero_infinity });
    const finite = zero_infinity ? where(losses.eq(Infinity), zeroOf(x), losses) : losses;
    if (reduction === "none") return isBatch ? finite : finite.squeeze(0);
    return reduction === "mean" ? finite.div(divisors(counts, x)).mean() : reducedLosses(finite, reduction);
  });
}

function lengthsArgument(name: string, lengths: unknown): readonly number[] {
  if (!isTensor(lengths)) return integersArgument("ctc_loss", name, lengths);
  if (lengths.dtype.is_floating_point || lengths.dtype === bool) throw about(errors.ctcIntegral(name), lengths);
  return elements(lengths);
}

/** Refuses what does not fit, and gives each sample its labels. */
function samplesOf(
  x: Tensor,
  targets: Tensor,
  lengths: readonly number[],
  counts: readonly number[],
  blank: number,
): readonly Labels[] {
  checkInput(x, targets, blank);
  const [times, batch, classes] = x.shape as [number, number, number];
  if (lengths.length !== batch) throw errors.ctcBatch("input_lengths");
  if (counts.length !== batch) throw errors.ctcBatch("target_lengths");
  const starts = startsOf(targets, counts);
  checkLengths(lengths, times);
  const numbers = elements(targets).map(Math.trunc);
  const samples = lengths.map((length, i) => ({ length, labels: numbers.slice(starts[i], starts[i]! + counts[i]!) }));
  const wrong = samples.flatMap(({ labels }) => labels).find((label) => !(label >= 0 && label < classes));
  if (wrong !== undefined) throw about(errors.ctcLabel(wrong, classes), targets);
  return samples;
}

function checkInput(x: Tensor, targets: Tensor, blank: number): void {
  if (!x.dtype.is_floating_point) throw about(errors.notImplementedFor("ctc_loss_cpu", x.dtype.label), x);
  if (x.numel() === 0) throw about(errors.ctcEmpty(), x);
  if (x.ndim !== 3) throw about(errors.ctcRank(x.ndim), x);
  if (targets.ndim < 1 || targets.ndim > 2) throw about(errors.ctcTargetRank(targets.ndim), targets);
  if (blank < 0 || blank >= x.shape[2]!) throw errors.ctcBlank();
}

function checkLengths(lengths: readonly number[], times: number): void {
  const negative = lengths.find((length) => length < 0);
  if (negative !== undefined) throw errors.ctcLength("input_lengths", "least", 0, negative);
  const long = lengths.find((length) => length > times);
  if (long !== undefined) throw errors.ctcLength("input_lengths", "most", times, long);
}

/** Where each sample's labels begin. */
function startsOf(targets: Tensor, counts: readonly number[]): readonly number[] {
  const negative = counts.find((count) => count < 0);
  if (negative !== undefined) throw errors.ctcLength("target_lengths", "least", 0, negative);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (targets.ndim === 1) {
    const size = targets.shape[0]!;
    if (size !== total) throw about(errors.ctcTargetSize(total, 0, size, false), targets);
    return counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0));
  }
  const [rows, width] = targets.shape as [number, number];
  if (rows !== counts.length) throw about(errors.ctcTargetSize(counts.length, 0, rows, false), targets);
  const longest = Math.max(...counts);
  if (width < longest) throw about(errors.ctcTargetSize(longest, 1, width, true), targets);
  return counts.map((_, i) => i * width);
}

/** The targets' lengths, at least 1. */
function divisors(counts: readonly number[], { dtype }: Tensor): Tensor {
  const lengths = emptyTensor([counts.length], dtype);
  counts.forEach((count, i) => {
    lengths.storage.write(i, Math.max(count, 1));
  });
  return lengths;
}
