import assert from "node:assert/strict";
import { layout, type Layout } from "../../../webview/graph/layout/layout.js";
import type { LayoutGraph } from "../../../webview/graph/layout/layoutGraph.js";
import { chainRule, graphOf, ladder, line, random, unrolled } from "./graphs.js";

const graphs: readonly (readonly [string, LayoutGraph])[] = [
  ["(wx + b − y)²", chainRule],
  ["no nodes", graphOf(0, [])],
  ["one node", graphOf(1, [])],
  ["two unconnected nodes", graphOf(2, [])],
  [
    "x · x, two edges between the same nodes",
    graphOf(2, [
      [0, 1],
      [0, 1],
    ]),
  ],
  [
    "a diamond with a long side",
    graphOf(4, [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
    ]),
  ],
  ["200 random nodes", random(200, 12, 7)],
  ["1,000 random nodes with long edges", random(1000, 300, 11)],
  ["a weight shared by 50 steps", unrolled(50)],
  ["a weight shared by 1,000 steps", unrolled(1000)],
  ["100 steps used again in reverse", ladder(200)],
];

describe("layout", () => {
  for (const [name, graph] of graphs) {
    const result = layout(graph);

    it(`overlaps no two nodes of ${name}`, () => {
      for (const nodes of result.layers) {
        for (let i = 1; i < nodes.length; i++) {
          const [a, b] = [nodes[i - 1]!, nodes[i]!];
          assert.ok(result.left[a]! + graph.width[a]! + 10 <= result.left[b]!, `${a} and ${b}`);
        }
      }
    });

    it(`runs every edge of ${name} downwards, from its input to its user`, () => {
      result.routes.forEach(({ kind, points }, e) => {
        const [source, target] = [graph.source[e]!, graph.target[e]!];
        const trunk = result.trunks[source]!;
        const [startX, startY] = kind === "branch" ? trunk : points;
        assertWithin(startX!, source, graph, result);
        assertWithin(points.at(-2)!, target, graph, result);
        assert.equal(startY, result.top[source]! + graph.height[source]!);
        assert.equal(points.at(-1), result.top[target]!);
        assert.ok(points[3]! > points[1]!);
        if (kind === "branch") assert.ok(hasPoint(trunk, points[0]!, points[1]!));
      });
      for (const trunk of result.trunks) {
        for (let i = 3; i < trunk.length; i += 2) assert.ok(trunk[i]! >= trunk[i - 2]!);
      }
    });

    it(`keeps all of ${name} within its bounds`, () => {
      for (let v = 0; v < graph.count; v++) {
        assert.ok(result.left[v]! >= -1e-6 && result.left[v]! + graph.width[v]! <= result.width + 1e-6);
        assert.ok(result.top[v]! >= 0 && result.top[v]! + graph.height[v]! <= result.height);
      }
    });

    it(`lays ${name} out the same way twice`, () => {
      assert.deepEqual(layout(graph), result);
    });
  }

  it("needs no recursion: 15,000 layers stand exactly below each other", () => {
    const { layers, left } = layout(line(15_000));
    assert.equal(layers.length, 15_000);
    assert.equal(new Set(left).size, 1);
  });

  it("keeps a parameter beside its first use and a chain straight", () => {
    const { layer, left } = layout(chainRule);
    assert.deepEqual([...layer], [0, 0, 1, 1, 2, 2, 3, 4]);
    assert.equal(left[6], left[7]);
  });

  it("is at most twice as wide as its widest layer, bends included", () => {
    for (const [, graph] of graphs) {
      const { width, layer, layers, trunks } = layout(graph);
      const layerWidths = layers.map((nodes) => nodes.reduce((sum, v) => sum + graph.width[v]! + 28, 0));
      trunks.forEach((trunk, v) => {
        for (let bend = 1; 4 * bend < trunk.length; bend++) layerWidths[layer[v]! + bend]! += 22;
      });
      const widest = layerWidths.reduce((a, b) => Math.max(a, b), 0);
      assert.ok(width <= 2 * widest, `${width} against ${widest}`);
    }
  });
});

function hasPoint(points: Float64Array, x: number, y: number): boolean {
  return points.some((value, i) => i % 2 === 0 && value === x && points[i + 1] === y);
}

function assertWithin(x: number, node: number, graph: LayoutGraph, { left }: Layout): void {
  assert.ok(x > left[node]! && x < left[node]! + graph.width[node]!);
}
