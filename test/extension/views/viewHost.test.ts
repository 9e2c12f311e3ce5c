import assert from "node:assert/strict";
import { connect, type Port, serve } from "../../../src/protocol/rpc.js";
import type { ViewApi, ViewHostApi, ViewState } from "../../../src/protocol/view.js";
import { Session } from "../../../src/extension/session/session.js";
import type { ScriptRun } from "../../../src/extension/session/sessionRun.js";
import { serveView } from "../../../src/extension/views/viewHost.js";
import { SampleRecording, sampleFile, sampleState } from "../sampleRecording.js";

/** Two ports that are each other's other side; messages arrive copied, as through a real webview. */
function portPair(): readonly [Port, Port] {
  const handlers: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const port = (own: 0 | 1): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      for (const handler of handlers[1 - own]!) queueMicrotask(() => handler(copy));
    },
    listen: (handler) => void handlers[own].push(handler),
  });
  return [port(0), port(1)];
}

const options = {
  file: sampleFile,
  args: [],
  cwd: "/",
  timeoutSeconds: null,
  memoryMB: 1,
  recordingBytes: 1,
  debug: false,
};
const fail = (error: unknown) => assert.fail(String(error));
const settled = () => new Promise(setImmediate);

async function openView() {
  let tell = (_: ReturnType<typeof sampleState>) => {};
  const run = {
    state: sampleState(3),
    recording: new SampleRecording(),
    onChange: (listener: (state: ReturnType<typeof sampleState>) => void) => {
      tell = listener;
      return { dispose: () => undefined };
    },
    start: async () => undefined,
    stop: async () => undefined,
    dispose: async () => undefined,
  };
  const session = new Session(() => run as ScriptRun, fail);
  await session.start(options);
  const log: string[] = [];
  const [hostPort, viewPort] = portPair();
  const host = serveView(
    hostPort,
    session,
    {
      isTrusted: () => true,
      script: () => "chainRule.ts",
      selectNode: async (node) => void log.push(`select ${node}`),
      revealSource: async (node) => void log.push(`reveal ${node}`),
      command: async (name) => void log.push(`command ${name}`),
    },
    fail,
  );
  const seen: ViewState[] = [];
  const takers: (() => void)[] = [];
  serve<ViewApi>(viewPort, {
    changed: (state) => {
      seen.push(state);
      return new Promise((resolve) => takers.push(resolve));
    },
  });
  const { remote } = connect<ViewHostApi>(viewPort);
  const become = (passes: number) => {
    run.state = sampleState(passes);
    tell(run.state);
  };
  return { session, host, remote, hostPort, viewPort, log, seen, takers, become };
}

describe("serveView", () => {
  it("answers a view that is ready with what there is to show", async () => {
    const { remote } = await openView();
    const state = await remote.ready();
    assert.deepEqual(
      { trusted: state.trusted, run: state.run?.number, pass: state.pass, node: state.node },
      { trusted: true, run: 1, pass: 2, node: null },
    );
  });

  it("tells a view nothing before it is ready", async () => {
    const { seen, become } = await openView();
    become(4);
    await settled();
    assert.deepEqual(seen, []);
  });

  it("tells of the next change only after the last was taken, and then of the newest", async () => {
    const { remote, seen, takers, become } = await openView();
    await remote.ready();
    for (const passes of [4, 5, 6, 7]) become(passes);
    await settled();
    assert.deepEqual(
      seen.map(({ pass }) => pass),
      [3],
    );
    takers[0]!();
    await settled();
    assert.deepEqual(
      seen.map(({ pass }) => pass),
      [3, 6],
    );
  });

  it("does not wait for what a hidden view has never taken", async () => {
    const { remote, seen, become } = await openView();
    await remote.ready();
    become(4);
    await settled();
    assert.equal((await remote.ready()).pass, 3);
    become(5);
    await settled();
    assert.deepEqual(
      seen.map(({ pass }) => pass),
      [3, 4],
    );
  });

  it("serves the recording and acts for the person", async () => {
    const { remote, session, log } = await openView();
    assert.equal((await remote.readPass(1)).kind, "full");
    assert.equal((await remote.readTopology(7))?.nodes.length, 4);
    assert.deepEqual((await remote.lossSeries(0, 3, 10, null)).min, [14]);
    await remote.selectPass(1);
    assert.equal(session.pass, 1);
    await remote.selectNode(2);
    await remote.revealSource(2);
    await remote.command("stop");
    assert.deepEqual(log, ["select 2", "reveal 2", "command stop"]);
  });

  it("answers what it cannot do with an error", async () => {
    const { remote } = await openView();
    await assert.rejects(remote.selectPass(99), /There are the passes 1 to 3/);
    await assert.rejects(remote.readPass(-1), /readPass/);
    await assert.rejects(Reflect.get(remote, "readFile")("/etc/passwd") as Promise<unknown>, /cannot ask/);
  });

  it("survives every kind of malformed message", async () => {
    const { remote, viewPort } = await openView();
    const malformed = [
      null,
      7,
      "question",
      [],
      {},
      { kind: "question" },
      { kind: "question", id: "1", method: 2, args: 3 },
    ];
    for (const message of [...malformed, { kind: "answer", id: 99, ok: true }]) viewPort.post(message);
    assert.ok(await remote.ready());
  });

  it("tells nothing more once the view is closed", async () => {
    const { remote, host, seen, become } = await openView();
    await remote.ready();
    host.dispose();
    become(4);
    await settled();
    assert.deepEqual(seen, []);
  });
});
