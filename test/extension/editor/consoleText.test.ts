import assert from "node:assert/strict";
import type { RunEnd } from "../../../src/protocol/api.js";
import { consoleText, endText } from "../../../src/extension/editor/consoleText.js";
import { completed } from "../sampleRecording.js";

describe("consoleText", () => {
  it("gives each line its end, empty ones too", () => {
    const lines = ["a", "", "b <b>"].map((text) => ({ stream: "stdout", text }) as const);
    assert.equal(consoleText({ first: 0, lines, dropped: 0 }), "a\n\nb <b>\n");
  });

  it("says how many lines are missing before them", () => {
    const lines = [{ stream: "stderr", text: "last" }] as const;
    assert.equal(consoleText({ first: 900, lines, dropped: 899 }), "… 899 lines were dropped …\nlast\n");
  });
});

describe("endText", () => {
  const error = { name: "TypeError", message: "no", file: null, range: null, stack: "" };
  const cases: readonly (readonly [end: RunEnd, passes: number, text: string])[] = [
    [completed, 30, "[Completed after 1.23 s, 30 backward passes recorded]\n"],
    [{ ...completed, status: "stopped", exitCode: null }, 1, "[Stopped after 1.23 s, 1 backward pass recorded]\n"],
    [
      { ...completed, status: "failed", exitCode: 3 },
      0,
      "[Failed with exit code 3 after 1.23 s, 0 backward passes recorded]\n",
    ],
    [
      { ...completed, status: "failed", exitCode: null, error },
      2,
      "TypeError: no\n[Failed after 1.23 s, 2 backward passes recorded]\n",
    ],
    [
      {
        ...completed,
        status: "failed",
        exitCode: null,
        error: { ...error, stack: "TypeError: no\n    at a.ts:1:2\n" },
      },
      2,
      "TypeError: no\n    at a.ts:1:2\n[Failed after 1.23 s, 2 backward passes recorded]\n",
    ],
    [
      { ...completed, status: "failed", exitCode: null, error: { ...error, module: "hidden (Linear)" } },
      2,
      "TypeError: no\nin hidden (Linear)\n[Failed after 1.23 s, 2 backward passes recorded]\n",
    ],
    [
      { ...completed, status: "outOfMemory", exitCode: null, error: { ...error, stack: "    at a.ts:1:2" } },
      2,
      "TypeError: no\n    at a.ts:1:2\n[Out of memory after 1.23 s, 2 backward passes recorded]\n",
    ],
  ];
  for (const [end, passes, text] of cases) {
    it(`ends with ${JSON.stringify(text.split("\n").at(-2))}`, () => assert.equal(endText(end, passes), text));
  }
});
