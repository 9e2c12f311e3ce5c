import assert from "node:assert/strict";
import { Notifier } from "../../src/runner/notifier.js";

describe("the notifier", () => {
  it("tells the next state only after the last was taken, and then the newest", async () => {
    const told: number[] = [];
    const taken: (() => void)[] = [];
    const waiting: ((state: number) => void)[] = [];
    const notifier = new Notifier<number>((state) => {
      told.push(state);
      waiting.shift()?.(state);
      return new Promise((resolve) => taken.push(resolve));
    }, 0);
    for (let state = 1; state <= 5; state++) notifier.tell(state);
    assert.deepEqual(told, [1]);
    const next = new Promise((resolve) => waiting.push(resolve));
    taken.shift()!();
    assert.equal(await next, 5);
    assert.deepEqual(told, [1, 5]);
  });

  it("goes on after a listener that failed", async () => {
    const told: number[] = [];
    let done: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (done = resolve));
    const notifier = new Notifier<number>(async (state) => {
      told.push(state);
      if (state === 1) throw new Error("gone");
      done();
    }, 0);
    notifier.tell(1);
    notifier.tell(2);
    await finished;
    assert.deepEqual(told, [1, 2]);
  });
});
