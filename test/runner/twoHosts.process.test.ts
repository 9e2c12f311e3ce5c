import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { descendants } from "../../src/runner/descendants.js";
import { isRunning, until } from "../support/processes.js";
import { root } from "../support/testRun.js";

const training = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
for (let i = 0; ; i++) {
  w.mul(2).backward();
  console.log(i);
  await new Promise((resolve) => setTimeout(resolve, 10));
}`;

/** How one of two hosts ends. */
const ends: [string, NodeJS.Signals][] = [
  ["is killed", "SIGKILL"],
  ["ends its run", "SIGINT"],
];

describe("two hosts that run the same script", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"));
    writeFileSync(path.join(folder, "main.ts"), training);
  });
  after(() => rmSync(folder, { recursive: true }));

  const startHost = () =>
    spawn(process.execPath, [path.join(root, "dist/cli.js"), "run", path.join(folder, "main.ts")], {
      stdio: ["ignore", "pipe", "ignore"],
      cwd: folder,
    });

  for (const [how, signal] of ends) {
    it(`do not share anything: one goes on when the other ${how}`, async () => {
      const [one, other] = [startHost(), startHost()];
      await Promise.all([once(one.stdout, "data"), once(other.stdout, "data")]);
      const [belowOne, belowOther] = [descendants(one.pid!), descendants(other.pid!)];
      one.stdout.resume();
      one.kill(signal);
      await until(() => !belowOne.some(isRunning), "the end of the one's processes");
      assert.ok(belowOther.every(isRunning));
      await once(other.stdout, "data");
      other.stdout.resume();
      other.kill("SIGINT");
      assert.deepEqual(await once(other, "exit"), [130, null]);
    });
  }
});
