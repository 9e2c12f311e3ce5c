import assert from "node:assert/strict";
import type { TopologyNode } from "../../../src/protocol/api.js";
import { statistics } from "../../../src/protocol/summary.js";
import {
  describeKind,
  describeMaker,
  describeShortly,
  describeSummary,
  describeUsers,
} from "../../../src/extension/editor/describeTensor.js";
import { loss, sampleTopology, summary, x, y, z } from "../sampleRecording.js";

describe("describeSummary and describeShortly", () => {
  const large = { shape: [4], ...statistics([-1, 0, 2, NaN]) };
  const cases = [
    ["a single number", summary([1], [-7.840000152587891]), "−7.840000152587891", "[−7.84]"],
    ["a small tensor", summary([2, 2], [1, -2.34567, NaN, 0]), "[[1, −2.346], [NaN, 0]]", "[[1, −2.346], [NaN, 0]]"],
    ["a large one", large, "−1 … 2   mean 0.3333   norm 2.236   ⚠ 1 NaN of 4", "−1 … 2 · norm 2.236 · ⚠ 1 NaN of 4"],
    [
      "one whose entries fit in no line",
      summary([15], Array<number>(15).fill(-1)),
      "−1 … −1   mean −1   norm 3.873",
      "−1 … −1 · norm 3.873",
    ],
    [
      "one that is nowhere finite",
      { shape: [3], ...statistics([NaN, Infinity, -Infinity]) },
      "⚠ 1 NaN · 1 −∞ · 1 ∞ of 3",
      "⚠ 1 NaN · 1 −∞ · 1 ∞ of 3",
    ],
  ] as const;
  for (const [name, given, full, short] of cases) {
    it(`give ${name}`, () => assert.deepEqual([describeSummary(given), describeShortly(given)], [full, short]));
  }
});

describe("describeKind", () => {
  const cases: readonly (readonly [TopologyNode, string])[] = [
    [x, "scalar float32 · leaf · requires grad"],
    [y, "[2] float32 · leaf"],
    [z, "[2] float32 · non-leaf · requires grad"],
  ];
  for (const [node, text] of cases) it(`says "${text}"`, () => assert.equal(describeKind(node), text));
});

describe("describeMaker and describeUsers", () => {
  it("name op, module, variable and line", () => {
    assert.equal(describeMaker(z, null), "MulBackward0, line 3");
    assert.equal(describeMaker({ ...z, module: "hidden" }, null), "MulBackward0 in hidden, line 3");
    assert.equal(describeMaker(x, "nn.Linear"), "nn.Linear, line 1");
    assert.equal(describeMaker(x, null), "the script, line 1");
    assert.equal(describeMaker({ ...loss, name: null, site: null }, null), "SumBackward0");
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
