import assert from "node:assert/strict";
import { growWidths, noWidths } from "../../webview/gradients/columnWidths.js";
import { listColumns } from "../../webview/gradients/listColumns.js";
import { type ListItem, listItems } from "../../webview/gradients/listItems.js";
import { listMove } from "../../webview/gradients/listMove.js";
import { itemAt, placeItems } from "../../webview/gradients/placeItems.js";
import { splitName } from "../../webview/gradients/splitName.js";
import { sparkPath, sparkX } from "../../webview/gradients/sparkPath.js";
import { typedItem } from "../../webview/gradients/typedItem.js";
import { countsText } from "../../webview/tensors/countsText.js";
import { modulePathOf } from "../../webview/tensors/modulePathOf.js";
import { tensorRows } from "../../webview/tensors/tensorRows.js";
import { input, leaf, nodeOf, type RecordedRun } from "./fixtures/recordedRun.js";
import { convolution } from "./fixtures/convolution.js";
import { chainRule, hostile } from "./fixtures/runs.js";
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

  it("come in the order of the forward pass, whatever an op takes first", () => {
    const heads = itemsOf(convolution()).filter(({ kind }) => kind === "group");
    assert.deepEqual(heads.map(labelOf), ["conv", "pool", "drop", "linear", "script.ts"]);
    const labels = itemsOf(convolution()).map(labelOf);
    assert.deepEqual(labels.slice(0, 4), ["conv", "weight", "bias", "conv"]);
    assert.deepEqual(labels.slice(8, 13), ["dropout", "linear", "weight", "bias", "t"]);
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

describe("The columns", () => {
  const widthsOf = ({ passes, topologies }: RecordedRun) => {
    const [pass] = passes;
    assert.ok(pass?.kind === "full");
    return growWidths(noWidths, tensorRows(pass, topologies[0]!));
  };
  const isNarrow = (run: RecordedRun, width: number, hasSparks: boolean): boolean =>
    listColumns(widthsOf(run), width, { hasSparks, isGrouped: false }).isNarrow;

  for (const [name, run, width, hasSparks, expected] of [
    ["names of one letter and scalars beside all numbers", chainRule(1), 293, false, false],
    ["the same with sparklines in a side bar of usual width", chainRule(1), 293, true, true],
    ["the same in a wider one", chainRule(1), 330, true, false],
    ["shapes of four dimensions", convolution(), 400, true, true],
    ["shapes of four dimensions in a panel", convolution(), 640, true, false],
  ] as const) {
    it(`take ${expected ? "two lines" : "one line"} for ${name}`, () =>
      assert.equal(isNarrow(run, width, hasSparks), expected));
  }
});

describe("Typing a name", () => {
  const items = itemsOf(twoLayers());
  const labelAt = (at: number, text: string): string | undefined => items[typedItem(items, at, text)]?.label;

  it("goes to the next item that begins so, and around the end", () => {
    assert.equal(typedItem(items, 0, "b"), 2);
    assert.equal(typedItem(items, 2, "b"), 6);
    assert.equal(typedItem(items, items.length - 1, "b"), 2);
    assert.equal(
      typedItem(items, -1, "x"),
      items.findIndex(({ label }) => label === "x"),
    );
  });

  it("stays where it is as long as more letters fit, in any case and writing", () => {
    assert.equal(typedItem(items, 2, "bi"), 2);
    assert.equal(labelAt(2, "SCALE"), "scale");
    const korean = itemsOf(hostile());
    assert.equal(typedItem(korean, 0, "경사"), 2);
  });

  it("finds a module by the last part of its path too", () => assert.equal(labelAt(0, "key"), "layers.0.key"));

  it("finds nothing where nothing begins so", () => {
    assert.equal(typedItem(items, 3, "zzz"), -1);
    assert.equal(typedItem([], -1, "w"), -1);
  });
});

describe("A long name", () => {
  for (const [text, head, tail] of [
    ["weight", "weight", ""],
    ["transformer.layers.11.attention", "transformer.layers.11", ".attention"],
    ["bias_of_the_projection", "bias_of_the_proj", "ection"],
    ["경사하강법으로학습한가중치행렬", "경사하강법으로학습", "한가중치행렬"],
    ["a name that ends in 👩‍🔬👩‍🔬", "a name that ends", " in 👩‍🔬👩‍🔬"],
  ] as const) {
    it(`keeps its end: ${text}`, () => assert.deepEqual(splitName(text), [head, tail]));
  }
});

describe("A sparkline", () => {
  const box = { width: 48, height: 16 };
  const pathOf = (norms: readonly number[], nonFinite = norms.map(() => 0)) =>
    sparkPath({ passes: norms.map((_, pass) => pass), norms, nonFinite }, box);

  it("is a line with gaps where there was no gradient", () => {
    const { line, notches, title } = pathOf([1, 2, NaN, 1, 3])!;
    assert.equal(line, "M1 15h0L12.5 8M35.5 15h0L47 1");
    assert.equal(notches, "");
    assert.equal(title, "gradient norm over the passes\n1 … 3");
  });

  it("has a notch in place of the line where a gradient is not finite, and a band as long as it is not", () => {
    const { line, notches, title } = pathOf([1, 2, NaN, 5, 3], [0, 0, 4, 1, 0])!;
    assert.equal(line, "M1 15h0L12.5 8M47 1h0");
    assert.equal(notches, "M21 16l3 -6l3 6zM24 14H36.5V16H24z");
    assert.match(title, /^gradient norm over the passes\n1 … 3\nNaN or ∞ in 2 of 5 passes shown$/);
    assert.equal(pathOf([NaN], [1])!.line, "");
  });

  it("is logarithmic over three decades, with zeros on its floor", () => {
    const { line, title } = pathOf([1000, 31.622776601683793, 1, 0])!;
    assert.equal(line, "M1 1h0L16.3 8L31.7 15L47 15");
    assert.match(title, /1 … 1000, log scale/);
    assert.doesNotMatch(pathOf([1, 999])!.title, /log/);
  });

  it("is none where there never was a gradient", () => {
    assert.equal(pathOf([NaN, NaN]), null);
    assert.equal(pathOf([]), null);
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
