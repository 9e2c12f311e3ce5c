import { denseNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** The labels of one sample, and how much of its log probabilities counts. */
export interface Labelling {
  readonly labels: readonly number[];
  readonly length: number;
}

/** The log probabilities of one sample: at(t, label). */
type LogProbabilities = (t: number, label: number) => number;

/**
 * Connectionist temporal classification (Graves et al. 2006, https://www.cs.toronto.edu/~graves/icml_2006.pdf): the labels,
 * with blanks put between and around them, are the states that a path goes through, staying in one or stepping on, past a
 * blank where the labels differ. alpha[t][s] is the log probability of all paths' beginnings that are in state s at t,
 * beta[t][s] that of their ends from there on.
 */
export function ctcLosses(logProbabilities: View, samples: readonly Labelling[], blank: number): Float64Array {
  return Float64Array.from(samples, (sample, batch) => {
    const at = reader(logProbabilities, batch);
    return lossOf(forwardVariables(at, statesOf(sample, blank), sample.length));
  });
}

/**
 * The gradients of the losses with respect to the log probabilities [times, samples, labels], as if these were made by
 * log_softmax: exp(log p) less the share of all paths that have the label at the time. 0 after a sample's length.
 */
export function ctcGradients(
  logProbabilities: View,
  samples: readonly Labelling[],
  blank: number,
  zeroInfinity: boolean,
): Float64Array {
  const [times, batches, classes] = logProbabilities.shape as readonly [number, number, number];
  const gradients = new Float64Array(times * batches * classes);
  samples.forEach((sample, batch) => {
    const at = reader(logProbabilities, batch);
    const states = statesOf(sample, blank);
    const alpha = forwardVariables(at, states, sample.length);
    const loss = lossOf(alpha);
    if (zeroInfinity && loss === Infinity) return;
    const beta = backwardVariables(at, states, sample.length);
    for (let t = 0; t < sample.length; t++) {
      const paths = new Float64Array(classes).fill(-Infinity);
      states.forEach((label, s) => {
        paths[label] = logSum([paths[label]!, alpha[t]![s]! + beta[t]![s]!]);
      });
      for (let label = 0; label < classes; label++) {
        const own = at(t, label);
        gradients[(t * batches + batch) * classes + label] = Math.exp(own) - Math.exp(paths[label]! + loss - own);
      }
    }
  });
  return gradients;
}

function reader(logProbabilities: View, batch: number): LogProbabilities {
  const [, batches, classes] = logProbabilities.shape as readonly [number, number, number];
  const numbers = denseNumbers(logProbabilities);
  return (t, label) => numbers[(t * batches + batch) * classes + label]!;
}

function statesOf({ labels }: Labelling, blank: number): readonly number[] {
  return [blank, ...labels.flatMap((label) => [label, blank])];
}

function forwardVariables(at: LogProbabilities, states: readonly number[], length: number): readonly Float64Array[] {
  const alpha: Float64Array[] = [];
  for (let t = 0; t < length; t++) {
    const before = alpha[t - 1];
    alpha.push(
      Float64Array.from(states, (label, s) => {
        if (before === undefined) return s < 2 ? at(t, label) : -Infinity;
        const skips = s >= 2 && label !== states[s - 2] && s % 2 === 1;
        return logSum([before[s]!, before[s - 1] ?? -Infinity, skips ? before[s - 2]! : -Infinity]) + at(t, label);
      }),
    );
  }
  // Without any time only no labels at all can be read.
  return length === 0 ? [Float64Array.from(states, (_, s) => (states.length === 1 && s === 0 ? 0 : -Infinity))] : alpha;
}

function backwardVariables(at: LogProbabilities, states: readonly number[], length: number): readonly Float64Array[] {
  const beta: Float64Array[] = [];
  for (let t = length - 1; t >= 0; t--) {
    const after = beta[0];
    beta.unshift(
      Float64Array.from(states, (label, s) => {
        if (after === undefined) return s >= states.length - 2 ? at(t, label) : -Infinity;
        const skips = s + 2 < states.length && label !== states[s + 2] && s % 2 === 1;
        return logSum([after[s]!, after[s + 1] ?? -Infinity, skips ? after[s + 2]! : -Infinity]) + at(t, label);
      }),
    );
  }
  return beta;
}

function lossOf(alpha: readonly Float64Array[]): number {
  const last = alpha.at(-1)!;
  return -logSum([last.at(-1)!, last.at(-2) ?? -Infinity]);
}

function logSum(values: readonly number[]): number {
  const greatest = Math.max(...values);
  if (greatest === -Infinity) return -Infinity;
  return Math.log(values.reduce((total, value) => total + Math.exp(value - greatest), 0)) + greatest;
}
