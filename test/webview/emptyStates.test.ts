import assert from "node:assert/strict";
import type { RunState } from "../../src/protocol/api.js";
import type { ViewState } from "../../src/protocol/view.js";
import { emptyStateOf } from "../../webview/emptyStateOf.js";
import { statusText } from "../../webview/statusText.js";
import { chainRule } from "./fixtures/runs.js";
import { nothingRan, stateOf } from "./harness/fakeHost.js";

const without = (parts: Partial<RunState>, trusted = true): ViewState => ({
  ...stateOf({ ...chainRule(1), passes: [] }, parts),
  trusted,
});

const cases: readonly (readonly [string, ViewState, RegExp, readonly string[]])[] = [
  ["before the first run", nothingRan, /^No run yet\.$/, ["run", "openExample"]],
  ["no file that could run", { ...nothingRan, script: null }, /Open a TypeScript or JavaScript file/, ["openExample"]],
  ["an untrusted workspace", { ...nothingRan, trusted: false }, /Restricted Mode.*trusted/, ["manageTrust"]],
  ["a run that called no backward()", without({}), /called no backward\(\)/, ["runAgain", "openExample"]],
  [
    "a script that has not called it yet",
    without({ phase: "running", ended: null }),
    /not called backward\(\) yet/,
    ["stop"],
  ],
  ["a script that starts", without({ phase: "starting", ended: null }), /starting/, ["stop"]],
  [
    "a script that threw before",
    without({
      ended: {
        status: "failed",
        durationMs: 5,
        exitCode: null,
        error: { name: "Error", message: "no", file: null, range: null, stack: "" },
      },
    }),
    /ended before its first backward\(\)/,
    ["runAgain", "openExample"],
  ],
];

describe("Empty states", () => {
  for (const [name, state, text, commands] of cases) {
    it(`say what is the matter, and what helps: ${name}`, () => {
      const empty = emptyStateOf(state);
      assert.match(empty?.text ?? "", text);
      assert.deepEqual(
        empty?.actions.map(({ command }) => command),
        commands,
      );
    });
  }

  it("name the file that would run, where it is not the one that is seen", () => {
    const labelOf = (state: ViewState): string | undefined => emptyStateOf(state)?.actions[0]?.label;
    assert.equal(labelOf(nothingRan), "Run chainRule.ts");
    assert.equal(labelOf({ ...nothingRan, script: "a\nb.ts" }), "Run a⏎b.ts");
    assert.equal(labelOf(without({})), "Run again");
    assert.equal(labelOf({ ...without({}), script: "other.ts" }), "Run chainRule.ts again");
    assert.equal(labelOf({ ...without({}), script: null }), "Run again");
  });

  it("are none where there is a pass", () => {
    assert.equal(emptyStateOf(stateOf(chainRule(1))), null);
    assert.equal(emptyStateOf({ ...stateOf(chainRule(1)), trusted: false }), null);
  });
});

describe("A run's status", () => {
  const ended = (status: "completed" | "failed" | "timeout" | "stopped" | "outOfMemory", durationMs: number) =>
    statusText(without({ ended: { status, durationMs, exitCode: null, error: null } }).run!.state).text;

  it("says how it ended and how long it took", () => {
    assert.equal(ended("completed", 41.7), "completed in 42 ms");
    assert.equal(ended("failed", 1234), "failed after 1.2 s");
    assert.equal(ended("timeout", 60_000), "timed out after 60.0 s");
    assert.equal(ended("stopped", 999), "stopped after 999 ms");
    assert.equal(ended("outOfMemory", 2000), "out of memory after 2.0 s");
  });
});
