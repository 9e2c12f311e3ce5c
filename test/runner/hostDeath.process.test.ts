import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { descendants } from "../../src/runner/descendants.js";
import { isRunning, until } from "../support/processes.js";
import { root } from "../support/testRun.js";

const scripts: [string, string][] = [
  ["loops", `console.log("ready");for (;;) {}`],
  [
    "waits in execSync",
    `import { execSync } from "node:child_process";console.log("ready");execSync("sleep 100; true");`,
  ],
  ["has left a process", `import { spawn } from "node:child_process";spawn("sleep", ["100"]);console.log("ready");`],
  ["listens", `import { createServer } from "node:http";createServer().listen(0, () => console.log("ready"));`],
];

const training = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
for (;;) w.mul(2).backward();`;

describe("when the host is killed", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => (folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"))));
  after(() => rmSync(folder, { recursive: true }));

  /** Starts a host, kills it as soon as it prints, and waits for the end of everything below it. */
  async function killOnceReady(source: string, program: string, ...args: string[]): Promise<void> {
    const file = path.join(folder, "main.ts");
    writeFileSync(file, source);
    const host = spawn(process.execPath, [program, ...args, file], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: folder,
    });
    await once(host.stdout, "data");
    const below = descendants(host.pid!);
    assert.ok(below.length >= 1);
    host.kill("SIGKILL");
    await until(() => !below.some(isRunning), `the end of ${below.filter(isRunning).join(", ")}`);
  }

  for (const [what, source] of scripts) {
    it(`no process is left of a script that ${what}`, () =>
      killOnceReady(source, path.join(root, "dist/cli.js"), "run"));
  }

  it("no process is left of a script that is paused inside backward", async () => {
    const program = path.join(folder, "host.mjs");
    const entry = path.join(root, "test/scripts/hosts/pausingHost.ts");
    await build({ entryPoints: [entry], outfile: program, bundle: true, platform: "node", format: "esm" });
    await killOnceReady(training, program, path.join(root, "dist/runner.js"));
  });
});
