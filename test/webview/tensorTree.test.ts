import assert from "node:assert/strict";
import { type ListItem, listItems } from "../../webview/gradients/listItems.js";
import { listMove } from "../../webview/gradients/listMove.js";
import { itemAt, placeItems } from "../../webview/gradients/placeItems.js";
import { sparkPath, sparkX } from "../../webview/gradients/sparkPath.js";
import { countsText } from "../../webview/tensors/countsText.js";
import { modulePathOf } from "../../webview/tensors/modulePathOf.js";
import { tensorRows } from "../../webview/tensors/tensorRows.js";
import { input, leaf, nodeOf, type RecordedRun } from "./fixtures/recordedRun.js";
import { chainRule } from "./fixtures/runs.js";
import { twoLayers } from "./fixtures/twoLayers.js";

function itemsOf({ passes, topologies }: RecordedRun, closed: readonly string[] = []): readonly ListItem[] {
  const pass = passes[0]!;
  assert.ok(pass.kind === "full");
  return listItems(tensorRows(pass, topologies[0]!), "script.ts", new Set(closed));
}

const labelOf = (item: ListItem): string => item.label;

describe("Tensors by module", () => {
  for (const [node, module] of [
    [leaf(0, "hidden.weight"), "hidden"],
    [leaf(0, "out.1.bias"), "out.1"],
    [leaf(0, "w"), null],
    [leaf(0, "a b.c"), null],
    [leaf(0, ".w"), null],
    [input(0, "data.x"), null],
    [nodeOf({ id: 0, op: "AddmmBackward0", module: "hidden" }), "hidden"],
    [nodeOf({ id: 0, op: "AddmmBackward0", name: "this.z" }), null],
  ] as const) {
    it(`puts ${node.name ?? node.op} made by ${node.module} under ${module}`, () =>
      assert.equal(modulePathOf(node), module));
  }

  it("come in the modules' order, the script's own last, by the part of their name that the group does not say", () => {
    const labels = itemsOf(twoLayers()).map(labelOf);
    assert.deepEqual(labels.slice(0, 5), ["layers.0.query", "weight", "bias", "addmm", "layers.0.key"]);
    assert.deepEqual(labels.slice(-4), ["script.ts", "x", "scale", "loss"]);
  });

  it("are not seen where their group is closed", () => {
    const labels = itemsOf(twoLayers(), ["layers.0.query", ""]).map(labelOf);
    assert.deepEqual(labels.slice(0, 3), ["layers.0.query", "layers.0.key", "weight"]);
    assert.equal(labels.at(-1), "script.ts");
  });

  it("have no groups without modules", () =>
    assert.deepEqual(itemsOf(chainRule(1)).map(labelOf), ["w", "x", "z1", "b", "z2", "y", "z3", "L"]));

  it("are found by their height", () => {
    const tops = placeItems(itemsOf(twoLayers()), { group: 24, tensor: 42 });
    assert.deepEqual(tops.slice(0, 6), [0, 24, 66, 108, 150, 174]);
    assert.deepEqual(
      [-5, 0, 23, 24, 65, 66, 149, 150, 1e9].map((y) => itemAt(tops, y)),
      [0, 0, 0, 1, 1, 2, 3, 4, tops.length - 2],
    );
    assert.equal(itemAt(placeItems([], { group: 24, tensor: 42 }), 10), 0);
  });
});

describe("The keys of the list", () => {
  const open = itemsOf(twoLayers());
  const closed = itemsOf(twoLayers(), ["layers.0.query"]);
  for (const [items, key, at, move] of [
    [open, "ArrowDown", -1, { kind: "go", to: 0 }],
    [open, "ArrowUp", -1, { kind: "go", to: open.length - 1 }],
    [open, "ArrowUp", 0, { kind: "go", to: 0 }],
    [open, "PageDown", 2, { kind: "go", to: 7 }],
    [open, "ArrowRight", 0, { kind: "go", to: 1 }],
    [closed, "ArrowRight", 0, { kind: "open", key: "layers.0.query" }],
    [open, "ArrowRight", 1, null],
    [open, "ArrowLeft", 3, { kind: "go", to: 0 }],
    [open, "ArrowLeft", 0, { kind: "close", key: "layers.0.query" }],
    [closed, "ArrowLeft", 0, null],
    [itemsOf(chainRule(1)), "ArrowLeft", 3, null],
    [closed, "Enter", 0, { kind: "open", key: "layers.0.query" }],
    [open, "Enter", 2, { kind: "reveal", node: 2 }],
    [open, "Escape", 2, { kind: "leave" }],
    [[], "ArrowDown", -1, null],
    [open, "x", 0, null],
  ] as const) {
    it(`${key} at ${at} of ${items.length}: ${JSON.stringify(move)}`, () =>
      assert.deepEqual(listMove(key, items, at, 5), move));
  }
});

describe("A sparkline", () => {
  const box = { width: 48, height: 16 };

  it("is a line with a bar where there is no finite norm", () => {
    const { line, gaps, title } = sparkPath([0, 1, 2, 3, 4], [1, 2, NaN, 1, 3], box)!;
    assert.equal(line, "M1 15h0L12.5 8M35.5 15h0L47 1");
    assert.equal(gaps, "M24 1V15");
    assert.match(title, /^gradient norm over the passes\n1 … 3\n1 of 5 passes shown without a finite norm$/);
  });

  it("is logarithmic over three decades, with zeros on its floor", () => {
    const { line, title } = sparkPath([0, 1, 2, 3], [1000, 31.622776601683793, 1, 0], box)!;
    assert.equal(line, "M1 1h0L16.3 8L31.7 15L47 15");
    assert.match(title, /1 … 1000, log scale/);
    assert.doesNotMatch(sparkPath([0, 1], [1, 999], box)!.title, /log/);
  });

  it("is none where no norm is finite", () => {
    assert.equal(sparkPath([0, 1], [NaN, Infinity], box), null);
    assert.equal(sparkPath([], [], box), null);
  });

  it("stays in its box, also for passes beyond those that it shows", () => {
    assert.deepEqual(
      [0, 10, 15, 20, 99].map((pass) => sparkX(pass, [10, 20], box)),
      [1, 1, 24, 47, 47],
    );
    assert.equal(sparkX(5, [5], box), 24);
  });
});

describe("The kinds of a tensor's entries", () => {
  it("are said in words, from the least to the greatest", () => {
    const none = { negInf: 0, neg: 0, zero: 0, pos: 0, posInf: 0, nan: 0 };
    assert.equal(countsText({ ...none, neg: 2, pos: 3 }), "2 negative, 3 positive");
    assert.equal(
      countsText({ negInf: 1, neg: 2, zero: 3, pos: 4, posInf: 5, nan: 6 }),
      "1 minus infinity, 2 negative, 3 zero, 4 positive, 5 plus infinity, 6 NaN",
    );
  });
});
