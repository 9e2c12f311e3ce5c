import assert from "node:assert/strict";
import type { RunOptions, RunState } from "../../../src/protocol/api.js";
import { Session } from "../../../src/extension/session/session.js";
import type { ScriptRun } from "../../../src/extension/session/sessionRun.js";
import { completed, loss, sampleFile, SampleRecording, sampleState, sampleTopology, x } from "../sampleRecording.js";

const options: RunOptions = {
  file: sampleFile,
  args: [],
  cwd: "/scripts",
  timeoutSeconds: null,
  memoryMB: 100,
  recordingBytes: 1,
  debug: false,
};

class SampleRun implements ScriptRun {
  readonly log: string[];
  readonly recording = new SampleRecording();
  state: RunState = { ...sampleState(0), phase: "starting" };
  #listener: ((state: RunState) => void) | null = null;

  constructor(log: string[]) {
    this.log = log;
  }

  become(state: RunState): void {
    this.state = state;
    this.recording.passesTotal = state.passesTotal;
    this.#listener?.(state);
  }

  onChange(listener: (state: RunState) => void) {
    this.#listener = listener;
    return { dispose: () => (this.#listener = null) };
  }

  start = async () => void this.log.push("start");
  stop = async () => void this.log.push("stop");
  dispose = async () => void this.log.push("dispose");
}

async function startSession() {
  const log: string[] = [];
  const runs: SampleRun[] = [];
  const session = new Session(
    () => {
      runs.push(new SampleRun(log));
      return runs.at(-1)!;
    },
    (error) => assert.fail(String(error)),
  );
  await session.start(options);
  let changes = 0;
  session.onChange(() => changes++);
  return { session, log, runs, run: runs[0]!, changes: () => changes };
}

const settled = () => new Promise(setImmediate);

describe("Session", () => {
  it("has no run at first, then one with a number", async () => {
    const { session } = await startSession();
    assert.equal(session.current?.number, 1);
    assert.equal(session.pass, null);
    await session.start(options);
    assert.equal(session.current?.number, 2);
  });

  it("disposes the old run before it starts the new one", async () => {
    const { session, log } = await startSession();
    await session.start(options);
    assert.deepEqual(log, ["start", "dispose", "start"]);
  });

  it("starts only the last of several runs that were asked for at once", async () => {
    const { session, log } = await startSession();
    await Promise.all([session.start(options), session.start(options)]);
    assert.deepEqual(log, ["start", "dispose", "dispose", "start"]);
  });

  it("hears nothing more of a run that was replaced", async () => {
    const { session, run, changes } = await startSession();
    await session.start(options);
    const before = changes();
    run.become(sampleState(5));
    assert.equal(changes(), before);
    assert.equal(session.pass, null);
  });

  it("follows the last pass until one is chosen, and again when the last is chosen", async () => {
    const { session, run } = await startSession();
    run.become(sampleState(2));
    assert.equal(session.pass, 1);
    session.selectPass(0);
    run.become(sampleState(3));
    assert.equal(session.pass, 0);
    session.selectPass(2);
    run.become(sampleState(9));
    assert.equal(session.pass, 8);
  });

  for (const index of [3, -1, 0.5, NaN]) {
    it(`refuses pass ${index} of 3`, async () => {
      const { session, run } = await startSession();
      run.become(sampleState(3, completed));
      assert.throws(() => session.selectPass(index), /There are the passes 1 to 3/);
    });
  }

  it("refuses every pass while there is none", async () => {
    const { session } = await startSession();
    assert.throws(() => session.selectPass(0), /There is no pass yet/);
  });

  it("selects a node of the selected pass, and refuses others", async () => {
    const { session, run } = await startSession();
    run.become(sampleState(1));
    await session.selectNode(x.id);
    assert.equal(session.node, x.id);
    await assert.rejects(session.selectNode(99), /no node 99/);
    assert.equal(session.node, x.id);
    await session.selectNode(null);
    assert.equal(session.node, null);
  });

  it("keeps the tensor selected in a pass with another graph, and comes back to it", async () => {
    const { session, run } = await startSession();
    const other = { ...x, id: 21 };
    run.recording.topologies = [sampleTopology, { id: 8, nodes: [{ ...loss, id: 20 }, other] }];
    run.recording.topologyOf = (pass) => (pass === 0 ? 7 : 8);
    run.become(sampleState(1));
    await session.selectNode(x.id);
    run.become(sampleState(2));
    await settled();
    assert.equal(session.node, other.id);
    session.selectPass(0);
    await settled();
    assert.equal(session.node, x.id);
  });

  it("forgets what was selected when another run begins", async () => {
    const { session, run, runs } = await startSession();
    run.become(sampleState(3));
    session.selectPass(0);
    await session.selectNode(x.id);
    await session.start(options);
    assert.equal(session.node, null);
    runs[1]!.become(sampleState(2));
    assert.equal(session.pass, 1);
  });

  it("tells of changes until the listener is disposed", async () => {
    const { session, run, changes } = await startSession();
    let heard = 0;
    const subscription = session.onChange(() => heard++);
    run.become(sampleState(1));
    subscription.dispose();
    run.become(sampleState(2));
    assert.deepEqual([heard, changes()], [1, 2]);
  });
});
