import assert from "node:assert/strict";
import { longestTitle, nodeTitle } from "../../webview/graph/nodeTitle.js";
import { opWord } from "../../src/protocol/tensorWords.js";
import { computed, leaf } from "./fixtures/recordedRun.js";

const titleOf = (op: string, scalars: readonly number[], name: string | null = null) =>
  nodeTitle({ ...computed(1, "", [0], name), op }, name === null ? opWord(op) : null, null, scalars);

describe("The title of a card", () => {
  for (const [op, scalars, title] of [
    ["PowBackward0", [2], "x²"],
    ["PowBackward0", [-12], "x⁻¹²"],
    ["PowBackward0", [0.5], "x^0.5"],
    ["PowBackward0", [123], "x^123"],
    ["PowBackward0", [NaN], "x^NaN"],
    ["PowBackward0", [], "xⁿ pow"],
    ["PowBackward1", [2], "2ˣ"],
    ["MulBackward0", [3], "× 3"],
    ["MulBackward0", [], "× mul"],
    ["AddBackward0", [-1], "+ −1"],
    ["SubBackward0", [0.25], "− 0.25"],
    ["RsubBackward1", [1], "1 −"],
    ["DivBackward0", [1e9], "÷ 1e9"],
    ["ClampBackward1", [0, 1], "clamp"],
    ["ReluBackward0", [], "relu"],
  ] as const) {
    it(`of ${op} with ${scalars.length === 0 ? "no numbers" : scalars.join(" and ")} is ${title}`, () =>
      assert.equal(titleOf(op, scalars), title));
  }

  it("has the name after the op", () => assert.equal(titleOf("PowBackward0", [2], "loss"), "x² loss"));

  it("has a word in place of the name that it does not have, once", () => {
    const second = { ...computed(1, "", [0], null), op: "MaxPool2DWithIndicesBackward0" };
    assert.equal(nodeTitle(second, "max_pool2d", null, []), "max_pool2d");
    assert.equal(nodeTitle(second, "indices", null, []), "max_pool2d indices");
    assert.equal(nodeTitle({ ...leaf(0, ""), name: null }, "constant", null, []), "constant");
  });

  it("leaves out of a parameter's path the frame that it stands in", () => {
    const weight = leaf(0, "layers.0.query.weight");
    assert.equal(nodeTitle(weight, null, "layers.0.query", []), "weight");
    assert.equal(nodeTitle(weight, null, "layers.0", []), "query.weight");
    assert.equal(nodeTitle(weight, null, "layers.0.que", []), "layers.0.query.weight");
  });

  it("leaves room for a number where one can stand", () => {
    assert.equal(longestTitle(computed(1, "Mul", [0], "c"), null, null), "× −1.234 c");
    assert.equal(longestTitle(computed(2, "Mul", [0, 1], "c"), null, null), "× c");
  });
});
