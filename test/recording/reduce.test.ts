import assert from "node:assert/strict";
import fc from "fast-check";
import type { Batch, Entry, FileEntry } from "../../src/protocol/entry.js";
import { readFile, readPass, readTopology } from "../../src/recording/queries.js";
import { readLines } from "../../src/recording/consoleStore.js";
import type { Recording } from "../../src/recording/recording.js";
import { reduce } from "../../src/recording/reduce.js";
import { topologyLimits } from "../../src/protocol/topologyLimits.js";
import { fold, line, passesInBatches, range, squarePasses, squareTopology } from "./batches.js";

describe("reduce", () => {
  it("leaves the recording that went in as it was", () => {
    const before = fold([[squareTopology(0), squarePasses(0, 0, 3), line("a")]]);
    const snapshot = structuredClone(before);
    reduce(before, [
      squareTopology(1),
      squarePasses(1, 3, 5),
      line("b"),
      { kind: "bound", topology: 0, node: 1, binding: 4, holds: true },
    ]);
    assert.deepEqual(before, snapshot);
  });

  it("gives the same for all batches as for a snapshot and the rest", () => {
    const entry = fc.constantFrom<(first: number) => Entry>(
      (first) => squarePasses(0, first, 4),
      (first) => squarePasses(0, first, 4, [first + 1]),
      () => line("x"),
      () => ({ kind: "bound", topology: 0, node: 2, binding: 3, holds: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 3 }), { maxLength: 12 }), fc.nat(12), (makers, cut) => {
        let passes = 0;
        const batches: Batch[] = makers.map((batch) =>
          batch.map((make) => {
            const made = make(passes);
            if (made.kind === "passes") passes += 4;
            return made;
          }),
        );
        batches.unshift([squareTopology(0)]);
        const budget = 2_000;
        const snapshot = structuredClone(fold(batches.slice(0, cut), budget));
        assert.deepEqual(batches.slice(cut).reduce(reduce, snapshot), fold(batches, budget));
      }),
    );
  });

  it("finds every pass, however they were batched", () => {
    for (const perBatch of [1, 3, 100]) {
      const recording = fold([[squareTopology(0)], ...passesInBatches(100, perBatch)]);
      for (let k = 0; k < 100; k++) {
        const pass = readPass(recording, k);
        assert.equal(pass.kind === "full" && pass.tensors[1]!.value!.data![0], k ** 2);
      }
      assert.deepEqual(readPass(recording, 100), { kind: "gone", index: 100 });
    }
  });

  it("has few pages also for passes that arrive one by one", () => {
    const recording = fold([[squareTopology(0)], ...passesInBatches(5_000, 1)]);
    assert.ok(recording.passes.pages.length < 20, String(recording.passes.pages.length));
  });

  it("keeps within its budget, the newest passes in full and the old ones evenly thinned", () => {
    const budget = 200_000;
    let recording = fold([[squareTopology(0)]], budget);
    for (const batch of passesInBatches(50_000, 500)) {
      recording = reduce(recording, batch);
      assert.ok(recording.passes.byteLength <= budget);
    }
    assert.equal(recording.passes.total, 50_000);
    assert.equal(readPass(recording, 49_999).kind, "full");
    const kept = Array.from({ length: 50_000 }, (_, k) => readPass(recording, k)).filter(({ kind }) => kind !== "gone");
    const gaps = kept.slice(1).map((pass, i) => pass.index - kept[i]!.index);
    assert.ok(kept[0]!.index < 100 && Math.max(...gaps) <= 1_000, `largest gap ${String(Math.max(...gaps))}`);
    const thinned = kept.find((pass) => pass.kind === "thinned");
    assert.ok(thinned);
    assert.deepEqual(thinned.tensors, [
      { node: 1, valueNorm: thinned.index, gradNorm: 2 * thinned.index, gradNonFinite: 0 },
      { node: 2, valueNorm: thinned.index ** 2, gradNorm: 1, gradNonFinite: 0 },
    ]);
    assert.equal(thinned.loss, thinned.index);
  });

  it("drops the topologies that were used longest ago, and keeps the norms of their passes", () => {
    const entries: Entry[] = [];
    for (let id = 0; id < 1_001; id++) entries.push(squareTopology(id), squarePasses(id, id, 1));
    const recording = fold([entries]);
    assert.equal(recording.topologies.size, 900);
    assert.equal(readTopology(recording, 0), null);
    const pass = readPass(recording, 7);
    assert.deepEqual(pass, {
      kind: "thinned",
      index: 7,
      topology: null,
      loss: 7,
      failed: false,
      site: null,
      tensors: [
        { node: 15, valueNorm: 7, gradNorm: 14, gradNonFinite: 0 },
        { node: 16, valueNorm: 49, gradNorm: 1, gradNonFinite: 0 },
      ],
    });
    assert.equal(readPass(recording, 1_000).kind, "full");
  });

  it("drops large topologies sooner, and keeps the newest however large it is", () => {
    const large = (id: number, count: number): Entry => {
      const [leaf] = squareTopology(0).nodes;
      return { kind: "topology", id, nodes: Array.from({ length: count }, (_, i) => ({ ...leaf!, id: 1e6 * id + i })) };
    };
    const sizes = (recording: Recording): number[] => [...recording.topologies.keys()];
    const before = fold([[large(1, 100_000), large(2, 100_000), large(3, 50_000)]]);
    assert.deepEqual(sizes(before), [1, 2, 3]);
    assert.deepEqual(sizes(reduce(before, [large(4, 60_000)])), [2, 3, 4]);
    assert.deepEqual(sizes(reduce(before, [large(4, 400_000)])), [4]);
  });

  it("keeps every topology that the recorder can still know", () => {
    const { recorder, recording } = topologyLimits;
    assert.ok(recorder.topologies <= 0.9 * recording.topologies && recorder.nodes <= 0.9 * recording.nodes);
  });

  it("keeps the first 1,000 and the last 10,000 lines and counts the others", () => {
    const batches = Array.from({ length: 130 }, (_, i) =>
      Array.from({ length: 100 }, (_, k) => line(String(100 * i + k))),
    );
    const { console } = fold(batches);
    const head = readLines(console, 0);
    assert.deepEqual([head.first, head.lines.length, head.dropped], [0, 1_000, 0]);
    const tail = readLines(console, 1_000);
    assert.deepEqual([tail.first, tail.lines.length, tail.dropped], [3_000, 10_000, 2_000]);
    assert.equal(tail.lines.at(-1)!.text, "12999");
    assert.deepEqual(readLines(console, 12_999).lines, [{ stream: "stdout", text: "12999" }]);
  });

  it("names a tensor by its path, then by its variables, and by a parameter only for want of others", () => {
    const file: FileEntry = {
      kind: "file",
      file: "/a.ts",
      sites: [{ id: 2, range }],
      bindings: [
        { id: 5, name: "x", kind: "parameter", range, uses: [range] },
        { id: 9, name: "w", kind: "variable", range, uses: [range] },
      ],
      watches: [],
    };
    const topology = squareTopology(0);
    const bound: Entry[] = [
      { kind: "bound", topology: 0, node: 1, binding: 5, holds: true },
      { kind: "bound", topology: 0, node: 1, binding: 9, holds: true },
      { kind: "bound", topology: 0, node: 1, binding: 9, holds: true },
    ];
    const recording = fold([[file, topology, ...bound]]);
    const node = readTopology(recording, 0)!.nodes[0]!;
    assert.deepEqual([node.name, node.aliases, node.bindings], ["w", ["x"], [5, 9]]);
    assert.deepEqual(readFile(recording, "/a.ts"), { file: file.file, bindings: file.bindings, watches: [] });
    assert.equal(readFile(recording, "/b.ts"), null);
  });
});

describe("a name that several nodes had", () => {
  const bound = (node: number | null, holds: boolean): Entry => ({
    kind: "bound",
    topology: 0,
    node,
    binding: 5,
    holds,
  });
  const rows: readonly (readonly [what: string, entries: readonly Entry[], standsFor: readonly number[]])[] = [
    ["stands for the last one that it was bound to", [bound(2, true), bound(1, true)], [1]],
    ["keeps standing for the one that is known to hold it", [bound(1, true), bound(2, false)], [1]],
    ["stands for the one that comes to hold it", [bound(1, true), bound(2, true), bound(1, true)], [1]],
    ["stands for none once that changes from pass to pass", [bound(1, true), bound(null, true), bound(2, false)], []],
  ];
  for (const [what, entries, standsFor] of rows) {
    it(what, () => {
      const { nodes } = readTopology(fold([[squareTopology(0), ...entries]]), 0)!;
      assert.deepEqual(
        nodes.filter(({ bindings }) => bindings.includes(5)).map(({ id }) => id),
        standsFor,
      );
    });
  }
});
