import { stack } from "../../ops/indexing.js";
import { cat } from "../../ops/join.js";
import type { Tensor } from "../../tensor.js";
import { dropout } from "../functional/dropout.js";
import { cells, type CellName, type RecurrentWeights, type State } from "./cells.js";
import { pass, type Steps } from "./directions.js";

export interface Layers {
  readonly cell: CellName;
  /** Of each layer in turn: those of its one direction, or of the forward and the reverse one. */
  readonly weights: readonly (readonly RecurrentWeights[])[];
  /** With which probability an element of what one layer gives to the next becomes 0. */
  readonly dropout: number;
}

interface Result {
  readonly outputs: Tensor;
  readonly last: State;
}

/**
 * Layers of which each runs over what the one before gave; the directions of a layer stand beside each other in the last
 * dimension. States have a first dimension for layers and, within them, directions.
 */
export function runLayers(steps: Steps, initial: State, { cell, weights, dropout: p }: Layers): Result {
  const states = initial.map((part) => part.unbind(0));
  const last: State[] = [];
  let { data } = steps;
  weights.forEach((directions, layer) => {
    const outputs = directions.map((own, direction) => {
      const [h, ...c] = states.map((parts) => parts[last.length]!);
      const passed = pass({ ...steps, data }, [h!, ...c], {
        cell: cells[cell].step,
        weights: own,
        reverse: direction === 1,
      });
      last.push(passed.last);
      return passed.outputs;
    });
    data = outputs.length === 1 ? outputs[0]! : cat(outputs, -1);
    if (layer < weights.length - 1) data = dropout(data, p);
  });
  const [h, ...c] = initial.map((_, part) => stack(last.map((state) => state[part]!)));
  return { outputs: data, last: [h!, ...c] };
}
