import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Session } from "../../../src/extension/session/session.js";
import type { RunOptions } from "../../../src/protocol/api.js";
import type { Run } from "../../../src/run/run.js";
import { Runners } from "../../../src/run/runners.js";
import { isRunning, until } from "../../support/processes.js";
import { root, stateOf } from "../../support/testRun.js";

const training = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
for (;;) w.mul(2).backward();`;

const trial = `import * as torch from "gradlens";
const a = torch.tensor(3, { requires_grad: true });
a.pow(2).backward();
console.log(a.grad!.item());`;

async function firstLoss({ current }: Session): Promise<number | null> {
  const pass = await current!.recording.readPass(0);
  return pass.kind === "gone" ? null : pass.loss;
}

describe("two scripts at once", function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "gradlens-test-")));
    writeFileSync(path.join(folder, "training.ts"), training);
    writeFileSync(path.join(folder, "trial.ts"), trial);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("run side by side, are stopped and run again one by one, and end with the window", async () => {
    const runners = new Runners(() => ({ runner: path.join(root, "dist/runner.js"), runtimeExecutable: null }));
    const runs: Run[] = [];
    const session = new Session(
      (options) => {
        runs.push(runners.run(options));
        return runs.at(-1)!;
      },
      (error) => assert.fail(String(error)),
    );
    const limits = { timeoutSeconds: 60, memoryMB: 2_048, recordingBytes: 2 ** 24 };
    const optionsOf = (name: string): RunOptions => {
      return { file: path.join(folder, name), args: [], cwd: folder, ...limits, debug: false };
    };
    try {
      await session.start(optionsOf("training.ts"));
      await stateOf(runs[0]!, ({ passesTotal }) => passesTotal > 10);
      await session.start(optionsOf("trial.ts"));
      assert.equal((await runs[1]!.ended()).status, "completed");
      assert.equal(await firstLoss(session), 9);
      const passes = runs[0]!.state.passesTotal;
      await stateOf(runs[0]!, ({ passesTotal }) => passesTotal > passes);

      await session.start(optionsOf("trial.ts"));
      assert.equal((await runs[2]!.ended()).status, "completed");
      assert.equal(isRunning(runs[1]!.runner.pid!), false);

      await session.stop(path.join(folder, "training.ts"));
      assert.equal(runs[0]!.state.ended?.status, "stopped");
      session.show(path.join(folder, "training.ts"));
      assert.equal(await firstLoss(session), 2);
    } finally {
      await session.dispose();
      runners.dispose();
    }
    await until(() => !runs.some(({ runner }) => isRunning(runner.pid!)), "the end of all runners");
  });
});
