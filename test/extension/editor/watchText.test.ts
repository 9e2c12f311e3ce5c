import assert from "node:assert/strict";
import type { PassTensor, ThinnedPass } from "../../../src/protocol/api.js";
import { statistics } from "../../../src/protocol/summary.js";
import { watchText } from "../../../src/extension/editor/watchText.js";
import { samplePass, sampleTensors, summary, x, y, z } from "../sampleRecording.js";

const watch = { problem: null, grad: false };
const pass = samplePass(11);

function withTensor(change: Partial<PassTensor>) {
  return { node: z, pass: { ...pass, tensors: [{ ...sampleTensors[2]!, ...change }] } };
}

describe("watchText", () => {
  it("gives value and gradient, after .grad only the gradient", () => {
    assert.deepEqual(watchText(watch, { pass, node: z }, 11), { text: "⟵ [6, 8] · ∂ [1, 1]", isAlarm: false });
    assert.equal(watchText({ ...watch, grad: true }, { pass, node: z }, 11).text, "⟵ ∂ [1, 1]");
    assert.equal(watchText(watch, { pass, node: x }, 11).text, "⟵ 2 · ∂ 7");
    assert.equal(watchText(watch, { pass, node: y }, 11).text, "⟵ [3, 4] · ∂ null");
  });

  it("gives .grad, where it is asked for and holds the sum of several passes", () => {
    const tensor = withTensor({ accumulated: summary([2], [3, 3]) });
    assert.equal(watchText({ ...watch, grad: true }, tensor, 11).text, "⟵ ∂ [1, 1] · .grad [3, 3]");
    assert.equal(watchText(watch, tensor, 11).text, "⟵ [6, 8] · ∂ [1, 1]");
  });

  it("gives range and norm of a large tensor, and raises the alarm at what is not finite", () => {
    const large = { shape: [4], ...statistics([-1, 0, 2, NaN]) };
    assert.deepEqual(watchText(watch, withTensor({ value: summary([], [0.123456]), grad: large }), 11), {
      text: "⟵ 0.1235 · ∂ −1 … 2 · norm 2.236 · ⚠ 1 NaN of 4",
      isAlarm: true,
    });
  });

  it("gives the norms of a thinned pass", () => {
    const tensors = [{ node: z.id, valueNorm: 2, gradNorm: null, gradNonFinite: 0 }];
    const thinned: ThinnedPass = { ...pass, kind: "thinned", tensors };
    assert.equal(watchText(watch, { pass: thinned, node: z }, 11).text, "⟵ norm 2 · ∂ null");
  });

  it("says which pass a tensor is of that the selected one does not have", () => {
    assert.equal(watchText(watch, { pass, node: x }, 2).text, "⟵ 2 · ∂ 7 · pass 12");
  });

  it("says so where nothing is watched, and why", () => {
    assert.deepEqual(watchText(watch, null, 11), { text: "⟵ in no recorded graph", isAlarm: false });
    const problem = "write a path\nsuch as w.grad";
    assert.deepEqual(watchText({ problem, grad: false }, null, 11), {
      text: "⟵ write a path such as w.grad",
      isAlarm: true,
    });
  });
});
