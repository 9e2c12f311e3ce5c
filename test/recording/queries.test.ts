import assert from "node:assert/strict";
import type { FileEntry } from "../../src/protocol/entry.js";
import { readLines } from "../../src/recording/consoleStore.js";
import { gradientNorms } from "../../src/recording/gradientNorms.js";
import { backwardSites, lossSeries, readPass, readTopology } from "../../src/recording/queries.js";
import { fold, line, plenty, range, squarePasses, squareTopology } from "./batches.js";

describe("the loss over the passes", () => {
  it("has one bucket for each pass where there is room", () => {
    const recording = fold([[squareTopology(0), squarePasses(0, 0, 4)]]);
    assert.deepEqual(lossSeries(recording, 0, 10, 100), {
      first: [0, 1, 2, 3],
      min: [0, 1, 2, 3],
      max: [0, 1, 2, 3],
      nonFinite: [0, 0, 0, 0],
      nonFiniteGradients: [0, 0, 0, 0],
      failed: [0, 0, 0, 0],
    });
  });

  it("leaves out the losses of passes that failed, and counts these", () => {
    const recording = fold([[squareTopology(0), squarePasses(0, 0, 6, [], 1, [0, 1, 3])]]);
    const { min, max, nonFinite, failed } = lossSeries(recording, 0, 6, 3);
    assert.deepEqual(
      { min, max, nonFinite, failed },
      { min: [NaN, 2, 4], max: [NaN, 2, 5], nonFinite: [0, 0, 0], failed: [2, 1, 0] },
    );
  });

  it("has the least and greatest loss of each bucket otherwise", () => {
    const recording = fold([[squareTopology(0), squarePasses(0, 0, 10)]]);
    const { first, min, max } = lossSeries(recording, 0, 10, 3);
    assert.deepEqual({ first, min, max }, { first: [0, 4, 7], min: [0, 4, 7], max: [3, 6, 9] });
  });

  it("counts the passes with a gradient that is not finite, kept in full or thinned", () => {
    const broken = [0, 72, 1_984];
    const batches = [[squareTopology(0)], ...[0, 1_000].map((first) => [squarePasses(0, first, 1_000, broken)])];
    for (const budget of [plenty, 60_000]) {
      const recording = fold(batches, budget);
      assert.deepEqual(lossSeries(recording, 0, 2_000, 4).nonFiniteGradients, [2, 0, 0, 1]);
    }
    assert.equal(readPass(fold(batches, 60_000), 72).kind, "thinned");
  });

  it("is that of one place alone where two take turns, in the same buckets", () => {
    const sites = [4, 7].map((id) => ({ id, range }));
    const file: FileEntry = { kind: "file", file: "/a.ts", sites, bindings: [], watches: [] };
    const turns = [0, 1, 2, 3].map((pass) => squarePasses(0, pass, 1, [3], pass % 2 === 0 ? 4 : 7));
    const recording = fold([[file, squareTopology(0)], turns]);
    const of = (call: number | null) => lossSeries(recording, 0, 4, 2, call);
    assert.deepEqual(
      [of(null).min, of(null).max],
      [
        [0, 2],
        [1, 3],
      ],
    );
    assert.deepEqual(
      [of(0).first, of(0).min, of(0).max, of(0).nonFiniteGradients],
      [
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 0],
      ],
    );
    assert.deepEqual(
      [of(1).first, of(1).min, of(1).max, of(1).nonFiniteGradients],
      [
        [0, 2],
        [1, 3],
        [1, 3],
        [0, 1],
      ],
    );
    assert.deepEqual(of(2).min, [NaN, NaN]);
  });
});

const recording = fold([[squareTopology(0), squarePasses(0, 0, 10), line("a"), line("b")]]);
const nonsense = [NaN, -1, 0.5, -0.5, 10, 1e9, 2 ** 32, Infinity, -Infinity];

describe("what is read of a pass", () => {
  it("has the op's attributes in its topology, and its scalars in each pass", () => {
    assert.deepEqual(
      readTopology(recording, 0)!.nodes.map(({ attributes }) => attributes),
      [{}, { alpha: 1 }],
    );
    const pass = readPass(recording, 3);
    assert.deepEqual(pass.kind === "full" && pass.tensors.map(({ scalars }) => scalars), [[], [2]]);
  });
});

