import assert from "node:assert/strict";
import { madeByBackward } from "../../webview/graph/madeByBackward.js";
import { computed, input, leaf, nodeOf } from "./fixtures/recordedRun.js";
import { edgesOf } from "./modules/modularGraphs.js";

describe("What an earlier backward made", () => {
  it("has the place of its call; the gradient that it began with belongs to it", () => {
    const site = { file: "/grad.ts", line: 33, column: 18, endLine: 33, endColumn: 60 };
    const ofBackward = (id: number, inputs: readonly number[]) => nodeOf({ id, op: "MulBackward0", inputs, site });
    const nodes = [
      { ...input(0, ""), site: null },
      leaf(1, "x"),
      computed(2, "Mul", [1], "y"),
      ofBackward(3, [0, 2]),
      ofBackward(4, [3, 1]),
      { ...input(5, ""), site: null },
      computed(6, "Mul", [4, 5], "z"),
    ];
    const made = madeByBackward(nodes, edgesOf(nodes).users, (place) => place === site);
    assert.deepEqual([...made], [1, 0, 0, 1, 1, 0, 0]);
  });
});
