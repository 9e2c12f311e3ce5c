import assert from "node:assert/strict";
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
});
