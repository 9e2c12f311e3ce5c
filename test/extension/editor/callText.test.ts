import assert from "node:assert/strict";
import { callText } from "../../../src/extension/editor/callText.js";

describe("callText", () => {
  for (const [passes, failed, lastLoss, text] of [
    [1, 0, 36, "1 pass · loss 36"],
    [50, 0, 0.03184, "50 passes · loss 0.03184"],
    [50, 0, null, "50 passes"],
    [50, 2, 0.5, "50 passes · 2 failed · loss 0.5"],
    [50, 2, null, "50 passes · 2 failed"],
    [1, 1, null, "1 pass failed"],
    [3, 3, null, "3 passes failed"],
  ] as const) {
    it(`says "${text}"`, () => assert.equal(callText({ passes, failed, lastLoss }), text));
  }
});
