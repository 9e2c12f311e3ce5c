import type { Batch, Entry, NodeEntry, PassesEntry, TopologyEntry } from "../../src/protocol/entry.js";
import { encodePass } from "../../src/protocol/passBytes.js";
import { emptyRecording, type Recording } from "../../src/recording/recording.js";
import { reduce } from "../../src/recording/reduce.js";

/** A topology of one leaf `w` and its square. */
export function squareTopology(id: number): TopologyEntry {
  const firstNode = 2 * id + 1;
  return {
    kind: "topology",
    id,
    nodes: [
      leaf(firstNode),
      { ...leaf(firstNode + 1), op: "PowBackward0", inputs: [firstNode], attributes: { alpha: 1 }, scalars: 1 },
    ],
  };
}

function leaf(id: number): NodeEntry {
  return {
    id,
    op: "AccumulateGrad",
    inputs: [],
    attributes: {},
    scalars: 0,
    shape: [],
    dtype: "float32",
    requires_grad: true,
    site: null,
    bindings: [],
    path: null,
    module: null,
  };
}

/**
 * `count` passes from number `first` on, whose loss is their number; the leaf's gradient is NaN in those of `broken`, and
 * those of `failed` did not get that far.
 */
export function squarePasses(
  topology: number,
  first: number,
  count: number,
  broken: readonly number[] = [],
  site = 1,
  failed: readonly number[] = [],
): PassesEntry {
  const { nodes } = squareTopology(topology);
  const passes = Array.from({ length: count }, (_, i) =>
    encodePass(nodes, {
      topology,
      site,
      loss: first + i,
      failed: failed.includes(first + i),
      scalars: [2],
      value: [Float64Array.of(first + i), Float64Array.of((first + i) ** 2)],
      grad: [
        failed.includes(first + i) ? null : Float64Array.of(broken.includes(first + i) ? NaN : 2 * (first + i)),
        Float64Array.of(1),
      ],
      accumulated: [Float64Array.of(2 * (first + i)), null],
    }),
  );
  const offsets = new Uint32Array(count + 1);
  passes.forEach((pass, i) => (offsets[i + 1] = offsets[i]! + pass.length));
  const bytes = new Uint8Array(offsets.at(-1)!);
  passes.forEach((pass, i) => bytes.set(pass, offsets[i]));
  return { kind: "passes", first, offsets, bytes };
}

export function line(text: string): Entry {
  return { kind: "console", stream: "stdout", text };
}

export const range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** More bytes than any test records. */
export const plenty = 2 ** 28;

export function fold(batches: readonly Batch[], budget = plenty): Recording {
  return batches.reduce(reduce, emptyRecording(budget));
}

/** Passes of topology 0. */
export function passesInBatches(total: number, perBatch: number): readonly Batch[] {
  return Array.from({ length: Math.ceil(total / perBatch) }, (_, i) => [
    squarePasses(0, i * perBatch, Math.min(perBatch, total - i * perBatch)),
  ]);
}
