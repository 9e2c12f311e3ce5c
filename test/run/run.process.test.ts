import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { forkRunner } from "../../src/run/forkRunner.js";
import { Run } from "../../src/run/run.js";
import { isRunning, until } from "../support/processes.js";
import { root } from "../support/testRun.js";

const options = {
  file: "/main.ts",
  args: [],
  cwd: "/",
  timeoutSeconds: null,
  memoryMB: 100,
  recordingBytes: 1,
  debug: false,
};

/** Programs in a runner's place. */
const runners: [string, string, "stopped" | "failed"][] = [
  ["hears nothing", `console.error("busy"); for (;;);`, "stopped"],
  ["is gone", `process.exit(3);`, "failed"],
];

describe("a run whose runner", function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"))));
  after(() => rmSync(folder, { recursive: true }));

  for (const [what, program, status] of runners) {
    it(`${what} ends when it is stopped`, async () => {
      const runner = path.join(folder, "runner.mjs");
      writeFileSync(runner, program);
      const run = new Run(options, forkRunner({ runner, runtimeExecutable: null }));
      const started = run.start();
      await run.stop();
      await started;
      assert.equal(run.state.ended?.status, status);
      await until(() => !isRunning(run.runner.pid!), "the end of the runner");
      await run.dispose();
    });
  }
});

describe("a run that has not begun", () => {
  it("has nothing recorded, and says so instead of failing", async () => {
    const runner = path.join(root, "dist/runner.js");
    const run = new Run(options, forkRunner({ runner, runtimeExecutable: null }));
    assert.deepEqual(await run.recording.readPass(0), { kind: "gone", index: 0 });
    assert.deepEqual((await run.recording.lossSeries(0, 10, 10, null)).first, []);
    assert.equal(await run.recording.readTopology(0), null);
    await run.dispose();
  });
});
