import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { descendants } from "../../src/runner/descendants.js";
import { isRunning, until } from "../support/processes.js";
import { root } from "../support/testRun.js";

const scripts: [string, string][] = [
  ["loops", `console.log("ready");for (;;) {}`],
  [
    "waits for a child process",
    `import { execSync } from "node:child_process";console.log("ready");execSync("sleep 100; true");`,
  ],
  [
    "has started a process in the background",
    `import { spawn } from "node:child_process";spawn("sleep", ["100"]);console.log("ready");`,
  ],
  ["listens", `import { createServer } from "node:http";createServer().listen(0, () => console.log("ready"));`],
];

describe("when the host is killed", function () {
  this.timeout(60_000);

  for (const [what, source] of scripts) {
    it(`no process is left of a script that ${what}`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"));
      const file = path.join(folder, "main.ts");
      writeFileSync(file, source);
      const host = spawn(process.execPath, [path.join(root, "dist/cli.js"), "run", file], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await once(host.stdout, "data");
      const below = descendants(host.pid!);
      assert.ok(below.length >= 1);
      host.kill("SIGKILL");
      await until(() => !below.some(isRunning), `the end of ${below.filter(isRunning).join(", ")}`);
      rmSync(folder, { recursive: true });
    });
  }
});
