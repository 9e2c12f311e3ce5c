import assert from "node:assert/strict";
import fc from "fast-check";
import type { TopologyNode } from "../../../src/protocol/api.js";
import { moduleTree } from "../../../webview/graph/modules/moduleTree.js";
import { anyGraph, edgesOf, made } from "./modularGraphs.js";

const treeOf = (nodes: readonly TopologyNode[]) => moduleTree(nodes, edgesOf(nodes));

function boxesOf(nodes: readonly TopologyNode[]): readonly string[] {
  const { boxes, order } = treeOf(nodes);
  return boxes.map(({ key, from, to }) => `${key}: ${[...order.slice(from, to)].sort((a, b) => a - b).join(" ")}`);
}

describe("Boxes of modules", () => {
  it("have a module's parameters and results together, though the parameters were made long before", () => {
    const nodes = [
      made(0, null),
      made(1, "first"),
      made(2, "second"),
      made(3, "second", [2]),
      made(4, "first", [0, 1]),
      made(5, null, [4]),
      made(6, "second", [5, 3]),
      made(7, null, [6]),
    ];
    assert.deepEqual(boxesOf(nodes), ["first: 1 4", "second: 2 3 6"]);
  });

  it("nest, and a module that holds nothing but one other has no box of its own", () => {
    const nodes = [
      made(0, "net.block.left"),
      made(1, "net.block.left", [0]),
      made(2, "net.block.right", [1]),
      made(3, "net.block.right", [2]),
      made(4, null, [3]),
    ];
    const { boxes } = treeOf(nodes);
    assert.deepEqual(
      boxes.map(({ path, parent }) => [path, parent]),
      [
        ["net.block", -1],
        ["net.block.left", 0],
        ["net.block.right", 0],
      ],
    );
  });

  it("leave a node alone that is the only one of its module", () => {
    assert.deepEqual(boxesOf([made(0, "conv"), made(1, "conv", [0]), made(2, "relu", [1])]), ["conv: 0 1"]);
  });

  it("are several where others use the module's result in between, else drawing them would make a cycle", () => {
    const nodes = [made(0, null)];
    for (let step = 0; step < 3; step++) {
      const id = nodes.length;
      nodes.push(made(id, "cell", [id - 1]), made(id + 1, "cell", [id]), made(id + 2, null, [id + 1]));
    }
    assert.deepEqual(boxesOf(nodes), ["cell: 1 2", "cell 2: 4 5", "cell 3: 7 8"]);
    assert.deepEqual(
      treeOf(nodes).boxes.map(({ path, part, parts }) => [path, part, parts]),
      [1, 2, 3].map((part) => ["cell", part, 3]),
    );
  });

  it("are one for calls that follow each other", () => {
    const nodes = [made(0, null), made(1, "cell", [0]), made(2, "cell", [1]), made(3, "cell", [2])];
    assert.deepEqual(boxesOf(nodes), ["cell: 1 2 3"]);
  });

  it("have a shared weight in the first box that uses it", () => {
    const nodes = [made(0, "a"), made(1, "a", [0]), made(2, "b", [1]), made(3, "b", [2, 0]), made(4, "a", [3, 0])];
    assert.deepEqual(boxesOf(nodes), ["a: 0 1", "b: 2 3"]);
  });

  it("keep early work for a late result with it, as a decoder's that waits for its encoder", () => {
    const nodes = [
      made(0, null),
      made(1, "decoder", [0]),
      made(2, "encoder", [0]),
      made(3, "encoder", [2]),
      made(4, "decoder", [1, 3]),
    ];
    assert.deepEqual(boxesOf(nodes), ["encoder: 2 3", "decoder: 1 4"]);
  });

  it("lie within each other or beside each other, and hold at least two nodes", () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        const { boxes, order, boxOf } = treeOf(nodes);
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          [...order.keys()],
        );
        assert.equal(new Set(boxes.map(({ key }) => key)).size, boxes.length);
        boxes.forEach(({ parent, from, to }, box) => {
          assert.ok(parent < box && to - from >= 2);
          if (parent >= 0) assert.ok(boxes[parent]!.from <= from && to <= boxes[parent]!.to);
        });
        order.forEach((v, at) => {
          const innermost = boxes.findLastIndex(({ from, to }) => from <= at && at < to);
          assert.equal(boxOf[v], innermost);
        });
      }),
    );
  });

  it("nest at most 24 deep, and need no recursion", () => {
    const path = Array.from({ length: 15_000 }, (_, i) => `m${i}`);
    const nodes = path.map((_, i) => made(i, path.slice(0, 1 + (i % 200)).join("."), i === 0 ? [] : [i - 1]));
    const { boxes } = treeOf(nodes);
    const levels = boxes.map(() => 1);
    boxes.forEach(({ parent }, box) => (levels[box] = parent < 0 ? 1 : levels[parent]! + 1));
    assert.equal(Math.max(...levels), 24);
  });
});
