import assert from "node:assert/strict";
import fc from "fast-check";
import type { TopologyNode } from "../../../src/protocol/api.js";
import { moduleTree, type ModuleTree } from "../../../webview/graph/modules/moduleTree.js";
import { visibleGraph, type VisibleGraph } from "../../../webview/graph/modules/visibleGraph.js";
import { anyGraph, edgesOf, made } from "./modularGraphs.js";

function seen(nodes: readonly TopologyNode[], isOpen: (box: number) => boolean): VisibleGraph & { tree: ModuleTree } {
  const edges = edgesOf(nodes);
  const tree = moduleTree(nodes, edges);
  return { tree, ...visibleGraph(tree, edges.users, isOpen) };
}

const anySeen = fc
  .tuple(anyGraph, fc.infiniteStream(fc.boolean()))
  .map(([nodes, choices]) => ({ nodes, ...seen(nodes, () => choices.next().value === true) }));

describe("The visible graph", () => {
  it("never has a cycle, whichever boxes are open: within each frame all edges lead to later items", () => {
    fc.assert(
      fc.property(anySeen, ({ items, source, target }) => {
        source.forEach((from, e) => {
          let [u, v] = [from, target[e]!];
          while (items[u]!.level > items[v]!.level) u = items[u]!.parent;
          while (items[v]!.level > items[u]!.level) v = items[v]!.parent;
          while (items[u]!.parent !== items[v]!.parent) [u, v] = [items[u]!.parent, items[v]!.parent];
          assert.ok(u < v);
        });
      }),
    );
  });

  it("has every node once, as its own item or in a closed box that its module's path begins with", () => {
    fc.assert(
      fc.property(anySeen, ({ nodes, tree, items, itemOf }) => {
        const own = items.filter(({ kind }) => kind === "node").map(({ node }) => node);
        assert.equal(new Set(own).size, own.length);
        nodes.forEach(({ module }, v) => {
          const { kind, node, box } = items[itemOf[v]!]!;
          assert.notEqual(kind, "frame");
          if (kind === "node") assert.equal(node, v);
          else assert.ok(`${module}.`.startsWith(`${tree.boxes[box]!.path}.`));
        });
      }),
    );
  });

  it("has a frame before its content, and counts its content", () => {
    fc.assert(
      fc.property(anySeen, ({ items }) => {
        items.forEach(({ parent, level, position }, i) => {
          assert.ok(parent < i);
          assert.equal(level, parent < 0 ? 0 : items[parent]!.level + 1);
          assert.equal(position, items.slice(0, i + 1).filter((other) => other.parent === parent).length);
        });
      }),
    );
  });

  it("stands with one edge for all that one node's tensor does at the same item", () => {
    fc.assert(
      fc.property(anySeen, ({ nodes, itemOf, source, target, net, edgeOf }) => {
        const { users } = edgesOf(nodes);
        const keys = Array.from(net, (node, e) => `${node} ${target[e]}`);
        assert.equal(new Set(keys).size, keys.length);
        nodes.forEach((_, v) => {
          for (let i = users.start[v]!; i < users.start[v + 1]!; i++) {
            const [from, to, e] = [itemOf[v], itemOf[users.items[i]!], edgeOf[i]!];
            if (from === to) assert.equal(e, -1);
            else assert.deepEqual([net[e], source[e], target[e]], [v, from, to]);
          }
        });
      }),
    );
  });

  it("is all nodes, in the order in which they were made, where there is no module", () => {
    const { items } = seen([made(0, null), made(1, null), made(2, null, [0, 1]), made(3, null, [2])], () => true);
    assert.deepEqual(
      items.map(({ kind, node }) => [kind, node]),
      [0, 1, 2, 3].map((node) => ["node", node]),
    );
  });
});
