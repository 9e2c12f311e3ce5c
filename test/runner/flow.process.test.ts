import assert from "node:assert/strict";
import path from "node:path";
import { residentKB } from "../support/processes.js";
import { root, stateOf, withScript } from "../support/testRun.js";

const producer = path.join(root, "test/scripts/flow/producer.ts");
const recordingBytes = 64 * 2 ** 20;

describe("a producer that is faster than everything else", function () {
  this.timeout(120_000);

  it("has its passes kept in order and in bounded memory", () =>
    withScript(producer, { args: ["1500000"], recordingBytes }, async (run) => {
      let most = 0;
      const watch = run.onChange(() => (most = Math.max(most, residentKB(run.runner.pid!))));
      await run.start();
      assert.equal((await run.ended()).status, "completed");
      watch.dispose();
      assert.equal(run.state.passesTotal, 1_500_000);
      for (const index of [1_499_999, 1_499_000, 0]) {
        const pass = await run.recording.readPass(index);
        assert.equal(pass.kind !== "gone" && pass.loss, index);
      }
      const { first, min } = await run.recording.lossSeries(0, 1_500_000, 1_000, null);
      min.forEach((loss, i) => assert.ok(Number.isNaN(loss) || loss >= first[i]!));
      assert.ok(most * 1_024 < recordingBytes + 400 * 2 ** 20, `${String(most)} kB`);
    }));

  it("is stopped in the middle, and what had been written is there", () =>
    withScript(producer, { args: ["1e12"], recordingBytes }, async (run) => {
      await run.start();
      await stateOf(run, ({ passesTotal }) => passesTotal > 100_000);
      await run.stop();
      assert.equal(run.state.ended?.status, "stopped");
      const last = run.state.passesTotal - 1;
      const pass = await run.recording.readPass(last);
      assert.equal(pass.kind === "full" && pass.loss, last);
    }));
});
