import assert from "node:assert/strict";
import { Coalesced } from "../../src/extension/coalesced.js";

/** A task that ends when it is told to. */
function heldTask() {
  const ends: ((error?: Error) => void)[] = [];
  const errors: unknown[] = [];
  const task = () =>
    new Promise<void>((resolve, reject) => ends.push((error) => (error === undefined ? resolve() : reject(error))));
  const coalesced = new Coalesced(task, (error) => errors.push(error));
  const end = async (error?: Error) => {
    ends.at(-1)?.(error);
    await new Promise(setImmediate);
  };
  return { coalesced, errors, end, started: () => ends.length };
}

describe("Coalesced", () => {
  it("runs the task once more for any number of requests made while it runs", async () => {
    const { coalesced, end, started } = heldTask();
    coalesced.request();
    for (let i = 0; i < 5; i++) coalesced.request();
    assert.equal(started(), 1);
    await end();
    assert.equal(started(), 2);
    await end();
    assert.equal(started(), 2);
  });

  it("runs again when asked after the task has ended", async () => {
    const { coalesced, end, started } = heldTask();
    coalesced.request();
    await end();
    coalesced.request();
    assert.equal(started(), 2);
  });

  it("reports a failure and goes on", async () => {
    const { coalesced, errors, end, started } = heldTask();
    coalesced.request();
    coalesced.request();
    await end(new Error("no"));
    assert.deepEqual(errors, [new Error("no")]);
    assert.equal(started(), 2);
  });

  it("waits no longer for a task that was abandoned", async () => {
    const { coalesced, end, started } = heldTask();
    coalesced.request();
    coalesced.request();
    coalesced.abandon();
    assert.equal(started(), 1);
    coalesced.request();
    assert.equal(started(), 2);
    await end();
    assert.equal(started(), 2);
  });
});
