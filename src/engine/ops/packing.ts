import type { Tensor } from "../tensor.js";
import { elementCount, type Shape } from "../shape.js";
import { call } from "./dispatch.js";
import { sample } from "./op.js";
import { taking } from "./taking.js";

/**
 * The rows of sequences that lie beside each other as [T, B, *], step by step and without those behind a sequence's end.
 * `lengths` is not increasing.
 */
export function packed(x: Tensor, lengths: readonly number[]): Tensor {
  return call(packOp, [x], { lengths });
}

/** How many sequences have each step. */
export function batchSizesOf(lengths: readonly number[]): number[] {
  return Array.from({ length: lengths[0] ?? 0 }, (_, step) => lengths.filter((length) => length > step).length);
}

/** Ops of this family. */
export default class PackingOps {
  /** @internal */
  static get ops() {
    return { _pack_padded_sequence: packOp, _pack_padded_sequence_backward: packBackwardOp };
  }
}

type Lengths = { readonly lengths: readonly number[] };

const [packOp, packBackwardOp] = taking<Lengths>({
  name: "_pack_padded_sequence",
  gradFn: "PackPaddedSequenceBackward0",
  samples: [sample([[3, 2, 2]], { attributes: { lengths: [3, 1] } })],
  transposedSamples: [sample([[4, 2]], { attributes: { lengths: [3, 1], shape: [3, 2, 2] } })],
  shape: (shape, { lengths }) => [stepsOf(shape, lengths).reduce((sum, size) => sum + size, 0), ...shape.slice(2)],
  positions(shape, { lengths }) {
    const inner = elementCount(shape.slice(2));
    const rows = stepsOf(shape, lengths).flatMap((size, step) =>
      Array.from({ length: size }, (_, i) => step * shape[1]! + i),
    );
    const positions = new Int32Array(rows.length * inner);
    rows.forEach((row, i) => {
      for (let k = 0; k < inner; k++) positions[i * inner + k] = row * inner + k;
    });
    return positions;
  },
});

/** A length beyond the padded one is told by the batch sizes, but there are no rows for it. */
function stepsOf(shape: Shape, lengths: readonly number[]): readonly number[] {
  return batchSizesOf(lengths).slice(0, shape[0]);
}