describe("a pass that failed", () => {
  const file: FileEntry = { kind: "file", file: "/a.ts", sites: [{ id: 4, range }], bindings: [], watches: [] };
  const batches = [
    [file, squareTopology(0), squarePasses(0, 0, 2_000, [], 4, [0, 72])],
    [squarePasses(0, 2_000, 2, [], 4, [2_000, 2_001])],
  ];

  it("is counted where backward was called, and leaves the last loss as it was", () => {
    const recording = fold(batches);
    assert.deepEqual(backwardSites(recording), [
      { site: { file: "/a.ts", ...range }, passes: 2_002, failed: 4, lastPass: 2_001, lastLoss: 1_999 },
    ]);
    assert.equal(recording.lastLoss, 1_999);
    assert.equal(fold([batches[0]!.slice(0, 2), [squarePasses(0, 0, 1, [], 4, [0])]]).lastLoss, null);
  });

  it("says so, kept in full or thinned", () => {
    for (const [budget, kind] of [
      [plenty, "full"],
      [60_000, "thinned"],
    ] as const) {
      const recording = fold(batches, budget);
      for (const index of [72, 88]) {
        const pass = readPass(recording, index);
        assert.ok(pass.kind !== "gone");
        assert.deepEqual([pass.kind, pass.failed, pass.loss], [kind, index === 72, index]);
      }
    }
  });
});

describe("a question about what is not there", () => {
  for (const x of nonsense) {
    it(`gets no pass, topology or norms for ${String(x)}`, () => {
      assert.deepEqual(readPass(recording, x), { kind: "gone", index: x });
      assert.equal(readTopology(recording, x), null);
      assert.deepEqual(gradientNorms(recording, x, 10), { passes: [], norms: [], nonFinite: [] });
    });
  }

  const series: readonly (readonly [from: number, to: number, points: number, first: readonly number[]])[] = [
    [8, 3, 10, []],
    [-5, 3, -1, []],
    [0, 10, 0, []],
    [0, 10, 0.5, []],
    [0, 10, NaN, []],
    [0, 10, -Infinity, []],
    [NaN, 10, 5, []],
    [0, NaN, 5, []],
    [10, 20, 5, []],
    [Infinity, Infinity, 5, []],
    [-Infinity, Infinity, 2, [0, 5]],
    [0, 10, 2.9, [0, 5]],
    [0.5, 2.5, 10, [1, 2]],
    [-0.5, 0.5, 10, [0]],
    [7, 1e9, 1e9, [7, 8, 9]],
    [7, 10, Infinity, [7, 8, 9]],
  ];
  for (const [from, to, points, first] of series) {
    it(`gets the losses from ${from} to ${to} at ${points} points as those that there are`, () => {
      const { min, max, nonFinite, nonFiniteGradients, failed, ...rest } = lossSeries(recording, from, to, points);
      assert.deepEqual(rest, { first });
      for (const list of [min, max, nonFinite, nonFiniteGradients, failed]) assert.equal(list.length, first.length);
      assert.ok([...min, ...max].every(Number.isFinite));
    });
  }

  const norms: readonly (readonly [points: number, passes: number])[] = [
    [NaN, 0],
    [-1, 0],
    [0.9, 0],
    [1.9, 1],
    [2.9, 2],
    [1e9, 10],
    [Infinity, 10],
  ];
  for (const [points, count] of norms) {
    it(`gets the norms at ${points} points as ${count}`, () => {
      const answer = gradientNorms(recording, 0, points);
      assert.equal(answer.passes.length, count);
      for (const list of [...answer.norms, ...answer.nonFinite]) assert.equal(list.length, count);
    });
  }

  const lines: readonly (readonly [from: number, first: number, text: string])[] = [
    [NaN, 0, "ab"],
    [-3, 0, "ab"],
    [-Infinity, 0, "ab"],
    [0.5, 1, "b"],
    [2, 2, ""],
    [1e9, 2, ""],
    [Infinity, 2, ""],
  ];
  for (const [from, first, text] of lines) {
    it(`gets the lines from ${from} as those from ${first} on`, () => {
      const answer = readLines(recording.console, from);
      assert.deepEqual(
        [answer.first, answer.lines.map((each) => each.text).join(""), answer.dropped],
        [first, text, 0],
      );
    });
  }
});
