import assert from "node:assert/strict";
import { growWidths, noWidths } from "../../webview/gradients/columnWidths.js";
import { passAtX, xOfPass } from "../../webview/gradients/chartArea.js";
import { lossScale } from "../../webview/gradients/lossScale.js";
import { thinnedCells } from "../../webview/tensors/cell.js";
import { splitAtPoint } from "../../webview/tensors/splitAtPoint.js";
import { tensorRows } from "../../webview/tensors/tensorRows.js";
import { convolution } from "./fixtures/convolution.js";
import { chainRule, deepNetwork, hostile, smallMatrices, thinned } from "./fixtures/runs.js";
import type { RecordedRun } from "./fixtures/recordedRun.js";

function rowsOf({ passes, topologies }: RecordedRun, index: number) {
  const pass = passes[index]!;
  assert.ok(pass.kind !== "gone");
  return tensorRows(pass, pass.topology === null ? null : topologies[pass.topology]!);
}

describe("The rows of the Gradients view", () => {
  it("have name, shape, kind, value and gradient of every tensor", () => {
    const rows = rowsOf(chainRule(1), 0).map(({ label, shape, mark, value, gradient }) => [
      label,
      shape,
      mark,
      value.text,
      gradient.text,
    ]);
    assert.deepEqual(rows, [
      ["w", "scalar", "leaf", "1", "−16"],
      ["x", "scalar", "input", "4", "not required"],
      ["z1", "scalar", "computed", "4", "−4"],
      ["b", "scalar", "leaf", "−3", "−4"],
      ["z2", "scalar", "computed", "1", "−4"],
      ["y", "scalar", "input", "3", "not required"],
      ["z3", "scalar", "computed", "−2", "−4"],
      ["L", "scalar", "computed", "4", "1"],
    ]);
  });

  it("say why a gradient is null", () => {
    const reasons = rowsOf(smallMatrices(), 0).map(({ label, gradient }) => [label, gradient.full]);
    assert.deepEqual(reasons[4], ["unused", "null: the gradient of this pass did not reach it"]);
    assert.equal(rowsOf(chainRule(1), 0)[1]!.gradient.full, "null: it does not require grad");
  });

  it("have every entry of a small tensor, in full, in their tooltips", () => {
    assert.equal(rowsOf(smallMatrices(), 0)[0]!.gradient.full, "[[4.5, 4.5], [4.5, 4.5]]");
    assert.equal(rowsOf(chainRule(2), 1)[0]!.value.full, "1.08");
  });

  it("show a large tensor by its norm, and all of its statistics in the tooltip", () => {
    const { value } = rowsOf(deepNetwork(10), 0).find(({ label }) => label === "x")!;
    assert.equal(value.kind, "norm");
    assert.match(value.full, /^min −0\.99\d+\nmax .*\nmean .*\nstd .*\nnorm .*\n49 negative\n1 zero\n50 positive$/);
  });

  it("show only norms of a thinned pass, also if its graph was dropped", () => {
    assert.deepEqual(
      [rowsOf(thinned(), 15), rowsOf(thinned(), 7)].map(([first]) => [first!.label, first!.value.kind]),
      [
        ["w", "norm"],
        ["tensor 0", "norm"],
      ],
    );
  });

  it("have the parameters of modules first, weight before bias, and not what an op made beside its result", () => {
    const labels = rowsOf(convolution(), 0).map(({ label, mark }) => `${label} ${mark}`);
    assert.deepEqual(labels.slice(0, 5), [
      "conv.weight leaf",
      "conv.bias leaf",
      "linear.weight leaf",
      "linear.bias leaf",
      "images input",
    ]);
    assert.ok(
      labels.includes("mask input") && labels.includes("constant input") && labels.includes("maxpool computed"),
    );
    assert.equal(labels.length, 15);
    assert.doesNotMatch(labels.join(), /indices|aside/);
  });

  it("have what an op made beside its result where the script uses it", () => {
    const run = convolution();
    const [topology] = run.topologies;
    const nodes = topology!.nodes.map((node) => (node.id === 15 ? { ...node, inputs: [13, 6] } : node));
    const rows = rowsOf({ ...run, topologies: [{ id: 0, nodes }] }, 0);
    assert.deepEqual(
      rows.filter(({ mark }) => mark === "aside").map(({ label, isNamed }) => [label, isNamed]),
      [["indices", false]],
    );
  });

  it("name an unnamed tensor by its op, and hostile names as one line of bounded length", () => {
    assert.equal(rowsOf(smallMatrices(), 0)[2]!.label, "mul");
    const labels = rowsOf(hostile(), 0).map(({ label }) => label);
    assert.equal(labels[0], `<img src=x onerror="document.title='owned'">`);
    assert.equal(labels[1], "line one⏎line two⏎ line three");
    assert.equal(labels[2], "경사하강법 손실 🔥 👩‍🔬");
    assert.doesNotMatch(labels[3]!, /\u202e/);
    assert.ok(labels[4]!.length <= 300 && labels[4]!.endsWith("…"));
  });

  it("colour by sign, which stands in the text too", () => {
    const tones = rowsOf(hostile(), 0).map(({ gradient }) => [gradient.text, gradient.tone]);
    assert.deepEqual(tones, [
      ["NaN", "nonFinite"],
      ["−∞", "nonFinite"],
      ["1e−45", "positive"],
      ["−0.0001234", "negative"],
      ["123500", "positive"],
      ["NaN", "nonFinite"],
      ["1", "positive"],
    ]);
  });
});

