import assert from "node:assert/strict";
import fc from "fast-check";
import { moduleTree, type ModuleTree } from "../../../webview/graph/modules/moduleTree.js";
import { openBoxes, openByDefault, type OpenModules, withBox } from "../../../webview/graph/modules/openModules.js";
import { anyGraph, edgesOf, made } from "./modularGraphs.js";

/** A model of so many layers, each of three nodes. */
function layers(count: number): ModuleTree {
  const nodes = [made(0, null)];
  for (let layer = 0; layer < count; layer++) {
    const [id, module] = [nodes.length, `layers.${layer}`];
    nodes.push(made(id, module), made(id + 1, module, [id - 1, id]), made(id + 2, module, [id + 1]));
  }
  return moduleTree(nodes, edgesOf(nodes));
}

const anyTree = anyGraph.map((nodes) => moduleTree(nodes, edgesOf(nodes)));

const anyChoice = fc.record({
  most: fc.constantFrom("default", "open", "closed"),
  opened: fc.array(fc.constantFrom("a", "a.b", "b", "c 2")),
  closed: fc.array(fc.constantFrom("a.a", "b.c", "c")),
}) satisfies fc.Arbitrary<OpenModules>;

describe("Open modules", () => {
  it("are all of a small graph", () => {
    assert.deepEqual([...new Set(openBoxes(layers(10), openByDefault))], [true]);
  });

  it("are of a large graph the outer ones, as far as they can be read", () => {
    const open = openBoxes(layers(30), openByDefault);
    assert.deepEqual([open[0], open.filter(Boolean).length], [true, 5]);
    assert.deepEqual(openBoxes(layers(500), openByDefault)[0], false);
  });

  it("are all or none where a person wants that", () => {
    assert.deepEqual([...new Set(openBoxes(layers(500), { ...openByDefault, most: "open" }))], [true]);
    assert.deepEqual([...new Set(openBoxes(layers(5), { ...openByDefault, most: "closed" }))], [false]);
  });

  it("are the same again when one was opened and closed, or closed and opened", () => {
    fc.assert(
      fc.property(anyTree, anyChoice, fc.nat(), (tree, choice, i) => {
        if (tree.boxes.length === 0) return;
        const box = i % tree.boxes.length;
        const { key } = tree.boxes[box]!;
        const before = openBoxes(tree, choice);
        const toggled = withBox(choice, key, !before[box]);
        assert.deepEqual(
          openBoxes(tree, toggled).flatMap((isOpen, other) => (isOpen === before[other] ? [] : [other])),
          [box],
        );
        assert.deepEqual(openBoxes(tree, withBox(toggled, key, before[box]!)), before);
      }),
    );
  });
});
