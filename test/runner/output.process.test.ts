import assert from "node:assert/strict";
import { allLines, runToEnd, stateOf, withRun } from "../support/testRun.js";

/** Scripts, and the lines that they print. */
const outputs: [string, string, string[]][] = [
  ["lines and unfinished lines of both streams", `process.stdout.write("a\\nb"); console.error("c");`, ["a", "c", "b"]],
  ["what an exit handler prints", `process.on("exit", () => process.stdout.write("bye"));`, ["bye"]],
  [
    "text in other encodings",
    `process.stdout.write("686c0a", "hex"); process.stdout.write("6w==", "base64");`,
    ["hl", "�"],
  ],
  [
    "characters that were written in halves",
    `process.stdout.write(Uint8Array.of(0xec, 0x95)); process.stdout.write(Uint8Array.of(0x88, 10));`,
    ["안"],
  ],
  ["the end of a stream", `process.stdout.write("a"); process.stdout.end("b");`, ["ab"]],
  [
    "what was corked",
    `process.stdout.cork(); process.stdout.write("a"); console.log("b"); process.stdout.uncork();`,
    ["ab"],
  ],
  [
    "what is piped",
    `import { Readable } from "node:stream"; Readable.from(["a", "\\n", "b\\n"]).pipe(process.stdout);`,
    ["a", "b"],
  ],
  [
    "groups, tables and inspected objects",
    `console.group("g"); console.log("a\\nb"); console.groupEnd(); console.dir({ a: { b: {} } }); console.log("%d%%", 5);`,
    ["g", "  a", "  b", "{ a: { b: {} } }", "5%"],
  ],
  [
    "what is written past its streams",
    `import { writeSync } from "node:fs"; console.log("a"); writeSync(1, "b\\nc");`,
    ["a", "b", "c"],
  ],
  [
    "what its child processes print",
    `import { execSync } from "node:child_process"; execSync("echo a; echo b >&2", { stdio: "inherit" });`,
    ["a", "b"],
  ],
  [
    "more of it than a pipe holds",
    `import { execSync } from "node:child_process"; execSync("seq 5000", { stdio: "inherit" });`,
    Array.from({ length: 5_000 }, (_, i) => String(i + 1)),
  ],
  [
    "what its own worker threads print",
    `import { Worker } from "node:worker_threads"; new Worker("console.log(1)", { eval: true });`,
    ["1"],
  ],
  [
    "lines of a length that can be shown",
    `console.log("x".repeat(10_000)); console.log("y");`,
    [`${"x".repeat(8_192)}… (1808 more characters)`, "y"],
  ],
  [
    "a line of ten million characters",
    `console.log("x".repeat(1e7));`,
    [`${"x".repeat(8_192)}… (9991808 more characters)`],
  ],
];

describe("what a script prints", function () {
  this.timeout(30_000);

  for (const [what, script, expected] of outputs) {
    it(`is recorded: ${what}`, async () => {
      const { lines, ended } = await runToEnd(script);
      assert.equal(ended.status, "completed");
      assert.deepEqual(lines, expected);
    });
  }

  it("is recorded up to the last character when it is stopped in the middle of a line", () =>
    withRun(`console.log("ready"); process.stdout.write("unfinished"); for (;;) {}`, async (run) => {
      await run.start();
      await stateOf(run, ({ consoleTotal }) => consoleTotal > 0);
      await run.stop();
      assert.deepEqual(
        (await allLines(run)).map(({ text }) => text),
        ["ready", "unfinished"],
      );
    }));

  it("goes through streams that behave as they do under node", async () => {
    const { lines } = await runToEnd(`
const seen: unknown[] = [];
seen.push(process.stdout.write("", () => { seen.push("written"); console.log(JSON.stringify(seen)); }));
try { process.stdout.write(null as never); } catch (error) { seen.push((error as { code: string }).code); }
try { process.stdout.write("a", "no encoding" as never); } catch (error) { seen.push((error as { code: string }).code); }
seen.push(process.stdout.writableLength, process.stdout.isTTY, process.stdout.columns);`);
    assert.deepEqual(lines, [
      JSON.stringify([true, "ERR_STREAM_NULL_VALUES", "ERR_UNKNOWN_ENCODING", 0, undefined, undefined, "written"]),
    ]);
  });
});
