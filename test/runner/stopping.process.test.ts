import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { until } from "../support/processes.js";
import type { Run } from "../../src/run/run.js";
import { stateOf, withRun } from "../support/testRun.js";

const training = `import * as torch from "gradlens";
const w = torch.tensor([1, 2], { requires_grad: true });
const step = (i: number): void => w.mul(i).sum().backward();
`;

/** Scripts that never end, each in its own way. */
const endless: [string, string][] = [
  ["loops", `${training}for (let i = 0; ; i++) step(i);`],
  ["prints", `for (;;) console.log("x");`],
  ["awaits", `${training}for (let i = 0; ; i++) { step(i); await new Promise((resolve) => setTimeout(resolve, 1)); }`],
  ["waits for a child process", `import { execSync } from "node:child_process"; for (;;) execSync("sleep 60");`],
  ["waits for shared memory", `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`],
  [
    "has children of its own",
    `import { spawn } from "node:child_process"; for (let i = 0; i < 3; i++) spawn("sleep", ["60"]);`,
  ],
  [
    "has its own worker threads",
    `import { Worker } from "node:worker_threads"; new Worker("for (;;);", { eval: true });`,
  ],
  ["allocates", `const all: object[] = []; for (;;) all.push(new Array(1_000).fill(all.length));`],
  [
    "refuses to exit",
    `process.on("exit", () => { for (;;); }); process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1);`,
  ],
];

/** When it is stopped. */
const moments: [string, (run: Run) => Promise<unknown>][] = [
  ["before it was started", () => Promise.resolve()],
  ["as soon as it was started", (run) => stateOf(run, ({ phase }) => phase !== "starting")],
  ["once it runs", (run) => stateOf(run, ({ consoleTotal }) => consoleTotal > 0)],
];

describe("a script that never ends", function () {
  this.timeout(60_000);

  for (const [what, script] of endless) {
    for (const [when, moment] of moments) {
      it(`and ${what} is stopped ${when}, and nothing of it is left`, () =>
        withRun(`console.log("runs");${script}`, async (run) => {
          const group = run.runner.pid!;
          const started = run.start();
          await moment(run);
          await run.stop();
          await started;
          assert.equal(run.state.ended?.status, "stopped");
          const last = run.state.passesTotal - 1;
          assert.equal((await run.recording.readPass(last)).kind, last < 0 ? "gone" : "full");
          await until(() => membersOf(group).every((name) => ownProcesses.has(name)), "only the runner is left");
          await run.dispose();
          await until(() => membersOf(group).length === 0, "nothing is left");
        }));
    }
  }
});

/** What a runner consists of. */
const ownProcesses = new Set([path.basename(process.execPath), "esbuild"]);

/** The names of the living processes of a process group. */
function membersOf(group: number): readonly string[] {
  return readdirSync("/proc").flatMap((pid) => {
    const stat = /^\d+$/.test(pid) ? statOf(pid) : null;
    return stat?.state !== "Z" && stat?.group === group ? [stat.name] : [];
  });
}

function statOf(pid: string): { readonly name: string; readonly state: string; readonly group: number } | null {
  try {
    const [, name, state, group] = /\((.*)\) (\w) \d+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))!;
    return { name: name!, state: state!, group: Number(group) };
  } catch {
    return null;
  }
}
