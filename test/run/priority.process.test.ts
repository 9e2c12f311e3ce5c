import assert from "node:assert/strict";
import { constants, getPriority } from "node:os";
import path from "node:path";
import { Runners } from "../../src/run/runners.js";
import { allLines, root } from "../support/testRun.js";

const file = path.join(root, "test/scripts/runner/priority.ts");
const { PRIORITY_BELOW_NORMAL } = constants.priority;
const rows: readonly [string, { readonly priority?: number }, number][] = [
  ["its host's", {}, getPriority()],
  ["what its host wants", { priority: PRIORITY_BELOW_NORMAL }, Math.max(PRIORITY_BELOW_NORMAL, getPriority())],
];

describe("the priority of a script and of its processes", function () {
  this.timeout(60_000);

  for (const [what, wish, expected] of rows) {
    it(`is ${what}`, async () => {
      const settings = { runner: path.join(root, "dist/runner.js"), runtimeExecutable: null, ...wish };
      const run = new Runners(() => settings).run({
        file,
        args: [],
        cwd: root,
        timeoutSeconds: 30,
        memoryMB: 512,
        recordingBytes: 2 ** 20,
        debug: false,
      });
      await run.start();
      await run.ended();
      assert.deepEqual(
        (await allLines(run)).map(({ text }) => text),
        [`script ${String(expected)}`, `child ${String(expected)}`],
      );
      await run.dispose();
    });
  }
});
