import assert from "node:assert/strict";
import { rereading } from "../../webview/gradients/rereading.js";

/** What is read, in what order, by a reader that is called twice. */
async function readAll(wanted: readonly number[], answer: (wanted: number) => void): Promise<readonly string[]> {
  const left = [...wanted];
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    const readUntilCurrent = rereading<number>({
      next() {
        const next = left.shift() ?? null;
        if (next === null) resolve();
        return next;
      },
      async read(number) {
        told.push(`asks for ${number}`);
        await Promise.resolve();
        answer(number);
        told.push(`has ${number}`);
      },
      report: (error) => told.push((error as Error).message),
      leastMsBetweenReads: 0,
    });
    readUntilCurrent();
    readUntilCurrent();
  });
  return told;
}

describe("Reading anew", () => {
  it("asks for one thing after the other, however often it is told to", async () => {
    const told = await readAll([1, 2], () => undefined);
    assert.deepEqual(told, ["asks for 1", "has 1", "asks for 2", "has 2"]);
  });

  it("reports what fails and goes on", async () => {
    const told = await readAll([1, 2], (number) => {
      if (number === 1) throw new Error("1 failed");
    });
    assert.deepEqual(told, ["asks for 1", "1 failed", "asks for 2", "has 2"]);
  });
});
