import * as errors from "../../errors.js";
import { stack } from "../../ops/indexing.js";
import { cat } from "../../ops/join.js";
import type { Tensor } from "../../tensor.js";
import { inputProducts, type Cell, type RecurrentWeights, type State } from "./cells.js";

/**
 * What a stack of layers runs over: [T, B, *], or with `batchSizes` the rows of packed sequences, those of the first step
 * before those of the second. Then fewer and fewer sequences have a next step.
 */
export interface Steps {
  readonly data: Tensor;
  readonly batchSizes: readonly number[] | null;
}

/** One direction of a layer. */
export interface Direction {
  readonly cell: Cell;
  readonly weights: RecurrentWeights;
  readonly reverse: boolean;
}

interface Passed {
  /** As the data: [T, B, *] or the rows of packed sequences. */
  readonly outputs: Tensor;
  readonly last: State;
}

/** Runs over all steps, from the last to the first where the direction is the reverse one. */
export function pass({ data, batchSizes }: Steps, initial: State, direction: Direction): Passed {
  const products = inputProducts(data, direction.weights);
  if (batchSizes === null) return passTogether(products, initial, direction);
  return direction.reverse
    ? passPackedBackwards(products, batchSizes, initial, direction)
    : passPacked(products, batchSizes, initial, direction);
}

function passTogether(products: Tensor, initial: State, { cell, weights, reverse }: Direction): Passed {
  const steps = products.unbind(0);
  if (steps.length === 0) throw errors.noSteps();
  const outputs: Tensor[] = [];
  let state = initial;
  for (const step of reverse ? steps.toReversed() : steps) {
    state = cell(step, state, weights);
    outputs.push(state[0]);
  }
  return { outputs: stack(reverse ? outputs.toReversed() : outputs), last: state };
}

/** The states of the sequences that have ended are set aside; at the end they follow those of the longest. */
function passPacked(products: Tensor, sizes: readonly number[], initial: State, direction: Direction): Passed {
  const outputs: Tensor[] = [];
  const ended: State[] = [];
  let state = initial;
  let [current] = sizes as [number];
  let start = 0;
  for (const size of sizes) {
    if (size > current) throw errors.outputShapeMismatch([current, products.shape[1]!], [size, products.shape[1]!]);
    const step = products.narrow(0, start, size);
    if (size < current) {
      ended.push(rowsOf(state, size, current));
      state = rowsOf(state, 0, size);
    }
    state = direction.cell(step, state, direction.weights);
    outputs.push(state[0]);
    current = size;
    start += size;
  }
  return { outputs: cat(outputs), last: joined([...ended, state].reverse()) };
}

/** From the last step on, which the longest sequences have alone; the others join with their initial states. */
function passPackedBackwards(products: Tensor, sizes: readonly number[], initial: State, direction: Direction): Passed {
  const outputs: Tensor[] = [];
  let current = sizes.at(-1)!;
  let state = rowsOf(initial, 0, current);
  let end = products.shape[0]!;
  for (const size of sizes.toReversed()) {
    if (size > current) state = joined([state, rowsOf(initial, current, size)]);
    end -= size;
    state = direction.cell(products.narrow(0, end, size), state, direction.weights);
    outputs.push(state[0]);
    current = size;
  }
  return { outputs: cat(outputs.reverse()), last: state };
}

function rowsOf([h, ...c]: State, start: number, end: number): State {
  const rows = (tensor: Tensor): Tensor => tensor.narrow(0, start, end - start);
  return [rows(h), ...c.map(rows)];
}

function joined(states: readonly State[]): State {
  const [h, ...c] = states[0]!.map((_, part) => cat(states.map((state) => state[part]!)));
  return [h!, ...c];
}
