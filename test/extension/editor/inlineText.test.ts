import assert from "node:assert/strict";
import type { FullPass, ThinnedPass, Topology } from "../../../src/protocol/api.js";
import { inlineText } from "../../../src/extension/editor/inlineText.js";
import { samplePass, sampleTensors, sampleTopology, summary, x, y, z } from "../sampleRecording.js";

const pass = samplePass(11);

function withLeaves(grads: readonly (readonly number[])[]): { pass: FullPass; topology: Topology } {
  const nodes = grads.map((grad, id) => ({ ...x, id, name: `w${id}`, shape: grad.length === 1 ? [] : [grad.length] }));
  const tensors = grads.map((grad, node) => ({
    node,
    name: `w${node}`,
    scalars: [],
    value: null,
    grad: summary([grad.length], grad),
  }));
  return { pass: { ...pass, tensors }, topology: { id: 7, nodes } };
}

describe("inlineText", () => {
  it("names one scalar leaf", () => {
    assert.equal(inlineText(pass, sampleTopology, 50).text, "⟵ 14 · x.grad 7 · pass 12/50");
  });

  it("gives no total while the script runs", () => {
    assert.equal(inlineText(pass, sampleTopology, null).text, "⟵ 14 · x.grad 7 · pass 12");
  });

  it("gives what the script sees in .grad, which may sum several passes", () => {
    const [first, ...rest] = sampleTensors;
    const tensors = [{ ...first!, accumulated: summary([], [-0.13249]) }, ...rest];
    assert.equal(inlineText({ ...pass, tensors }, sampleTopology, 50).text, "⟵ 14 · x.grad −0.1325 · pass 12/50");
  });

  it("names two scalar leaves", () => {
    const { pass, topology } = withLeaves([[3], [-4]]);
    assert.equal(inlineText(pass, topology, 50).text, "⟵ 14 · w0.grad 3 · w1.grad −4 · pass 12/50");
  });

  it("names a layer's weight before its bias, which the op takes first", () => {
    const { pass, topology } = withLeaves([[3], [-4]]);
    const nodes = topology.nodes.map((node, i) => ({ ...node, name: `linear.${["bias", "weight"][i]}` }));
    const { text } = inlineText(pass, { ...topology, nodes }, 50);
    assert.equal(text, "⟵ 14 · linear.weight.grad −4 · linear.bias.grad 3 · pass 12/50");
  });

  it("gives the norm over three leaves", () => {
    const { pass, topology } = withLeaves([[2], [-3], [6]]);
    assert.equal(inlineText(pass, topology, 50).text, "⟵ 14 · |∇| 7 · pass 12/50");
  });

  it("gives the norm of a leaf that is no scalar", () => {
    const { pass, topology } = withLeaves([[3, 4]]);
    assert.equal(inlineText(pass, topology, 50).text, "⟵ 14 · |∇| 5 · pass 12/50");
  });

  it("counts the leaves whose gradients are not finite, and raises the alarm", () => {
    const { pass, topology } = withLeaves([[3, NaN], [1], [-Infinity]]);
    assert.deepEqual(inlineText(pass, topology, 50), { text: "⟵ 14 · |∇| ∞ · pass 12/50 ⚠ 2", isAlarm: true });
    const named = withLeaves([[NaN]]);
    assert.equal(inlineText(named.pass, named.topology, null).text, "⟵ 14 · w0.grad NaN · pass 12 ⚠ 1");
    const tensors = [{ node: x.id, valueNorm: 1, gradNorm: 2, gradNonFinite: 3 }];
    const thinned = inlineText({ ...pass, kind: "thinned", tensors }, sampleTopology, 50);
    assert.deepEqual(thinned, { text: "⟵ 14 · |∇| NaN · pass 12/50 ⚠ 1", isAlarm: true });
    assert.equal(inlineText(samplePass(1), sampleTopology, 50).isAlarm, false);
  });

  it("gives the norm of a thinned pass", () => {
    const thinned: ThinnedPass = {
      ...pass,
      kind: "thinned",
      tensors: [{ node: x.id, valueNorm: 1, gradNorm: 2, gradNonFinite: 0 }],
    };
    assert.equal(inlineText(thinned, sampleTopology, 50).text, "⟵ 14 · |∇| 2 · pass 12/50");
  });

  it("says what it can where there is no loss, no leaf, no topology or no pass", () => {
    assert.equal(inlineText({ ...pass, loss: null }, { id: 7, nodes: [y, z] }, 50).text, "⟵ pass 12/50");
    assert.equal(inlineText(pass, null, 50).text, "⟵ 14 · pass 12/50");
    assert.equal(inlineText({ kind: "gone", index: 11 }, null, 50).text, "⟵ pass 12/50");
  });

  it("shows no loss and no gradients of a pass that failed, and raises the alarm", () => {
    const failed = inlineText({ ...pass, failed: true }, sampleTopology, 50);
    assert.deepEqual(failed, { text: "⟵ backward failed · pass 12/50", isAlarm: true });
  });

  it("stays on one line whatever a name holds", () => {
    const topology = { id: 7, nodes: [{ ...x, name: `a\n"b'${"c".repeat(100)}` }] };
    assert.equal(inlineText(pass, topology, 50).text, `⟵ 14 · a "b'${"c".repeat(24)}….grad 7 · pass 12/50`);
  });
});
