import assert from "node:assert/strict";
import fc from "fast-check";
import { gradientNorms } from "../../src/recording/gradientNorms.js";
import { readPass } from "../../src/recording/queries.js";
import { fold, passesInBatches, plenty, squarePasses, squareTopology } from "./batches.js";

describe("the gradient norms over the passes", () => {
  it("are those of every node at all passes, or at evenly spread ones, thinned or not", () => {
    const recording = fold([
      [squareTopology(0), squareTopology(1)],
      [squarePasses(0, 0, 5), squarePasses(1, 5, 2)],
    ]);
    assert.deepEqual(gradientNorms(recording, 0, 10), {
      passes: [0, 1, 2, 3, 4],
      norms: [
        [0, 2, 4, 6, 8],
        [1, 1, 1, 1, 1],
      ],
      nonFinite: [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    });
    assert.deepEqual(gradientNorms(recording, 0, 3).passes, [0, 2, 4]);
    assert.deepEqual(gradientNorms(recording, 1, 10).passes, [5, 6]);
    const thinned = fold([[squareTopology(0)], ...passesInBatches(2_000, 100)], 50_000);
    const { passes, norms } = gradientNorms(thinned, 0, 4);
    assert.deepEqual(
      norms[0],
      passes.map((pass) => 2 * pass),
    );
  });

  it("tell how many entries they leave out, also of thinned passes", () => {
    const batches = [[squareTopology(0)], [squarePasses(0, 0, 200, [68])]];
    for (const budget of [plenty, 12_000]) {
      const recording = fold(batches, budget);
      assert.equal(readPass(recording, 68).kind, budget === plenty ? "full" : "thinned");
      const { passes, norms, nonFinite } = gradientNorms(recording, 0, 256);
      const at = passes.indexOf(68);
      assert.deepEqual([norms[0]![at], norms[1]![at], nonFinite[0]![at], nonFinite[1]![at]], [NaN, 1, 1, 0]);
    }
  });

  it("show the first pass of a stretch with a gradient that is not finite, however long the run", () => {
    const recording = fold([[squareTopology(0)], [squarePasses(0, 0, 2_000, [1_237, 1_238])]]);
    const { passes, nonFinite } = gradientNorms(recording, 0, 12);
    assert.deepEqual(passes, [0, 101, 301, 500, 700, 900, 1_100, 1_237, 1_499, 1_699, 1_899, 1_999]);
    assert.deepEqual(
      nonFinite[0],
      passes.map((pass) => (pass === 1_237 ? 1 : 0)),
    );
  });

  it("are at ascending passes with both ends, as many as asked for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 2, max: 70 }),
        fc.array(fc.nat(60)),
        (n, points, broken) => {
          const { passes } = gradientNorms(fold([[squareTopology(0), squarePasses(0, 0, n, broken)]]), 0, points);
          assert.equal(passes.length, Math.min(n, points));
          assert.deepEqual([passes[0], passes.at(-1)], [0, n - 1]);
          assert.ok(passes.every((pass, i) => i === 0 || pass > passes[i - 1]!));
        },
      ),
    );
  });
});