describe("The gradient of a thinned pass", () => {
  const cases: readonly (readonly [string, number | null, number, readonly string[]])[] = [
    ["is its norm", 2.5, 0, ["2.5", "none", "norm 2.5"]],
    [
      "is not finite where some entries are not, with the norm of the others",
      2.5,
      3,
      ["NaN, ∞", "nonFinite", "norm 2.5\n3 NaN or ∞"],
    ],
    ["is not finite where no entry is", null, 1, ["NaN, ∞", "nonFinite", "1 NaN or ∞"]],
    ["is missing only where there was none", null, 0, ["null", "none", "null"]],
  ];
  for (const [what, gradNorm, gradNonFinite, expected] of cases) {
    it(what, () => {
      const { text, tone, full } = thinnedCells(null, { node: 0, valueNorm: 1, gradNorm, gradNonFinite }).gradient;
      assert.deepEqual([text, tone, full], expected);
    });
  }
});

describe("Columns of numbers", () => {
  it("are split at the decimal point", () => {
    const texts = ["−0.132", "12", "1.2e−7", "1e−45", "NaN", "−∞"];
    assert.deepEqual(texts.map(splitAtPoint), [
      ["−0", ".132"],
      ["12", ""],
      ["1", ".2e−7"],
      ["1", "e−45"],
      ["NaN", ""],
      ["−∞", ""],
    ]);
  });

  it("are wide enough for every row, and never become narrower", () => {
    const wide = growWidths(noWidths, rowsOf(hostile(), 0));
    for (const { gradient } of rowsOf(hostile(), 0)) {
      const [whole, part] = splitAtPoint(gradient.text);
      assert.ok(whole.length <= wide.gradient.whole && part.length <= wide.gradient.part);
    }
    assert.deepEqual(growWidths(wide, rowsOf(chainRule(1), 0)), wide);
  });
});

describe("The loss curve", () => {
  it("has the least loss at the bottom and the greatest at the top", () => {
    const scale = lossScale({ min: [3, 1], max: [5, 2] })!;
    assert.deepEqual([scale.heightOf(1), scale.heightOf(3), scale.heightOf(5)], [0, 0.5, 1]);
    assert.equal(scale.isLogarithmic, false);
  });

  it("is logarithmic where the losses span three powers of ten and more", () => {
    const scale = lossScale({ min: [0.001], max: [10] })!;
    assert.equal(scale.isLogarithmic, true);
    assert.ok(Math.abs(scale.heightOf(0.1) - 0.5) < 1e-12);
    assert.equal(lossScale({ min: [0], max: [10] })!.isLogarithmic, false);
  });

  it("runs through the middle where all losses are equal, and is none where none is finite", () => {
    assert.equal(lossScale({ min: [2], max: [2] })!.heightOf(2), 0.5);
    assert.equal(lossScale({ min: [NaN], max: [NaN] }), null);
    assert.equal(lossScale({ min: [-1.7e308], max: [1.7e308] })!.heightOf(0), 0.5);
  });

  it("finds the pass under the pointer that was drawn there", () => {
    for (const [total, width] of [
      [50, 300],
      [2, 180],
      [100, 800],
    ] as const) {
      for (let pass = 0; pass < total; pass++) assert.equal(passAtX(xOfPass(pass, total, width), total, width), pass);
    }
    assert.equal(passAtX(-50, 10, 300), 0);
    assert.equal(passAtX(900, 10, 300), 9);
    assert.equal(passAtX(17, 1, 300), 0);
  });
});
