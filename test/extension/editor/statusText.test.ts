import assert from "node:assert/strict";
import type { RunState } from "../../../src/protocol/api.js";
import { statusText } from "../../../src/extension/editor/statusText.js";
import { completed, sampleState } from "../sampleRecording.js";

describe("statusText", () => {
  const cases: readonly (readonly [state: RunState, text: string])[] = [
    [{ ...sampleState(0), phase: "starting" }, "$(loading~spin) GradLens: starting"],
    [sampleState(0), "$(debug-stop) pass 0"],
    [sampleState(12), "$(debug-stop) pass 12 · loss 14"],
    [{ ...sampleState(12), phase: "paused" }, "$(debug-pause) paused in pass 12 · loss 14"],
    [sampleState(30, completed), "$(check) 30 passes · loss 14"],
    [sampleState(1, { ...completed, status: "stopped" }), "$(primitive-square) 1 pass · loss 14"],
    [sampleState(2, { ...completed, status: "failed" }), "$(error) 2 passes · loss 14"],
  ];
  for (const [state, text] of cases) it(`says "${text}"`, () => assert.equal(statusText(state), text));
});
