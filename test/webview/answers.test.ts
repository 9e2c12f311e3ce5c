import assert from "node:assert/strict";
import { readAnswer } from "../../webview/answers.js";
import { input } from "./fixtures/recordedRun.js";
import { deepNetwork, hostile, thinned } from "./fixtures/runs.js";

describe("An answer of the extension", () => {
  it("is taken whole, with histograms, norms and numbers that are none", () => {
    for (const { passes, topologies } of [deepNetwork(40), hostile(), thinned()]) {
      for (const pass of passes) assert.deepEqual(readAnswer.pass(pass), pass);
      for (const topology of topologies) assert.deepEqual(readAnswer.topology(topology), topology);
    }
    assert.equal(readAnswer.topology(null), null);
  });

  it("has attributes of every kind", () => {
    const attributes = {
      dim: null,
      stride: [1, 2],
      beta: NaN,
      reduction: "mean",
      keepdim: false,
      nested: { a: [[1]] },
    };
    const topology = { id: 0, nodes: [{ ...input(0, "x"), attributes }] };
    assert.deepEqual(readAnswer.topology(topology), topology);
  });

  it("is refused with attributes that are none", () => {
    for (const attributes of [null, undefined, 3, [1], { f: () => 0 }, { a: [undefined] }, { a: { b: 1n } }]) {
      assert.throws(() => readAnswer.topology({ id: 0, nodes: [{ ...input(0, "x"), attributes }] }), /Invalid/);
    }
  });
});
