import assert from "node:assert/strict";
import { findBackwardCalls, importsGradlens } from "../../../src/extension/editor/backwardCalls.js";

describe("findBackwardCalls", () => {
  const cases: readonly (readonly [text: string, calls: number])[] = [
    ["loss.backward();", 1],
    ["loss\n  .backward ({ retain_graph: true })", 1],
    ["a.backward(); b?.backward();", 2],
    ["torch.autograd.backward([a])", 1],
    ["// loss.backward()\n/* loss.backward() */", 0],
    ["'loss.backward()' + \"loss.backward()\" + `loss.backward()`", 0],
    ["'it\\'s' + loss.backward()", 1],
    ["class F { static backward(ctx) {} }", 0],
    ["loss.backwards(); loss.backward;", 0],
    ["", 0],
  ];
  for (const [text, calls] of cases) {
    it(`finds ${calls} in ${JSON.stringify(text)}`, () => {
      const found = findBackwardCalls(text);
      assert.equal(found.length, calls);
      for (const offset of found) assert.ok(text.startsWith("backward", offset));
    });
  }
});

describe("importsGradlens", () => {
  const cases: readonly (readonly [text: string, imports: boolean])[] = [
    ['import * as torch from "gradlens";', true],
    ["import { nn } from 'gradlens'", true],
    ['import "gradlens"', true],
    ['import {\n  nn,\n} from "gradlens/nn";', true],
    ['const torch = require("gradlens")', true],
    ['const torch = await import("gradlens")', true],
    ['import * as x from "gradlens-other"', false],
    ['import * as x from "./gradlens"', false],
    ["gradlens", false],
  ];
  for (const [text, imports] of cases) {
    it(`says ${imports ? "yes" : "no"} to ${JSON.stringify(text)}`, () => assert.equal(importsGradlens(text), imports));
  }
});
