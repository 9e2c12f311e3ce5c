import assert from "node:assert/strict";
import { parsePass } from "../../../src/extension/commands/parsePass.js";

describe("parsePass", () => {
  for (const [typed, index] of [
    ["1", 0],
    [" 30 ", 29],
    ["007", 6],
  ] as const) {
    it(`takes ${JSON.stringify(typed)}`, () => assert.deepEqual(parsePass(typed, 30), { index }));
  }

  for (const typed of ["0", "31", "-1", "1.5", "1e1", "last", "0x1", "Infinity", "９", "9".repeat(400)]) {
    it(`says what is wrong with ${JSON.stringify(typed.slice(0, 20))}`, () => {
      const message = `${JSON.stringify(typed)} is no pass. Type a whole number from 1 to 30.`;
      assert.deepEqual(parsePass(typed, 30), { message });
    });
  }

  it("asks for a number where nothing was typed", () => {
    assert.deepEqual(parsePass("  ", 30), { message: "Type a whole number from 1 to 30." });
    assert.deepEqual(parsePass("", 1), { message: "There is only pass 1." });
  });
});
