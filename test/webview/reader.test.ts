import assert from "node:assert/strict";
import type { Pass, Topology } from "../../src/protocol/api.js";
import type { ViewState } from "../../src/protocol/view.js";
import { createReader } from "../../webview/reader.js";
import { createWish } from "../../webview/wish.js";
import { chainRule } from "./fixtures/runs.js";
import { stateOf } from "./harness/fakeHost.js";

const run = chainRule(10);

/** A recording that answers when the test says so. */
function slowRecording() {
  const asked: number[] = [];
  const open: (() => void)[] = [];
  return {
    asked,
    async answer() {
      open.shift()?.();
      // The answer passes through a few promises until the reader has it.
      for (let i = 0; i < 10; i++) await null;
    },
    readPass: (index: number) =>
      new Promise<Pass>((resolve) => {
        asked.push(index);
        open.push(() => resolve(run.passes[index]!));
      }),
    readTopology: async (id: number): Promise<Topology | null> => run.topologies[id]!,
  };
}

const at = (pass: number, number = 1, namesVersion = 0): ViewState => {
  const state = stateOf(run, { namesVersion });
  return { ...state, pass, run: { ...state.run!, number } };
};

const fail = (error: unknown): void => assert.fail(String(error));

describe("Reading the selected pass", () => {
  it("asks one question at a time, and next for what is selected by then", async () => {
    const recording = slowRecording();
    const reader = createReader(recording, fail);
    for (const pass of [1, 2, 3, 4]) reader.want(at(pass));
    await recording.answer();
    assert.equal(reader.shown.value?.pass.index, 1);
    await recording.answer();
    assert.equal(reader.shown.value?.pass.index, 4);
    assert.deepEqual(recording.asked, [1, 4]);
  });

  it("reads what it has read only once, until another run begins", async () => {
    const recording = slowRecording();
    const reader = createReader(recording, fail);
    for (const pass of [1, 2, 1, 2]) {
      reader.want(at(pass));
      await recording.answer();
    }
    assert.deepEqual(recording.asked, [1, 2]);
    reader.want(at(2, 2));
    assert.equal(reader.shown.peek(), null);
    await recording.answer();
    assert.deepEqual(recording.asked, [1, 2, 2]);
    assert.equal(reader.shown.value?.run, 2);
  });

  it("shows no answer that a former run gave", async () => {
    const recording = slowRecording();
    const reader = createReader(recording, fail);
    reader.want(at(5, 1));
    reader.want(at(6, 2));
    await recording.answer();
    assert.equal(reader.shown.peek(), null);
    await recording.answer();
    assert.deepEqual([reader.shown.value?.run, reader.shown.value?.pass.index], [2, 6]);
  });

  it("reads the graph anew when a name was bound late", async () => {
    const recording = slowRecording();
    let reads = 0;
    const readTopology = async (id: number) => {
      reads++;
      return recording.readTopology(id);
    };
    const reader = createReader({ ...recording, readTopology }, fail);
    reader.want(at(1));
    await recording.answer();
    reader.want(at(1));
    reader.want(at(1, 1, 1));
    await recording.answer();
    assert.equal(reads, 2);
    assert.deepEqual(recording.asked, [1]);
  });

  it("tells of a failure and goes on", async () => {
    const errors: string[] = [];
    let fails = true;
    const readPass = async (index: number) => {
      if (fails) throw new Error("gone");
      return run.passes[index]!;
    };
    const reader = createReader({ ...slowRecording(), readPass }, (error) => errors.push(String(error)));
    reader.want(at(1));
    for (let i = 0; i < 10; i++) await null;
    fails = false;
    reader.want(at(2));
    for (let i = 0; i < 10; i++) await null;
    assert.deepEqual(errors, ["Error: gone"]);
    assert.equal(reader.shown.value?.pass.index, 2);
  });
});

describe("A wish", () => {
  it("is shown at once, and sent one at a time, the last one always", async () => {
    const sent: number[] = [];
    const open: (() => void)[] = [];
    const wish = createWish<number>((value) => {
      sent.push(value);
      return new Promise((resolve) => open.push(resolve));
    }, fail);
    for (const value of [1, 2, 3]) wish.want(value);
    assert.deepEqual(wish.value.value, { wanted: 3 });
    wish.stateArrived();
    assert.deepEqual(wish.value.value, { wanted: 3 });
    open.shift()!();
    for (let i = 0; i < 5; i++) await null;
    assert.deepEqual(sent, [1, 3]);
    open.shift()!();
    for (let i = 0; i < 5; i++) await null;
    wish.stateArrived();
    assert.equal(wish.value.value, null);
  });

  it("is dropped when it is refused", async () => {
    const errors: string[] = [];
    const wish = createWish<number>(
      async () => {
        throw new Error("no");
      },
      (error) => errors.push(String(error)),
    );
    wish.want(1);
    for (let i = 0; i < 5; i++) await null;
    assert.equal(wish.value.value, null);
    assert.deepEqual(errors, ["Error: no"]);
  });
});
