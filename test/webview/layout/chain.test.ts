import assert from "node:assert/strict";
import { chain } from "../../../webview/graph/layout/chain.js";
import { rank } from "../../../webview/graph/layout/rank.js";
import { chainRule, graphOf, ladder, random, unrolled } from "./graphs.js";

describe("chain", () => {
  it("gives an edge one bend for each layer that it passes", () => {
    const layered = chain(
      graphOf(4, [
        [0, 1],
        [1, 2],
        [2, 3],
        [0, 3],
      ]),
      Int32Array.of(0, 1, 2, 3),
    );
    assert.equal(layered.vertexCount, 6);
    assert.deepEqual([...layered.layer], [0, 1, 2, 3, 1, 2]);
    assert.deepEqual([...layered.segmentSource], [0, 4, 0, 1, 2, 5]);
    assert.deepEqual([...layered.segmentTarget], [4, 5, 1, 2, 3, 3]);
  });

  it("joins only neighbouring layers", () => {
    for (const graph of [chainRule, random(300, 40, 3), unrolled(200)]) {
      const { layer, segmentSource, segmentTarget } = chain(graph, rank(graph));
      segmentSource.forEach((v, i) => assert.equal(layer[segmentTarget[i]!]! - layer[v]!, 1));
    }
  });

  it("lets a weight that 1,000 steps share run beside them on one line of bends", () => {
    const graph = unrolled(1000);
    const layered = chain(graph, rank(graph));
    assert.equal(layered.longestSpan, layered.layerCount);
    assert.ok(layered.vertexCount < graph.count + layered.layerCount);
  });

  it("spends a bounded number of bends where many edges are long, the shorter edges first", () => {
    const graph = ladder(200);
    const layered = chain(graph, rank(graph));
    assert.ok(layered.vertexCount <= 4 * (graph.count + graph.source.length));
    assert.ok(layered.longestSpan > 1 && layered.longestSpan < layered.layerCount);
  });

  it("draws every edge of a small graph in full", () => {
    const layered = chain(chainRule, rank(chainRule));
    assert.equal(layered.longestSpan, layered.layerCount);
  });
});
