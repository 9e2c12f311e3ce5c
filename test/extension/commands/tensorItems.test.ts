import assert from "node:assert/strict";
import { tensorItems } from "../../../src/extension/commands/tensorItems.js";
import { loss, samplePass, sampleTopology, x } from "../sampleRecording.js";

describe("tensorItems", () => {
  it("gives name, shape, place, value and gradient of each tensor", () => {
    const items = tensorItems(samplePass(0), sampleTopology);
    assert.deepEqual(
      items.map(({ label }) => label),
      ["x", "y", "z", "loss"],
    );
    assert.deepEqual(items[0], {
      node: 0,
      label: "x",
      description: "scalar float32 · leaf · requires grad · line 1",
      detail: "value 2   grad 7",
    });
  });

  it("puts tensors without a name last, by their op", () => {
    const nodes = [{ ...loss, id: 8, name: null }, x];
    const labels = tensorItems(samplePass(0), { id: 7, nodes }).map(({ label }) => label);
    assert.deepEqual(labels, ["x", "SumBackward0"]);
  });

  it("shows hostile names as text on one line", () => {
    const nodes = [{ ...x, name: "$(flame)\n<b>" }];
    assert.equal(tensorItems(samplePass(0), { id: 7, nodes })[0]?.label, "\\$(flame) <b>");
  });
});
