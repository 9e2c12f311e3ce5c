import assert from "node:assert/strict";
import fc from "fast-check";
import { layoutNested, type NestedLayout } from "../../../webview/graph/layout/layoutNested.js";
import type { NestedGraph } from "../../../webview/graph/layout/nestedGraph.js";
import { moduleTree } from "../../../webview/graph/modules/moduleTree.js";
import { nestedGraphOf } from "../../../webview/graph/modules/nestedGraphOf.js";
import { visibleGraph } from "../../../webview/graph/modules/visibleGraph.js";
import { anyGraph, edgesOf, made } from "../modules/modularGraphs.js";

function nested(nodes: Parameters<typeof edgesOf>[0], isOpen: (box: number) => boolean, random: () => number) {
  const edges = edgesOf(nodes);
  const visible = visibleGraph(moduleTree(nodes, edges), edges.users, isOpen);
  return nestedGraphOf(
    visible,
    visible.items.map(() => ({ width: 60 + random(), height: 40 + random() })),
  );
}

const anyNested = fc.tuple(anyGraph, fc.infiniteStream(fc.nat(100))).map(([nodes, numbers]) => {
  const next = (): number => numbers.next().value as number;
  return nested(nodes, () => next() < 60, next);
});

const isAround = ({ parent }: NestedGraph, frame: number, item: number): boolean => {
  for (let at = item; at >= 0; at = parent[at]!) if (at === frame) return true;
  return false;
};

const boxOf = ({ left, top, itemWidth, itemHeight }: NestedLayout, i: number) => ({
  left: left[i]!,
  top: top[i]!,
  right: left[i]! + itemWidth[i]!,
  bottom: top[i]! + itemHeight[i]!,
});

/** Rounding aside. */
const tiny = 1e-6;

describe("A nested layout", () => {
  it("overlaps no two items but frames with what stands in them, and these hold it whole", () => {
    fc.assert(
      fc.property(anyNested, (graph) => {
        const result = layoutNested(graph);
        for (let a = 0; a < graph.count; a++) {
          for (let b = a + 1; b < graph.count; b++) {
            const [p, q] = [boxOf(result, a), boxOf(result, b)];
            if (isAround(graph, a, b)) {
              assert.ok(p.left <= q.left && q.right <= p.right && p.top <= q.top && q.bottom <= p.bottom);
            } else {
              assert.ok(
                p.right <= q.left + tiny ||
                  q.right <= p.left + tiny ||
                  p.bottom <= q.top + tiny ||
                  q.bottom <= p.top + tiny,
                `${a} and ${b}`,
              );
            }
          }
        }
      }),
    );
  });

  it("leads every edge down from its source to its target, each piece from where the one before has come to", () => {
    fc.assert(
      fc.property(anyNested, (graph) => {
        const result = layoutNested(graph);
        const { pieces, routes, trunks, trunkOf } = result;
        const startOf = (piece: number): readonly number[] => {
          const points = trunkOf[piece]! < 0 ? routes[piece]!.points : trunks[trunkOf[piece]!]!.points;
          return [...points.subarray(0, 2)];
        };
        const isAt = ([x, y]: readonly number[], side: "top" | "bottom", item: number): void => {
          const box = boxOf(result, item);
          assert.ok(Math.abs(y! - box[side]) < tiny, `${y} against ${box[side]}`);
          assert.ok(box.left <= x! && x! <= box.right);
        };
        graph.source.forEach((source, e) => {
          isAt([...routes[pieces.arrival[e]!]!.points.subarray(-2)], "top", graph.target[e]!);
          let piece = pieces.arrival[e]!;
          for (let before = pieces.before[piece]!; before >= 0; before = pieces.before[piece]!) {
            const [x, y] = startOf(piece);
            const [endX, endY] = routes[before]!.points.subarray(-2);
            assert.ok(Math.abs(x! - endX!) < tiny && Math.abs(y! - endY!) < tiny);
            piece = before;
          }
          isAt(startOf(piece), "bottom", source);
        });
        for (const { points } of [...routes, ...trunks]) {
          for (let i = 3; i < points.length; i += 2) assert.ok(points[i]! >= points[i - 2]! - tiny);
        }
      }),
    );
  });

  it("stays within its bounds, and is the same twice", () => {
    fc.assert(
      fc.property(anyNested, (graph) => {
        const result = layoutNested(graph);
        for (let i = 0; i < graph.count; i++) {
          const { left, top, right, bottom } = boxOf(result, i);
          assert.ok(left >= -tiny && top >= -tiny && right <= result.width + tiny && bottom <= result.height + tiny);
        }
        assert.deepEqual(layoutNested(graph), result);
      }),
    );
  });

  it("lets a net cross a frame's border once, however many of its edges do", () => {
    const nodes = [made(0, null), ...[1, 2, 3].map((id) => made(id, "m", [0])), made(4, "m", [1, 2, 3])];
    const { pieces } = layoutNested(
      nested(
        nodes,
        () => true,
        () => 0,
      ),
    );
    assert.equal(pieces.net.filter((net, piece) => net === 0 && pieces.frame[piece] === -1).length, 1);
  });

  it("leads what goes straight through frames straight down", () => {
    const nodes = [made(0, null)];
    for (const module of ["a", "b", "c"]) {
      const id = nodes.length;
      nodes.push(made(id, module), made(id + 1, module, [id - 1, id]), made(id + 2, module, [id + 1]));
    }
    const { left } = layoutNested(
      nested(
        nodes,
        () => true,
        () => 0,
      ),
    );
    const results = [4, 8, 12].map((item) => left[item]);
    assert.equal(new Set(results).size, 1);
  });
});
