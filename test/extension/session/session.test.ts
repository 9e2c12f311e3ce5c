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
    ({ file }) => {
      const run = new SampleRun(log);
      run.state = { ...run.state, file };
      runs.push(run);
      return run;
    },
    (error) => assert.fail(String(error)),
  );
  await session.start(options);
  let changes = 0;
  session.onChange(() => changes++);
  return { session, log, runs, run: runs[0]!, changes: () => changes };
}

const other: RunOptions = { ...options, file: "/scripts/other.ts" };

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
    const again = { ...x, id: 21 };
    run.recording.topologies = [sampleTopology, { id: 8, nodes: [{ ...loss, id: 20 }, again] }];
    run.recording.topologyOf = (pass) => (pass === 0 ? 7 : 8);
    run.become(sampleState(1));
    await session.selectNode(x.id);
    run.become(sampleState(2));
    await settled();
    assert.equal(session.node, again.id);
    session.selectPass(0);
    await settled();
    assert.equal(session.node, x.id);
  });

  it("keeps the run of one script while another one runs, and shows the one begun last", async () => {
    const { session, log, run, runs } = await startSession();
    await session.start(other);
    assert.deepEqual(log, ["start", "start"]);
    assert.equal(session.state?.file, other.file);
    run.become(sampleState(3));
    runs[1]!.become({ ...sampleState(1), file: other.file });
    assert.deepEqual(
      session.runs.map(({ pass }) => pass),
      [2, 0],
    );
  });

  it("shows each script its own run, and other files the run that is shown", async () => {
    const { session } = await startSession();
    await session.start(other);
    const numbers = [sampleFile, other.file, "/scripts/helper.ts", null].map((file) => session.runOf(file)?.number);
    assert.deepEqual(numbers, [1, 2, 2, 2]);
  });

  it("comes back to a script's run with what was selected in it", async () => {
    const { session, run, changes } = await startSession();
    run.become(sampleState(3));
    session.selectPass(0);
    await session.selectNode(x.id);
    await session.start(other);
    assert.deepEqual([session.pass, session.node], [null, null]);
    const before = changes();
    session.show(sampleFile);
    session.show(sampleFile);
    session.show("/scripts/helper.ts");
    assert.deepEqual([session.pass, session.node, changes() - before], [0, x.id, 1]);
  });

  it("stops a script that is not shown, and otherwise the one that is", async () => {
    const { session, runs } = await startSession();
    await session.start(other);
    const stopped: string[] = [];
    for (const run of runs) run.stop = async () => void stopped.push(run.state.file);
    await session.stop(sampleFile);
    await session.stop();
    await session.stop("/scripts/helper.ts");
    assert.deepEqual(stopped, [sampleFile, other.file, other.file]);
  });

  it("keeps four ended runs beside the one that is shown, those shown last, and every one that runs", async () => {
    const { session, runs, log } = await startSession();
    const file = (i: number) => `/scripts/${String(i)}.ts`;
    for (let i = 1; i < 6; i++) {
      await session.start({ ...options, file: file(i) });
      if (i !== 3) runs[i]!.become({ ...sampleState(1, completed), file: file(i) });
    }
    session.show(file(1));
    await session.start({ ...options, file: file(6) });
    runs[6]!.become({ ...sampleState(1, completed), file: file(6) });
    await session.start({ ...options, file: file(7) });
    assert.deepEqual(
      session.runs.map(({ options }) => options.file),
      [sampleFile, ...[3, 4, 5, 1, 6, 7].map(file)],
    );
    assert.deepEqual(
      log.filter((each) => each !== "start"),
      ["dispose"],
    );
  });

  it("ends every run when it is disposed", async () => {
    const { session, log } = await startSession();
    await session.start(other);
    await session.dispose();
    assert.deepEqual(log, ["start", "start", "dispose", "dispose"]);
    assert.equal(session.current, null);
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
