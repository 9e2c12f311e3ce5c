import assert from "node:assert/strict";
import { chain } from "../../../webview/graph/layout/chain.js";
import { crossings } from "../../../webview/graph/layout/crossings.js";
import type { LayeredGraph, LayerOrder } from "../../../webview/graph/layout/layoutGraph.js";
import { neighbours } from "../../../webview/graph/layout/neighbours.js";
import { order } from "../../../webview/graph/layout/order.js";
import { rank } from "../../../webview/graph/layout/rank.js";
import { chainRule, graphOf, random, unrolled } from "./graphs.js";

const twisted = graphOf(6, [
  [0, 5],
  [1, 4],
  [2, 3],
]);

describe("order", () => {
  it("has every vertex once, in its own layer", () => {
    const layered = chain(random(300, 40, 3), rank(random(300, 40, 3)));
    const { start, items } = order(layered);
    assert.deepEqual(
      [...items].sort((a, b) => a - b),
      [...items.keys()],
    );
    for (let l = 0; l < layered.layerCount; l++) {
      for (const v of items.subarray(start[l]!, start[l + 1]!)) assert.equal(layered.layer[v], l);
    }
  });

  it("undoes every crossing of a graph that can be drawn without", () => {
    for (const graph of [twisted, chainRule]) {
      const layered = chain(graph, rank(graph));
      assert.equal(countSlowly(layered, order(layered)), 0);
    }
  });

  it("never answers more crossings than the order of creation has", () => {
    for (const graph of [random(100, 20, 1), random(100, 20, 2), unrolled(40)]) {
      const layered = chain(graph, rank(graph));
      assert.ok(countSlowly(layered, order(layered)) <= countSlowly(layered, created(layered)));
    }
  });
});

describe("crossings", () => {
  it("counts what comparing every pair of segments counts", () => {
    for (const graph of [twisted, random(60, 20, 1), random(90, 30, 2)]) {
      const layered = chain(graph, rank(graph));
      const given = created(layered);
      const below = neighbours(layered.vertexCount, layered.segmentSource, layered.segmentTarget);
      assert.equal(crossings(layered, given, positions(layered, given), below), countSlowly(layered, given));
    }
  });
});

function created({ layerCount, layer, vertexCount }: LayeredGraph): LayerOrder {
  return neighbours(
    layerCount,
    layer,
    Int32Array.from({ length: vertexCount }, (_, v) => v),
  );
}

function positions({ vertexCount, layerCount }: LayeredGraph, { start, items }: LayerOrder): Int32Array {
  const position = new Int32Array(vertexCount);
  for (let l = 0; l < layerCount; l++) {
    for (let k = start[l]!; k < start[l + 1]!; k++) position[items[k]!] = k - start[l]!;
  }
  return position;
}

function countSlowly(layered: LayeredGraph, given: LayerOrder): number {
  const position = positions(layered, given);
  const segments = Array.from(layered.segmentSource, (source, i) => ({
    layer: layered.layer[source]!,
    from: position[source]!,
    to: position[layered.segmentTarget[i]!]!,
  }));
  let count = 0;
  for (const a of segments) {
    for (const b of segments) if (a.layer === b.layer && a.from < b.from && a.to > b.to) count++;
  }
  return count;
}
