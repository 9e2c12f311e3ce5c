import assert from "node:assert/strict";
import type { PassTensor, ThinnedPass, TopologyNode } from "../../../src/protocol/api.js";
import { statistics } from "../../../src/protocol/summary.js";
import {
  describeKind,
  describeMaker,
  describeSummary,
  describeUsers,
  describeValues,
} from "../../../src/extension/editor/describeTensor.js";
import { loss, samplePass, sampleTensors, sampleTopology, summary, x, y, z } from "../sampleRecording.js";

function facts(node: TopologyNode, change: Partial<PassTensor> = {}): readonly string[] {
  const tensors = sampleTensors.map((tensor) => (tensor.node === node.id ? { ...tensor, ...change } : tensor));
  return describeValues({ pass: { ...samplePass(0), tensors }, node }).map(
    ({ label, lines }) => `${label}: ${lines.join(" ")}`,
  );
}

describe("describeSummary", () => {
  it("gives a single number in full", () => {
    assert.equal(describeSummary(summary([1], [-7.840000152587891])), "−7.840000152587891");
  });

  it("gives all numbers of a small tensor", () => {
    assert.equal(describeSummary(summary([2, 2], [1, -2.34567, NaN, 0])), "[[1, −2.346], [NaN, 0]]");
  });

  it("gives range, mean, norm and kinds of a large one", () => {
    const large = { shape: [4], ...statistics([-1, 0, 2, NaN]) };
    const text = "−1 … 2   mean 0.3333   norm 2.236   1 NaN · 1 negative · 1 zero · 1 positive";
    assert.equal(describeSummary(large), text);
  });

  it("gives only the kinds where no entry is finite", () => {
    assert.equal(describeSummary({ shape: [3], ...statistics([NaN, Infinity, -Infinity]) }), "1 NaN · 1 −∞ · 1 ∞");
  });
});

describe("describeKind", () => {
  const cases: readonly (readonly [TopologyNode, string])[] = [
    [x, "scalar float32 · leaf · requires grad"],
    [y, "[2] float32 · leaf"],
    [z, "[2] float32 · non-leaf · requires grad"],
  ];
  for (const [node, text] of cases) it(`says "${text}"`, () => assert.equal(describeKind(node), text));
});

describe("describeValues", () => {
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

  it("gives the gradient of a non-leaf that retains it", () => {
    assert.equal(facts(z, { accumulated: summary([2], [1, 1]) })[1], "grad: [1, 1]");
  });

  it("says that no gradient arrived", () => {
    assert.equal(facts(x, { grad: null, accumulated: null })[1], "grad: null: none arrived in this pass");
  });

  it("gives the norms of a thinned pass", () => {
    const pass: ThinnedPass = {
      ...samplePass(0),
      kind: "thinned",
      tensors: [{ node: x.id, valueNorm: 2, gradNorm: null, gradNonFinite: 0 }],
    };
    assert.deepEqual(describeValues({ pass, node: x }), [
      { label: "value", lines: ["norm 2"] },
      { label: "grad", lines: ["none", "(of this pass only the norms are kept)"] },
    ]);
  });
});

describe("describeMaker and describeUsers", () => {
  it("name op, variable and line", () => {
    assert.equal(describeMaker(z), "MulBackward0, line 3");
    assert.equal(describeMaker(x), "the script, line 1");
    assert.equal(describeMaker({ ...loss, name: null, site: null }), "SumBackward0");
  });

  it("name the first users and count the rest", () => {
    assert.equal(describeUsers(z, sampleTopology), "SumBackward0 loss, line 4");
    assert.equal(describeUsers(loss, sampleTopology), "");
    const many = [1, 2, 3, 4, 5].map((id) => ({ ...loss, id: id + 10, name: null, site: null }));
    const nodes = [...sampleTopology.nodes, ...many];
    const text = "SumBackward0 loss, line 4; SumBackward0; SumBackward0; 3 more";
    assert.equal(describeUsers(z, { id: 1, nodes }), text);
  });
});
