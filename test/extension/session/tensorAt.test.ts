import assert from "node:assert/strict";
import { tensorAt } from "../../../src/extension/session/tensorAt.js";
import { loss, SampleRecording, sampleFile, sampleState, sampleTopology, site, x, z } from "../sampleRecording.js";

async function nameAt(line: number, column: number, recording = new SampleRecording(), selected = 0) {
  const tensor = await tensorAt(recording, sampleState(3), selected, { file: sampleFile, line, column });
  return tensor === null ? null : `${tensor.node.name ?? "?"}${tensor.node.id} in pass ${tensor.pass.index}`;
}

describe("tensorAt", () => {
  const places: readonly (readonly [what: string, line: number, column: number, found: string | null])[] = [
    ["where a name is bound", 1, 7, "x0 in pass 0"],
    ["where it is used", 3, 17, "y1 in pass 0"],
    ["within a longer name", 5, 3, "loss3 in pass 0"],
    ["right after a name", 5, 5, "loss3 in pass 0"],
    ["in a method's name", 3, 14, null],
    ["where there is no code", 9, 1, null],
  ];
  for (const [what, line, column, found] of places) {
    it(`finds ${found ?? "nothing"} ${what}`, async () => assert.equal(await nameAt(line, column), found));
  }

  it("finds nothing in a file that did not run", async () => {
    const place = { file: "/scripts/other.ts", line: 1, column: 7 };
    assert.equal(await tensorAt(new SampleRecording(), sampleState(3), 0, place), null);
  });

  it("takes the last tensor made of those that a name was bound to", async () => {
    const recording = new SampleRecording();
    recording.topologies = [{ ...sampleTopology, nodes: [x, z, { ...loss, id: 9, bindings: [10] }] }];
    assert.equal(await nameAt(1, 7, recording), "loss9 in pass 0");
  });

  it("gives the use of the name that was pointed at", async () => {
    const place = { file: sampleFile, line: 3, column: 11 };
    const tensor = await tensorAt(new SampleRecording(), sampleState(3), 0, place);
    assert.deepEqual(tensor?.range, site(3, 11, 1));
  });

  it("looks in the last pass of other calls where the selected pass has no such tensor", async () => {
    const recording = new SampleRecording();
    recording.topologies = [{ id: 6, nodes: [x] }, sampleTopology];
    recording.topologyOf = (pass) => (pass === 1 ? 6 : 7);
    assert.equal(await nameAt(1, 7, recording, 1), "x0 in pass 1");
    assert.equal(await nameAt(5, 1, recording, 1), "loss3 in pass 2");
  });
});
