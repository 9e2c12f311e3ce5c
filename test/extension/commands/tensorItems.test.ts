import assert from "node:assert/strict";
import { tensorItems } from "../../../src/extension/commands/tensorItems.js";
import { loss, samplePass, sampleTopology, summary, x } from "../sampleRecording.js";

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
      detail: "value 2   gradient 7",
    });
  });

  it("gives the gradient of a tensor that the script cannot read it from, and none where there is none", () => {
    const details = tensorItems(samplePass(0), sampleTopology).map(({ detail }) => detail);
    assert.deepEqual(details.slice(1, 3), ["value [3, 4]   gradient none", "value [6, 8]   gradient [1, 1]"]);
  });

  it("gives the norms of a thinned pass", () => {
    const detailOf = (gradNorm: number | null, gradNonFinite: number) => {
      const tensors = [{ node: x.id, valueNorm: 2, gradNorm, gradNonFinite }];
      return tensorItems({ ...samplePass(0), kind: "thinned", tensors }, sampleTopology)[0]?.detail;
    };
    assert.equal(detailOf(null, 0), "value norm 2   gradient none");
    assert.equal(detailOf(1.5, 3), "value norm 2   gradient norm 1.5 ⚠ 3 NaN or ∞");
  });

  it("gives four digits of a number, as all lists do", () => {
    const tensors = samplePass(0).tensors.map((tensor) => ({ ...tensor, value: summary([], [-1.1957018375396729]) }));
    const [first] = tensorItems({ ...samplePass(0), tensors }, sampleTopology);
    assert.equal(first?.detail, "value −1.196   gradient 7");
  });

  it("puts tensors without a name last, by the word that they have everywhere", () => {
    const nodes = [{ ...loss, id: 8, name: null }, x];
    const labels = tensorItems(samplePass(0), { id: 7, nodes }).map(({ label }) => label);
    assert.deepEqual(labels, ["x", "sum"]);
  });

  it("shows hostile names as text on one line", () => {
    const nodes = [{ ...x, name: "$(flame)\n<b>" }];
    assert.equal(tensorItems(samplePass(0), { id: 7, nodes })[0]?.label, "\\$(flame) <b>");
  });
});
