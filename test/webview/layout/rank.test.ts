import assert from "node:assert/strict";
import { rank } from "../../../webview/graph/layout/rank.js";
import { chainRule, graphOf, line, random } from "./graphs.js";

describe("rank", () => {
  it("puts every node below all of its inputs", () => {
    for (const graph of [chainRule, line(100), random(500, 30, 5)]) {
      const layer = rank(graph);
      graph.source.forEach((source, e) => assert.ok(layer[source]! < layer[graph.target[e]!]!));
    }
  });

  it("puts a parameter, and what is made of it alone, right above its first use", () => {
    const chainWithLateWeight = graphOf(6, [
      [0, 1],
      [1, 2],
      [3, 4],
      [2, 5],
      [4, 5],
    ]);
    assert.deepEqual([...rank(chainWithLateWeight)], [0, 1, 2, 1, 2, 3]);
  });

  it("starts at 0", () => {
    assert.equal(Math.min(...rank(random(500, 30, 5))), 0);
  });
});
