import assert from "node:assert/strict";
import { RecordingCache, RunReplaced } from "../../../src/extension/session/recordingCache.js";
import { sampleFile, SampleRecording } from "../sampleRecording.js";

describe("RecordingCache", () => {
  it("asks the recording once for a pass, a topology and a file", async () => {
    const recording = new SampleRecording();
    const cache = new RecordingCache(recording);
    for (let i = 0; i < 3; i++) {
      await Promise.all([cache.readPass(1), cache.readTopology(7), cache.readFile(sampleFile)]);
    }
    assert.deepEqual(recording.asked, ["pass 1", "topology 7", `file ${sampleFile}`]);
  });

  it("asks again for what was not there", async () => {
    const recording = new SampleRecording();
    const cache = new RecordingCache(recording);
    assert.equal((await cache.readPass(3)).kind, "gone");
    recording.passesTotal = 4;
    assert.equal((await cache.readPass(3)).kind, "full");
    assert.equal(await cache.readTopology(8), null);
    recording.topologies = [{ id: 8, nodes: [] }];
    assert.deepEqual(await cache.readTopology(8), { id: 8, nodes: [] });
  });

  it("asks again for topologies after a name was bound late", async () => {
    const recording = new SampleRecording();
    const cache = new RecordingCache(recording);
    await cache.readTopology(7);
    cache.setNamesVersion(1);
    await cache.readTopology(7);
    cache.setNamesVersion(1);
    await cache.readTopology(7);
    assert.deepEqual(recording.asked, ["topology 7", "topology 7"]);
  });

  it("asks again after a question has failed", async () => {
    const recording = new SampleRecording();
    const cache = new RecordingCache(recording);
    const { readPass } = recording;
    recording.readPass = () => Promise.reject(new Error("not now"));
    await assert.rejects(cache.readPass(0), /not now/);
    recording.readPass = readPass;
    assert.equal((await cache.readPass(0)).kind, "full");
  });

  it("forgets what was not asked for in a long time", async () => {
    const recording = new SampleRecording();
    recording.passesTotal = 100;
    const cache = new RecordingCache(recording);
    for (let i = 0; i < 70; i++) {
      await cache.readPass(i);
      await cache.readPass(0);
    }
    await cache.readPass(1);
    const asked = (question: string) => recording.asked.filter((each) => each === question).length;
    assert.deepEqual([asked("pass 0"), asked("pass 1")], [1, 2]);
  });

  it("answers nothing once its run was replaced, not even what is under way", async () => {
    const recording = new SampleRecording();
    let fail = (_: Error) => {};
    recording.readPass = () => new Promise((_, reject) => (fail = reject));
    const cache = new RecordingCache(recording);
    const waiting = cache.readPass(0);
    cache.close();
    fail(new Error("The runner has ended."));
    await assert.rejects(waiting, RunReplaced);
    await assert.rejects(cache.readTopology(7), RunReplaced);
  });
});
