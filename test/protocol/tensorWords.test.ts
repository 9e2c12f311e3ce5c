import assert from "node:assert/strict";
import type { TopologyNode } from "../../src/protocol/api.js";
import { opWord, tensorWords } from "../../src/protocol/tensorWords.js";
import { parameterOrder } from "../../src/protocol/parameterOrder.js";
import { computed, leaf, nodeOf } from "../webview/fixtures/recordedRun.js";

describe("The word of an op", () => {
  for (const [op, word] of [
    ["MulBackward0", "mul"],
    ["TBackward0", "t"],
    ["LogSoftmaxBackward0", "log_softmax"],
    ["MaxPool2DWithIndicesBackward0", "max_pool2d"],
    ["AvgPool2DBackwardBackward0", "avg_pool2d_backward"],
    ["SmoothL1LossBackward0", "smooth_l1_loss"],
    ["Log1PBackward0", "log1p"],
    ["BinaryCrossEntropyWithLogitsBackward0", "binary_cross_entropy_with_logits"],
  ] as const) {
    it(`is ${word} for ${op}, as in a script`, () => assert.equal(opWord(op), word));
  }
});

describe("The word of a tensor without a name", () => {
  const site = { file: "/a.ts", line: 5, column: 3, endLine: 5, endColumn: 12 };
  const unnamed = (parts: Partial<TopologyNode>): TopologyNode =>
    nodeOf({ id: 0, op: "input", leaf: true, requires_grad: false, shape: [2], site, ...parts });
  const user = { ...computed(1, "Mul", [0], "y", [2]), site };
  const cases: readonly (readonly [string, readonly TopologyNode[], string])[] = [
    ["what an op made", [unnamed({ op: "SumBackward0", leaf: false })], "sum"],
    [
      "the places that an op gives beside its result",
      [unnamed({ op: "MaxBackward0", leaf: false, dtype: "int64" })],
      "indices",
    ],
    ["a leaf", [unnamed({ op: "AccumulateGrad", requires_grad: true })], "leaf"],
    ["what a script made where it used it", [unnamed({}), { ...user, site: { ...site, column: 1 } }], "input"],
    ["what one call drew and multiplied by", [unnamed({}), user], "mask"],
    ["what one call made of another shape", [unnamed({ shape: [] }), user], "input"],
    ["what comes from nowhere in the script", [unnamed({ site: null }), user], "constant"],
  ];
  for (const [what, nodes, word] of cases) {
    it(`is ${word} for ${what}`, () => assert.deepEqual([...tensorWords(nodes)], [[0, word]]));
  }
});

describe("Parameters", () => {
  it("come in the order of the lines that made them, a layer's weight before its bias", () => {
    const at = (line: number, name: string): TopologyNode => ({
      ...leaf(0, name),
      site: { file: "/a.ts", line, column: 9, endLine: line, endColumn: 20 },
    });
    const parameters = [at(9, "out.bias"), at(9, "out.weight"), at(2, "bias"), at(3, "a")];
    assert.deepEqual(
      parameters.sort(parameterOrder).map(({ name }) => name),
      ["bias", "a", "out.weight", "out.bias"],
    );
  });
});
