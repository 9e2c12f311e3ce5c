import assert from "node:assert/strict";
import { allLines, runToEnd, stateOf, withRun } from "../support/testRun.js";

const backward = `
import * as torch from "gradlens";
const w = torch.tensor(2, { requires_grad: true });
w.mul(3).backward();
`;

describe("a script's run", function () {
  this.timeout(60_000);

  it("shows a line that is printed inside a synchronous loop while it loops, and stops the loop", () =>
    withRun(`${backward}console.log("before");\nfor (;;) {}`, async (run) => {
      await run.start();
      const state = await stateOf(run, ({ consoleTotal, passesTotal }) => consoleTotal === 1 && passesTotal === 1);
      assert.equal(state.ended, null);
      await run.stop();
      assert.equal(run.state.ended?.status, "stopped");
      assert.deepEqual(
        (await allLines(run)).map(({ text }) => text),
        ["before"],
      );
      const pass = await run.recording.readPass(0);
      assert.equal(pass.kind === "full" && pass.tensors[0]!.grad?.data?.[0], 3);
    }));

  it("stops a script that waits for a child process", () =>
    withRun(
      `${backward}import { execSync } from "node:child_process";\nconsole.log("wait");execSync("sleep 100; true");`,
      async (run) => {
        await run.start();
        await stateOf(run, ({ consoleTotal }) => consoleTotal === 1);
        await run.stop();
        assert.equal(run.state.ended?.status, "stopped");
        assert.equal(run.state.passesTotal, 1);
      },
    ));

  it("stops a script that waits for ever in Atomics.wait", () =>
    withRun(`console.log("wait");Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`, async (run) => {
      await run.start();
      await stateOf(run, ({ consoleTotal }) => consoleTotal === 1);
      await run.stop();
      assert.equal(run.state.ended?.status, "stopped");
    }));

  for (const memoryMB of [0.001, 1, 40, 60, 80, 1e15, 1e300]) {
    it(`comes to an end of its own or for want of memory with ${String(memoryMB)} MB`, async () => {
      const { ended } = await runToEnd(backward, { memoryMB });
      assert.ok(["completed", "outOfMemory"].includes(ended.status), ended.error?.stack);
    });
  }

  for (const timeoutSeconds of [1e-300, 1e-3, 1e10, 1e300]) {
    it(`comes to an end of its own or of its time with ${String(timeoutSeconds)} s`, async () => {
      const { ended } = await runToEnd(backward, { timeoutSeconds });
      assert.equal(ended.status, timeoutSeconds < 1 ? "timeout" : "completed");
    });
  }

  it("ends after its time", async () => {
    const { ended, state } = await runToEnd(`${backward}for (;;) {}`, { timeoutSeconds: 1 });
    assert.equal(ended.status, "timeout");
    assert.match(ended.error!.message, /longer than 1 s/);
    assert.equal(state.passesTotal, 1);
  });

  it("keeps the first and the last of a million lines, and counts the others", () =>
    withRun(`for (let i = 0; i < 1_000_000; i++) console.log("line", i);`, async (run) => {
      await run.start();
      assert.equal((await run.ended()).status, "completed");
      assert.equal(run.state.consoleTotal, 1_000_000);
      const head = await run.recording.readConsole(0);
      const tail = await run.recording.readConsole(1_000);
      assert.equal(head.lines.length, 1_000);
      assert.deepEqual([tail.lines.length, tail.dropped], [10_000, 989_000]);
      assert.equal(tail.lines.at(-1)!.text, "line 999999");
    }));

  it("ends when its typed arrays take too much memory, and names the largest live tensors", async () => {
    const { ended, state } = await runToEnd(
      `${backward}
const kept: torch.Tensor[] = [];
const hoard = torch.ones(2000, 1000);
Object.assign(globalThis, { hoard });
for (;;) kept.push(torch.ones(1000, 1000));`,
      { memoryMB: 600 },
    );
    assert.equal(ended.status, "outOfMemory");
    assert.match(
      ended.error!.message,
      /more than 600 MB.* \d+ tensors \[1000, 1000\] float32 \(\d+ MB, line 9\), hoard \[2000, 1000\] float32 \(7\.63 MB, line 7\)\.$/,
    );
    assert.equal(state.passesTotal, 1);
  });

  it("ends when its heap takes too much memory", async () => {
    const { ended, state } = await runToEnd(
      `${backward}const kept: object[] = [];\nfor (;;) kept.push({ a: [1, 2, 3] });`,
      {
        memoryMB: 400,
      },
    );
    assert.equal(ended.status, "outOfMemory");
    assert.equal(state.passesTotal, 1);
  });

  it("tells the code that process.exit was given", async () => {
    const { ended, state, lines } = await runToEnd(
      `${backward}console.log("a");process.stdout.write("b");process.exit(3);`,
    );
    assert.deepEqual([ended.status, ended.exitCode, ended.error], ["failed", 3, null]);
    assert.equal(state.passesTotal, 1);
    assert.deepEqual(lines, ["a", "b"]);
  });

  it("is completed after process.exit(0)", async () => {
    const { ended } = await runToEnd(`process.exit(0);`);
    assert.deepEqual([ended.status, ended.exitCode], ["completed", 0]);
  });

  it("tells what was thrown, and where", async () => {
    const { ended, state, folder } = await runToEnd(
      `${backward}function f(): void {\n  throw new TypeError("no");\n}\nf();`,
    );
    assert.equal(ended.status, "failed");
    const { name, message, file, range, stack } = ended.error!;
    assert.deepEqual([name, message, file, range?.line], ["TypeError", "no", `${folder}/main.ts`, 6]);
    assert.match(stack, /main\.ts:6:9/);
    assert.equal(state.passesTotal, 1);
  });

  const thrown: [string, string][] = [
    ["null", "null"],
    [`"text"`, "text"],
    ["Object.create(null)", "a value that can not be printed"],
    [`{ get message() { throw 1; } }`, "[object Object]"],
  ];
  for (const [value, message] of thrown) {
    it(`survives a script that throws ${value}`, async () => {
      const { ended } = await runToEnd(`const value: unknown = ${value}; throw value;`);
      assert.deepEqual([ended.status, ended.error?.message], ["failed", message]);
    });
  }

  it("tells of an error in a promise that nobody awaits", async () => {
    const { ended } = await runToEnd(
      `void Promise.reject(new RangeError("late"));setTimeout(() => undefined, 10_000);`,
    );
    assert.deepEqual([ended.status, ended.error?.name, ended.error?.message], ["failed", "RangeError", "late"]);
  });

  it("has an ended stdin, its own arguments and its working directory", async () => {
    const { lines, folder } = await runToEnd(
      `import { readFileSync } from "node:fs";
process.stdin.on("data", () => console.log("data")).on("end", () => console.log("end"));
console.log(JSON.stringify(process.argv.slice(1)), process.cwd(), readFileSync(0).length);`,
      { args: ["--lr", "0.1"] },
    );
    assert.deepEqual(lines, [`["${folder}/main.ts","--lr","0.1"] ${folder} 0`, "end"]);
  });

  it("cuts a line that is too long, and says so", async () => {
    const { lines } = await runToEnd(`console.log("x".repeat(20_000));`);
    assert.equal(lines[0]!.length, 8_192 + "… (11808 more characters)".length);
  });
});
