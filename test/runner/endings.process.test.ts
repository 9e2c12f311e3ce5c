import assert from "node:assert/strict";
import type { RunEnd } from "../../src/protocol/api.js";
import { runToEnd } from "../support/testRun.js";

/** Scripts, and how they end: status, exit code, the error's message. */
const endings: [string, string, RunEnd["status"], number | null, RegExp | null][] = [
  ["comes to its end", "", "completed", null, null],
  ["exits with 0", "process.exit(0);", "completed", 0, null],
  ["exits with 3", "process.exit(3);", "failed", 3, null],
  ["exits with a text", `process.exit("3");`, "failed", 3, null],
  [
    "exits with what is no code",
    `try { process.exit("x"); } catch { console.log("goes on"); }`,
    "completed",
    null,
    null,
  ],
  ["sets an exit code", "process.exitCode = 2;", "failed", 2, null],
  ["exits with the code that it has set", "process.exitCode = 2; process.exit();", "failed", 2, null],
  ["changes its code on exit", `process.on("exit", () => (process.exitCode = 4)); process.exit(3);`, "failed", 4, null],
  ["throws", `throw new Error("x");`, "failed", null, /^x$/],
  ["throws what is no error", "throw 7;", "failed", null, /^7$/],
  ["throws nothing", "throw null;", "failed", null, /null/],
  ["rejects", `void Promise.reject(new Error("x"));`, "failed", null, /^x$/],
  ["throws later", `setTimeout(() => { throw new Error("x"); });`, "failed", null, /^x$/],
  ["throws on exit", `process.on("exit", () => { throw new Error("x"); });`, "failed", null, /^x$/],
  [
    "catches what is thrown later",
    `process.on("uncaughtException", () => console.log("caught")); setTimeout(() => { throw new Error("x"); });`,
    "completed",
    null,
    null,
  ],
  [
    "catches what is rejected",
    `process.on("unhandledRejection", () => console.log("caught")); void Promise.reject(new Error("x"));`,
    "completed",
    null,
    null,
  ],
  ["awaits what never comes", "await new Promise(() => undefined);", "failed", 13, /top-level await.*never/],
];

describe("a script", function () {
  this.timeout(30_000);

  for (const [what, script, status, exitCode, message] of endings) {
    it(`that ${what} is ${status}`, async () => {
      const { ended } = await runToEnd(script);
      assert.deepEqual([ended.status, ended.exitCode], [status, exitCode]);
      assert.match(ended.error?.message ?? "no error", message ?? /^no error$/);
    });
  }
});
