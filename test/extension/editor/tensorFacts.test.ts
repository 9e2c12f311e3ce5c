import assert from "node:assert/strict";
import type { PassTensor, ThinnedPass, TopologyNode } from "../../../src/protocol/api.js";
import { tensorFacts } from "../../../src/extension/editor/tensorFacts.js";
import { describeSummary } from "../../../src/extension/editor/describeTensor.js";
import { samplePass, sampleTensors, summary, x, y, z } from "../sampleRecording.js";

function facts(node: TopologyNode, change: Partial<PassTensor> = {}): readonly string[] {
  const tensors = sampleTensors.map((tensor) => (tensor.node === node.id ? { ...tensor, ...change } : tensor));
  return tensorFacts({ pass: { ...samplePass(0), tensors }, node }).map(({ label, reason, numbers, advice }) =>
    [`${label}:`, ...reason, ...(numbers === null ? [] : [describeSummary(numbers)]), ...advice].join(" "),
  );
}

describe("tensorFacts", () => {
  it("gives value and gradient of a leaf", () => {
    assert.deepEqual(facts(x), ["value: 2", "grad: 7"]);
  });

  it("says so where a leaf's .grad sums several passes", () => {
    const sum = ".grad: 14 after this pass: gradients add up until zero_grad()";
    assert.deepEqual(facts(x, { accumulated: summary([], [14]) }), ["value: 2", "grad: 7", sum]);
  });

  it("says why a tensor that requires none has no gradient", () => {
    assert.equal(facts(y)[1], "grad: null: does not require grad. Make it with requires_grad: true to have one");
  });

  it("says what a non-leaf's gradient was, why it is null in the script, and what to do", () => {
    const reason =
      "grad: null: not a leaf; its gradient was [1, 1] (kept by GradLens). Add z.retain_grad() to see it in the script";
    assert.equal(facts(z)[1], reason);
  });

  it("gives the numbers of a gradient that fits in no line a place of their own", () => {
    const grad = summary([20], Array<number>(20).fill(1.5));
    const reason = "null: not a leaf; its gradient, kept by GradLens, was";
    const numbers = "1.5 … 1.5   mean 1.5   norm 6.708";
    assert.equal(facts(z, { grad })[1], `grad: ${reason} ${numbers} Add z.retain_grad() to see it in the script`);
  });

  it("gives the gradient of a non-leaf that retains it", () => {
    assert.equal(facts(z, { accumulated: summary([2], [1, 1]) })[1], "grad: [1, 1]");
  });

  it("says that no gradient arrived", () => {
    assert.equal(facts(x, { grad: null, accumulated: null })[1], "grad: null: none arrived in this pass");
  });

  it("says that backward failed before a gradient arrived, and gives those that had arrived", () => {
    const tensors = sampleTensors.map((tensor) => (tensor.node === x.id ? { ...tensor, grad: null } : tensor));
    const pass = { ...samplePass(0), failed: true, tensors };
    assert.deepEqual(tensorFacts({ pass, node: x })[1]!.reason, ["null: backward failed before it arrived"]);
    assert.match(tensorFacts({ pass, node: z })[1]!.reason.join(), /its gradient was \[1, 1\]/);
  });

  it("gives the norms of a thinned pass, and says that there is no more", () => {
    const tensors = [{ node: x.id, valueNorm: 2, gradNorm: null, gradNonFinite: 3 }];
    const pass: ThinnedPass = { ...samplePass(0), kind: "thinned", tensors };
    assert.deepEqual(
      tensorFacts({ pass, node: x }).map(({ label, reason, advice }) => [label, ...reason, ...advice]),
      [
        ["value", "norm 2"],
        ["grad", "none", "⚠ 3 NaN or ∞", "Thinned: of this pass only the norms are kept."],
      ],
    );
  });
});
